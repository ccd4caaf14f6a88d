import { z } from 'zod';
import { call } from './define';

const columnId = z.string().max(40);
const sorting = z.strictObject({ column: columnId, descending: z.boolean() });

/** How a list is laid out. */
const listLayout = z.strictObject({
  hidden: z.array(columnId).max(40),
  /** Columns in the order chosen; those that are missing stand where they stand by default. */
  order: z.array(columnId).max(40).default([]),
  /** px a column has been given; the others share what is left. */
  widths: z
    .record(columnId, z.int().min(40).max(2000))
    .refine((widths) => Object.keys(widths).length <= 40)
    .default({}),
  sort: sorting.nullable(),
  /** Rows that belong together stand together, in lists that can do so. */
  grouped: z.boolean().default(true),
});

/** A layout and what is filtered by, under a name. */
const listView = z.strictObject({
  ...listLayout.shape,
  name: z.string().min(1).max(60),
  search: z.string().max(200),
  /** Terms as they are written: `image:nginx`. */
  chips: z.array(z.string().max(300)).max(50),
  filter: z.string().max(40),
});
export type ListView = z.infer<typeof listView>;

/** How one list looks: what a person has done to its columns, sorting and groups. */
const listSettings = z.strictObject({
  ...listLayout.shape,
  /** Names of the groups whose rows are hidden. */
  collapsed: z.array(z.string().max(255)).max(1000).default([]),
  views: z.array(listView).max(50).default([]),
});
export type ListSettings = z.infer<typeof listSettings>;

/** Without the defaults: a part that is not named must stay as it is. */
const { order, widths, grouped, collapsed, views, ...others } = listSettings.shape;
const listChange = z
  .strictObject({
    ...others,
    order: order.removeDefault(),
    widths: widths.removeDefault(),
    grouped: grouped.removeDefault(),
    collapsed: collapsed.removeDefault(),
    views: views.removeDefault(),
  })
  .partial();
export type ListChange = z.infer<typeof listChange>;

/** A container's name, as any engine may have given it. */
const markedName = z.string().min(1).max(255);

/** Containers of one engine that are marked, by name: one made anew under that name is marked too. */
const engineMarks = z.strictObject({
  /** On top of the list. */
  pinned: z.array(markedName).max(1000).default([]),
  /** Deleted only by whoever types the name. */
  protected: z.array(markedName).max(1000).default([]),
});
export type EngineMarks = z.infer<typeof engineMarks>;

const engineUrl = z.string().max(2048);

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
  /** By the engine's URL. */
  marks: z.record(engineUrl, engineMarks).refine((marks) => Object.keys(marks).length <= 500),
  /** Images that a clean-up keeps: names, or ids where there is none. */
  protectedImages: z.array(z.string().max(512)).max(5000),
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
  marks: {},
  protectedImages: [],
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
  'settings.set': call(settingsSchema.omit({ lists: true, marks: true }).partial().strict()).returns<null>(),
  /** Arranges a list anew; what `change` does not name stays. */
  'settings.arrange': call(z.strictObject({ list: z.string().max(40), change: listChange })).returns<null>(),
  /** Marks containers of an engine by their names, or takes the mark away. */
  'settings.mark': call(
    z.strictObject({
      url: engineUrl,
      mark: z.enum(['pinned', 'protected']),
      names: z.array(markedName).min(1).max(1000),
      on: z.boolean(),
    }),
  ).returns<null>(),
};
