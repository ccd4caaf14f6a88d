import type { Connection } from '../engine/types';
import type { Cache } from './types';

export interface SyncDeps {
  connection: Connection;
  cache: Cache;
  /** Where a failed read is noted. */
  log?: (message: string) => void;
}

export interface Sync {
  dispose(): void;
}

/** Keeps the `engine`, `lists` and resource tables true, from the connection's events. */
export function createSync(_deps: SyncDeps): Sync {
  throw new Error('not yet');
}
