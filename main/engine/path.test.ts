import { LighterError } from '@contract/errors';
import { describe, expect, it } from 'vitest';
import { enginePath } from './path';

describe('enginePath (pitfall 1.1 #5: names go unescaped into the path)', () => {
  it('escapes values and keeps the rest', () => {
    expect(enginePath`/images/${'localhost:5000/library/nginx:1'}/json`).toBe(
      '/images/localhost%3A5000%2Flibrary%2Fnginx%3A1/json',
    );
    expect(enginePath`/containers/${'a..b'}/wait`).toBe('/containers/a..b/wait');
    expect(enginePath`/_ping`).toBe('/_ping');
  });

  it.each([
    '',
    '..',
    '.',
    '../images',
    'a/../b',
    '/x',
    'x/',
    'a//b',
    'name/json?x=',
    'a#b',
    '%2e%2e',
    'a\nb',
  ])('refuses %j', (value) => {
    expect(() => enginePath`/containers/${value}/json`).toThrow(LighterError);
  });
});
