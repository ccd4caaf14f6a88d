import { type Patch, type Snapshot, type TableName, type Tables, tableNames } from '@contract/state';
import { equal } from './equal';
import type { Cache } from './types';

type AnyRow = Tables[TableName];

/** Between two rounds of patches, ms. The first change after a rest goes out at once. */
const flushEvery = 25;

/** Makes the tables, all empty. Nothing runs until something is set while somebody listens. */
export function createCache(): Cache {
  const tables = new Map<TableName, Map<string, AnyRow>>(tableNames.map((name) => [name, new Map()]));
  const pending = new Map<TableName, Map<string, AnyRow | null>>();
  const listeners = new Set<(patches: Patch[]) => void>();
  let timer: NodeJS.Timeout | null = null;
  let lastFlush = Number.NEGATIVE_INFINITY;

  const table = <T extends TableName>(name: T) => tables.get(name) as Map<string, Tables[T]>;

  function flush(): void {
    timer = null;
    lastFlush = performance.now();
    const patches: Patch[] = [];
    for (const [name, rows] of pending) {
      for (const [key, row] of rows) patches.push({ table: name, key, row } as Patch);
    }
    pending.clear();
    if (patches.length > 0) for (const listener of [...listeners]) listener(patches);
  }

  function note(name: TableName, key: string, row: AnyRow | null): void {
    if (listeners.size === 0) return;
    let rows = pending.get(name);
    if (!rows) {
      rows = new Map();
      pending.set(name, rows);
    }
    rows.set(key, row);
    timer ??= setTimeout(flush, Math.max(0, lastFlush + flushEvery - performance.now()));
  }

  function put(rows: Map<string, AnyRow>, name: TableName, key: string, row: AnyRow | null): void {
    const before = rows.get(key);
    if (row === null) {
      if (before === undefined) return;
      rows.delete(key);
    } else {
      if (before !== undefined && equal(before, row)) return;
      rows.set(key, row);
    }
    note(name, key, row);
  }

  return {
    get: (name, key) => table(name).get(key),
    rows: (name) => table(name),
    set: (name, key, row) => put(table(name), name, key, row),
    replace(name, rows) {
      const target: Map<string, AnyRow> = table(name);
      const gone = new Set(target.keys());
      for (const [key, row] of rows) {
        gone.delete(key);
        put(target, name, key, row);
      }
      for (const key of gone) put(target, name, key, null);
    },
    flush() {
      if (!timer) return;
      clearTimeout(timer);
      flush();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    snapshot: () =>
      Object.fromEntries(tableNames.map((name) => [name, [...table(name)]])) as unknown as Snapshot,
    dispose() {
      if (timer) clearTimeout(timer);
      timer = null;
      pending.clear();
      listeners.clear();
    },
  };
}
