import { defaultSettings } from '@contract/settings';
import { describe, expect, it } from 'vitest';
import { firstLook, resolveLanguage } from './file';
import { readSettings } from './settings';

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
    null,
    'text',
    [],
    {},
    { theme: 'dark', language: 'ko', startHidden: true },
    { theme: 'light', language: 'en', startHidden: false },
    { theme: 'neon', language: 'de', startHidden: 'yes' },
    { theme: 'system', language: 'system', startHidden: 1 },
    { theme: ['dark'], language: null, lists: 7 },
  ])('are the same at the first look, without the schema: %j', (stored) => {
    const { theme, language, startHidden } = readSettings(stored);
    expect(firstLook(stored)).toEqual({ theme, language, startHidden });
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
