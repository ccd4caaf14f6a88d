import type { EngineRow } from '@contract/engine';
import type { Patch, Snapshot, TableName, Tables } from '@contract/state';
import { create } from 'zustand';

type MirrorTables = { readonly [T in TableName]: ReadonlyMap<string, Tables[T]> };

interface Mirror {
  /** False until the first snapshot. */
  ready: boolean;
  tables: MirrorTables;
}

const empty = (): MirrorTables => ({
  engine: new Map(),
  lists: new Map(),
  containers: new Map(),
  images: new Map(),
  networks: new Map(),
  volumes: new Map(),
  tasks: new Map(),
  builds: new Map(),
  settings: new Map(),
});

/** What main knows, mirrored. Only `store/sync.ts` writes it; components read it through selectors. */
export const useMirror = create<Mirror>(() => ({ ready: false, tables: empty() }));

/** A copy of the tables with every table taken from the snapshot. Pure. */
export function fromSnapshot(snapshot: Snapshot): MirrorTables {
  return Object.fromEntries(
    Object.entries(snapshot).map(([name, rows]) => [name, new Map(rows as [string, unknown][])]),
  ) as unknown as MirrorTables;
}

/** The tables after the patches; tables that none touches keep their identity. Pure. */
export function applyPatches(tables: MirrorTables, patches: readonly Patch[]): MirrorTables {
  const changed = new Map<TableName, Map<string, unknown>>();
  for (const { table, key, row } of patches) {
    let rows = changed.get(table);
    if (!rows) {
      rows = new Map<string, unknown>(tables[table]);
      changed.set(table, rows);
    }
    if (row === null) rows.delete(key);
    else rows.set(key, row);
  }
  return { ...tables, ...(Object.fromEntries(changed) as Partial<MirrorTables>) };
}

/** One table, re-rendering when it changes. */
export function useTable<T extends TableName>(name: T): ReadonlyMap<string, Tables[T]> {
  return useMirror((mirror) => mirror.tables[name]);
}

/** One row, re-rendering when that row changes; undefined while it is not known. */
export function useRow<T extends TableName>(name: T, key: string): Tables[T] | undefined {
  return useMirror((mirror) => mirror.tables[name].get(key) as Tables[T] | undefined);
}

/**
 * The engine's row; undefined before the first snapshot. The same object until something but `lastAnswerAt`
 * changes, which every heartbeat does: see `useLastAnswer`.
 */
export const useEngine = () => useMirror((mirror) => steadyEngine(mirror.tables.engine.get('current')));

/** When the engine last answered, ms since 1970; null when it never has. */
export const useLastAnswer = () => useRow('engine', 'current')?.lastAnswerAt ?? null;

/** Gives the earlier row back for one that differs in its heartbeat only. Remembers the last one asked about. */
export const steadyEngine = ((latest?: EngineRow, kept?: EngineRow) => (row: EngineRow | undefined) => {
  if (row !== latest) {
    latest = row;
    if (!row || !kept || beatless(row) !== beatless(kept)) kept = row;
  }
  return kept;
})();

const beatless = (row: EngineRow) => JSON.stringify({ ...row, lastAnswerAt: null });

/** The settings in force; undefined before the first snapshot. */
export const useSettings = () => useRow('settings', 'current');

/** The settings at this moment, to change a part of them. */
export const currentSettings = () => useMirror.getState().tables.settings.get('current');

/** The epoch for requests that change something; read at the moment of the click. */
export const currentEpoch = () => useMirror.getState().tables.engine.get('current')?.epoch ?? 0;
