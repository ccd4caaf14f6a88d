import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@contract/settings';
import { writeFileSync } from 'atomically';
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
  /** Writes the changed values at once (atomically) and tells the listeners. Throws when it cannot write. */
  set(changes: Partial<Settings>): void;
  onChange(listener: (settings: Settings) => void): () => void;
  bounds(): WindowBounds | null;
  setBounds(bounds: WindowBounds): void;
}

/**
 * Opens `settings.json` in the profile. A file that is no JSON is put aside as `settings.json.broken`, and the
 * defaults take its place.
 */
export function openSettings(userData: string): SettingsStore {
  const file = join(userData, 'settings.json');
  const stored = read(file);
  let current = readSettings(stored.settings);
  let window = readBounds(stored.window);
  const listeners = new Set<(settings: Settings) => void>();
  const write = () =>
    writeFileSync(file, `${JSON.stringify({ settings: current, window: window ?? undefined }, null, 2)}\n`, {
      mode: 0o600,
    });
  return {
    get current() {
      return current;
    },
    set: (changes) => {
      current = { ...current, ...changes };
      write();
      for (const listener of listeners) listener(current);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bounds: () => window,
    setBounds: (bounds) => {
      window = bounds;
      write();
    },
  };
}

function read(file: string): { settings?: unknown; window?: unknown } {
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
