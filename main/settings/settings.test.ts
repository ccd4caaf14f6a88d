import { defaultSettings } from '@contract/settings';
import { describe, expect, it } from 'vitest';
import { readSettings, resolveLanguage } from './settings';

describe('settings', () => {
  it('keeps what fits and falls back one by one', () => {
    expect(readSettings({ theme: 'dark', language: 'xx', closeToTray: 'yes', unknown: 1 })).toEqual({
      ...defaultSettings,
      theme: 'dark',
    });
  });

  it.each([null, 'text', 7, []])('gives the defaults for %j', (stored) => {
    expect(readSettings(stored)).toEqual(defaultSettings);
  });

  it.each([
    ['system', 'ko-KR', 'ko'],
    ['system', 'de', 'en'],
    ['en', 'ko', 'en'],
    ['ko', 'en-US', 'ko'],
  ] as const)('resolves %s on a %s system to %s', (chosen, system, language) => {
    expect(resolveLanguage(chosen, system)).toBe(language);
  });
});
