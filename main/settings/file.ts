import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@contract/settings';
import { writeFileSync } from 'atomically';

/** Where the window was; kept beside the settings, of no interest to the page. */
export interface WindowBounds {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

/** The settings that the first window needs. */
export type FirstLook = Pick<Settings, 'theme' | 'language' | 'startHidden'>;

/** `settings.json` in the profile, read once. */
export interface SettingsFile {
  /** The settings as they are stored, whatever that is. */
  readonly stored: unknown;
  /** Writes the settings, at once and atomically. Throws when it cannot. */
  store(settings: Settings): void;
  bounds(): WindowBounds | null;
  setBounds(bounds: WindowBounds): void;
}

/** Opens the file. One that is no JSON is put aside as `settings.json.broken`, and counts as empty. */
export function openSettingsFile(userData: string): SettingsFile {
  const file = join(userData, 'settings.json');
  const read = readJson(file);
  let stored = read.settings;
  let window = readBounds(read.window);
  const write = () =>
    writeFileSync(file, `${JSON.stringify({ settings: stored, window: window ?? undefined }, null, 2)}\n`, {
      mode: 0o600,
    });
  return {
    get stored() {
      return stored;
    },
    store: (settings) => {
      stored = settings;
      write();
    },
    bounds: () => window,
    setBounds: (bounds) => {
      window = bounds;
      write();
    },
  };
}

/**
 * What the first window needs, without the schema (to compile and run that takes longer than to make the window);
 * the same values that `readSettings` finds. Pure.
 */
export function firstLook(stored: unknown): FirstLook {
  const { theme, language, startHidden } = (stored ?? {}) as Record<string, unknown>;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    language: language === 'en' || language === 'ko' ? language : 'system',
    startHidden: startHidden === true,
  };
}

/** The language in force: the chosen one, else the system's where Lighter speaks it, else English. Pure. */
export function resolveLanguage(chosen: Settings['language'], system: string): 'en' | 'ko' {
  if (chosen !== 'system') return chosen;
  return system.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

function readJson(file: string): { settings?: unknown; window?: unknown } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The first start: there is none yet.
    return {};
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    renameSync(file, `${file}.broken`);
    return {};
  }
}

function readBounds(value: unknown): WindowBounds | null {
  const { x, y, width, height, maximized } = (value ?? {}) as Record<string, unknown>;
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  const place = typeof x === 'number' && typeof y === 'number' ? { x, y } : {};
  return { ...place, width, height, maximized: maximized === true };
}
