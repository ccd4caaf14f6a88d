import { z } from 'zod';
import type { BuildRow } from './builds';
import type { ContainerRow } from './containers';
import { stream } from './define';
import type { EngineRow } from './engine';
import type { LighterErrorData } from './errors';
import type { ImageRow } from './images';
import type { NetworkRow } from './networks';
import type { SettingsRow } from './settings';
import type { TaskRow } from './tasks';
import type { VolumeRow } from './volumes';

/** The kinds of engine objects that are kept in tables, each with a list state. */
export const resourceKinds = ['containers', 'images', 'networks', 'volumes'] as const;
export type ResourceKind = (typeof resourceKinds)[number];
/** What has a list page: those, and the builds that Lighter keeps. */
export type ListName = ResourceKind | 'builds';

/** Whether a table can be believed: a failed list is an error, never an empty list. */
export interface ListRow {
  state: 'loading' | 'ready' | 'error';
  error: LighterErrorData | null;
}

/** All that main knows and the renderer mirrors; each a map from key to row. */
export interface Tables {
  /** One row, `current`. */
  engine: EngineRow;
  /** One row a resource kind, and one for `builds`. */
  lists: ListRow;
  /** By full engine id. */
  containers: ContainerRow;
  /** By full engine id. */
  images: ImageRow;
  /** By full engine id. */
  networks: NetworkRow;
  /** By name. */
  volumes: VolumeRow;
  tasks: TaskRow;
  /** Builds under way and kept, by id; the one list that is Lighter's own. */
  builds: BuildRow;
  /** One row, `current`. */
  settings: SettingsRow;
}
export type TableName = keyof Tables;
export const tableNames = [
  'engine',
  'lists',
  'containers',
  'images',
  'networks',
  'volumes',
  'tasks',
  'builds',
  'settings',
] as const satisfies readonly TableName[];

/** One changed row; `row: null` = it is gone. */
export type Patch = { [T in TableName]: { table: T; key: string; row: Tables[T] | null } }[TableName];

export type Snapshot = { [T in TableName]: [key: string, row: Tables[T]][] };

/**
 * What `state.watch` sends. `rev` grows by one with each message; a gap means a message was lost and the
 * mirror opens the stream anew. A hidden window gets nothing until it is shown, then a snapshot.
 */
export type StateMessage =
  | { kind: 'snapshot'; rev: number; tables: Snapshot }
  | { kind: 'patches'; rev: number; patches: Patch[] };

export const stateStreams = {
  'state.watch': stream(z.strictObject({})).of<StateMessage>(),
};
