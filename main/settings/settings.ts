import { defaultSettings, type Settings, type SettingsRow, settingsSchema } from '@contract/settings';
import Store from 'electron-store';

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

/** The stored values that still fit the schema; each broken or unknown one falls back on its own. Pure. */
export function readSettings(stored: unknown): Settings {
  const values = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const kept = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(values[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(kept) };
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

/** The language in force: the chosen one, else the system's where Lighter speaks it, else English. Pure. */
export function resolveLanguage(chosen: Settings['language'], system: string): 'en' | 'ko' {
  if (chosen !== 'system') return chosen;
  return system.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** The row the page mirrors. Pure. */
export function settingsRow(
  settings: Settings,
  system: { locale: string; canStartAtLogin: boolean },
): SettingsRow {
  return {
    ...settings,
    resolvedLanguage: resolveLanguage(settings.language, system.locale),
    canStartAtLogin: system.canStartAtLogin,
  };
}
