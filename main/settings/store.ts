import type { Settings } from '@contract/settings';
import Store from 'electron-store';
import { readSettings } from './settings';

/** Where the window was; kept beside the settings, of no interest to the page. */
export interface WindowBounds {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

export interface SettingsStore {
  readonly current: Settings;
  /** Writes the changed values at once (atomically) and tells the listeners. */
  set(changes: Partial<Settings>): void;
  onChange(listener: (settings: Settings) => void): () => void;
  bounds(): WindowBounds | null;
  setBounds(bounds: WindowBounds): void;
}

/** Opens `settings.json` in the profile; a file that is no JSON is replaced by the defaults. */
export function openSettings(userData: string): SettingsStore {
  const file = new Store<{ settings?: unknown; window?: WindowBounds }>({
    cwd: userData,
    name: 'settings',
    clearInvalidConfig: true,
  });
  let current = readSettings(file.get('settings'));
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get current() {
      return current;
    },
    set: (changes) => {
      current = { ...current, ...changes };
      file.set('settings', current);
      for (const listener of listeners) listener(current);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bounds: () => file.get('window') ?? null,
    setBounds: (bounds) => file.set('window', bounds),
  };
}
