import type { ListName } from '@contract/state';
import type { ComponentType, ReactNode } from 'react';
import type { RowGroup } from './list-items';

/** A Tabler icon, or anything that takes the same. */
export type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

export type SortValue = string | number | null;

export interface Column<Row> {
  /** At most 40 characters; remembered in the settings. */
  id: string;
  header: string;
  /** px it needs at least; columns that do not fit yield. */
  min: number;
  /** Its share of the width left over; 0 = stays at `min`. */
  grow: number;
  align?: 'start' | 'end';
  /** 1 never yields; of the others the highest number goes first. */
  importance: number;
  /** What it sorts by; nulls come last. A column without it cannot be sorted. */
  sort?: (row: Row) => SortValue;
  cell: (row: Row) => ReactNode;
}

export interface RowAction {
  id: string;
  /** The button's exact name. */
  label: string;
  icon: Icon;
  danger?: boolean;
  /** `always`: a button in the row; `hover`: one while the row is pointed at or has the focus; else in the
   *  menu only. Buttons are in the menu as well. */
  shown?: 'always' | 'hover';
  /** Why it cannot work now; the entry is disabled and says so. */
  disabled?: string;
  run: () => void;
  /** A check box in the menu. */
  checked?: boolean;
  /** Starts a new group in the menu. */
  divided?: boolean;
  /** The key that does it while the row has the focus: `KeyS`, `Shift+KeyK`, `F2`. */
  key?: string;
  /** The docker CLI's command for the same. */
  cli?: string;
}

export interface BulkAction<Row> {
  id: string;
  label: string;
  icon: Icon;
  danger?: boolean;
  /** The selected rows it can work on; with none of them the button is off. Absent: all. */
  applies?: (row: Row) => boolean;
  /** In the toolbar's menu instead of a button of its own. */
  inMenu?: boolean;
  /** Where not all words fit beside each other this one is the first to be an icon alone. */
  lesser?: boolean;
  /** Gets only the rows it applies to. */
  run: (rows: Row[]) => void;
}

/** A page-level button. */
export interface PageButton<Row> {
  label: string;
  icon: Icon;
  /** With no such row the button is off and says `reason`. Absent: always on. */
  applies?: (row: Row) => boolean;
  reason?: string;
  run: () => void;
}

export interface Filter<Row> {
  id: string;
  label: string;
  test: (row: Row) => boolean;
}

/** What `id:value` in the search asks of a row; memoised with the descriptor. */
export interface FilterField<Row> {
  /** Small letters; what is written before the colon. */
  id: string;
  label: string;
  /** What the row has; the first ones are offered. */
  values: (row: Row) => readonly string[];
  /** Several values must all be there; else one is enough. */
  every?: boolean;
}

/** How rows are put together. */
export interface Grouping<Row> {
  /** The toggle's name: `Group by project`. */
  label: string;
  groupOf: (row: Row) => string | null;
  /** What the group is called on the screen; absent: what `groupOf` says. */
  nameOf?: (group: RowGroup<Row>) => string;
  /** How many there are, behind the name. */
  countOf: (group: RowGroup<Row>) => string;
  /** In the column's place; the name's own column is taken by the group's name. */
  cell: (column: string, group: RowGroup<Row>) => ReactNode;
  /** In menu order. */
  actions: (group: RowGroup<Row>) => readonly RowAction[];
  /** What the Delete key does. */
  remove: (group: RowGroup<Row>) => void;
}

/** What an empty list says: one sentence, one button, one CLI line. */
export interface EmptyText {
  title: string;
  sentence: string;
  cli: string;
  /** Shown below, for instance where else to look. */
  more?: ComponentType;
}

/** Everything THE list page must know about a kind of object; no effects, no fetching. Memoise it. */
export interface ResourceDescriptor<Row> {
  /** `data-kind` of the rows. */
  kind: 'container' | 'image' | 'volume' | 'network' | 'project' | 'build';
  /** The table's list state and the key of its remembered columns and sorting. */
  list: ListName;
  /** The page's title, the table's name. */
  title: string;
  keyOf: (row: Row) => string;
  /** `data-id`; the key when absent. */
  idOf?: (row: Row) => string;
  nameOf: (row: Row) => string;
  stateOf: (row: Row) => string;
  /** What the search looks through, beside the name. */
  textOf: (row: Row) => string;
  /** Where Enter and the name lead, with the hash: `#/containers/…`. */
  hrefOf: (row: Row) => string;
  columns: readonly Column<Row>[];
  defaultSort: { column: string; descending: boolean };
  /** In menu order. */
  actions: (row: Row) => readonly RowAction[];
  bulk: readonly BulkAction<Row>[];
  /** What the Delete key does with the selected rows, or the row that has the focus. */
  remove: (rows: Row[]) => void;
  /** The first one is the default and lets everything through. */
  filters?: readonly Filter<Row>[];
  /** What can be filtered by with `field:value`. */
  fields?: readonly FilterField<Row>[];
  grouping?: Grouping<Row>;
  /** Stands on top of the list. */
  isPinned?: (row: Row) => boolean;
  /** The one filled button. */
  primary: { label: string; icon: Icon; run: () => void };
  secondary?: readonly PageButton<Row>[];
  empty: EmptyText;
}
