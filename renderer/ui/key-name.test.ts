import { describe, expect, it } from 'vitest';
import { ariaKey, keyName, keyOf } from './key-name';

const event = (code: string, more: object = {}) => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('keys of actions', () => {
  it('tell a key from the same with Shift, and leave Ctrl, Alt and Cmd alone', () => {
    expect(keyOf(event('KeyK'))).toBe('KeyK');
    expect(keyOf(event('KeyK', { shiftKey: true }))).toBe('Shift+KeyK');
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
      expect(keyOf(event('KeyK', { [modifier]: true }))).toBeNull();
  });

  it.each([
    ['KeyS', 'S', 'S'],
    ['Shift+KeyK', '⇧ K', 'Shift+K'],
    ['F2', 'F2', 'F2'],
    ['Delete', 'Delete', 'Delete'],
  ])('%s is written %s', (key, name, aria) => {
    expect(keyName(key)).toBe(name);
    expect(ariaKey(key)).toBe(aria);
  });
});
