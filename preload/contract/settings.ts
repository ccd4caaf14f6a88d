import { z } from 'zod';
import { call } from './define';

const columnId = z.string().max(40);
const sorting = z.strictObject({ column: columnId, descending: z.boolean() });

/** How one list looks: what a person has done to its columns, sorting and groups. */
export const listSettings = z.strictObject({
  hidden: z.array(columnId).max(40),
  /** Columns in the order chosen; those that are missing stand where they stand by default. */
  order: z.array(columnId).max(40).default([]),
  /** px a column has been given; the others share what is left. */
  widths: z
    .record(columnId, z.int().min(40).max(2000))
    .refine((widths) => Object.keys(widths).length <= 40)
    .default({}),
  sort: sorting.nullable(),
});
export type ListSettings = z.infer<typeof listSettings>;

/** What the user can choose; kept in the profile. Unknown or broken values fall back one by one. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'ko']),
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  startHidden: z.boolean(),
  /** A desktop notification when a task ends and the window is not in front. */
  notifyTasks: z.boolean(),
  /** Which engine is started when Lighter opens and none runs: its own (once it has been used), any, none. */
  startEngine: z.enum(['managed', 'any', 'never']),
  /** Lighter's own engine goes on when Lighter quits. */
  keepEngineRunning: z.boolean(),
  sidebarCollapsed: z.boolean(),
  /** Rows of 30 px instead of 36. */
  compactRows: z.boolean(),
  lists: z.record(z.string().max(40), listSettings),
  /** Things said once: `close-to-tray`, `welcome`. */
  seen: z.array(z.string().max(60)).max(100),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  closeToTray: true,
  startAtLogin: false,
  startHidden: false,
  notifyTasks: true,
  startEngine: 'managed',
  keepEngineRunning: true,
  sidebarCollapsed: false,
  compactRows: false,
  lists: {},
  seen: [],
};

/** The settings and what they come to on this machine, in the `settings` table under `current`. */
export interface SettingsRow extends Settings {
  /** The language in force after `system` has been resolved. */
  resolvedLanguage: 'en' | 'ko';
  /** Start at login can be set on this platform. */
  canStartAtLogin: boolean;
}

export const settingsCalls = {
  'settings.set': call(settingsSchema.partial().strict()).returns<null>(),
};
