import type { Settings } from '@contract/settings';
import type { SettingsFile } from './file';
import { readSettings } from './settings';

export interface SettingsStore {
  readonly current: Settings;
  /** Writes the changed values at once (atomically) and tells the listeners. Throws when it cannot write. */
  set(changes: Partial<Settings>): void;
  onChange(listener: (settings: Settings) => void): () => void;
}

/** The settings of a file; those in it that do not fit the schema fall back one by one. */
export function openSettings(file: SettingsFile): SettingsStore {
  let current = readSettings(file.stored);
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get current() {
      return current;
    },
    set: (changes) => {
      current = { ...current, ...changes };
      file.store(current);
      for (const listener of listeners) listener(current);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
