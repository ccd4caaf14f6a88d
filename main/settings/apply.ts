import type { settingsCalls } from '@contract/settings';
import { app, nativeTheme } from 'electron';
import { canStartAtLogin, setStartAtLogin } from '../app/login';
import type { Cache } from '../cache/types';
import type { Log } from '../diagnostics/log';
import type { CallHandlers } from '../ipc/types';
import { withList, withMarks } from './changes';
import { settingsRow } from './settings';
import type { SettingsStore } from './store';

/** The handlers of `settings.*`. */
export function settingsHandlers({
  settings,
}: {
  settings: SettingsStore;
}): Pick<CallHandlers, keyof typeof settingsCalls> {
  return {
    'settings.set': (changes) => {
      settings.set(changes);
      return null;
    },
    'settings.arrange': ({ list, change }) => {
      settings.set({ lists: withList(settings.current.lists, list, change) });
      return null;
    },
    'settings.mark': ({ url, ...change }) => {
      settings.set({ marks: withMarks(settings.current.marks, url, change) });
      return null;
    },
  };
}

/** Tells of each change of the language. */
export function onLanguage(settings: SettingsStore, changed: () => void): void {
  let before = settings.current.language;
  settings.onChange(({ language }) => {
    if (language === before) return;
    before = language;
    changed();
  });
}

/** Makes every setting true now and whenever it changes: the page's row, theme, login item. */
export function applySettings(deps: { settings: SettingsStore; cache: Cache; log: Log }): void {
  const { settings, cache, log } = deps;
  const system = { locale: app.getLocale(), canStartAtLogin: canStartAtLogin() };
  let before = settings.current;
  cache.set('settings', 'current', settingsRow(before, system));
  settings.onChange((now) => {
    cache.set('settings', 'current', settingsRow(now, system));
    if (now.theme !== before.theme) nativeTheme.themeSource = now.theme;
    if (now.startAtLogin !== before.startAtLogin)
      setStartAtLogin(now.startAtLogin).catch((error: unknown) =>
        log('error', 'The login item could not be changed', error),
      );
    before = now;
  });
}
