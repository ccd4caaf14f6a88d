import { defaultSettings, type Settings, type SettingsRow, settingsSchema } from '@contract/settings';
import { resolveLanguage } from './file';

/** The stored values that still fit the schema; each broken or unknown one falls back on its own. Pure. */
export function readSettings(stored: unknown): Settings {
  const values = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const kept = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(values[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(kept) };
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
