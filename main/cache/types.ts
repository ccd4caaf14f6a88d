import type { Patch, Snapshot, TableName, Tables } from '@contract/state';

/** The tables main keeps and the page mirrors. One writer each: sync, tasks, settings, connection. */
export interface Cache {
  get<T extends TableName>(table: T, key: string): Tables[T] | undefined;
  rows<T extends TableName>(table: T): ReadonlyMap<string, Tables[T]>;
  /** Puts a row, or takes it away with `null`. A row equal to the one that is there changes nothing. */
  set<T extends TableName>(table: T, key: string, row: Tables[T] | null): void;
  /** Makes these the table's rows; equal ones keep their identity, the differences become patches. */
  replace<T extends TableName>(table: T, rows: Iterable<readonly [string, Tables[T]]>): void;
  /** Called with the patches of a moment (the last write of a key wins), at most every 25 ms. */
  subscribe(listener: (patches: Patch[]) => void): () => void;
  /** Tells now what would be told within the next moment. */
  flush(): void;
  snapshot(): Snapshot;
  dispose(): void;
}

/** Whether the window can be seen: hidden, no view is worth any work. */
export interface Visibility {
  readonly visible: boolean;
  onChange(listener: (visible: boolean) => void): () => void;
}
