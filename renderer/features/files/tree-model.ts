import type { LighterErrorData } from '@contract/errors';
import type { FileChange, FileEntry, ListingCut, ListingItem } from '@contract/files';
import { folderOf, foldersAbove, join, nameOf } from './paths';

/** What is known of one folder's contents. */
export interface Folder {
  /** `reading`: not yet all; what is there can be shown. */
  state: 'reading' | 'ready' | 'error';
  entries: ReadonlyMap<string, FileEntry>;
  /** Bytes of an archive read so far. */
  bytes: number;
  way: 'process' | 'archive' | null;
  cut: ListingCut | null;
  odd: number;
  error: LighterErrorData | null;
}

export const unread: Folder = {
  state: 'reading',
  entries: new Map(),
  bytes: 0,
  way: null,
  cut: null,
  odd: 0,
  error: null,
};

/** A folder after more of its listing has come. Pure. */
export function withItems(folder: Folder, items: readonly ListingItem[]): Folder {
  let next = folder;
  let entries: Map<string, FileEntry> | null = null;
  for (const item of items) {
    if (item.kind === 'reading') next = { ...next, bytes: item.bytes };
    else if (item.kind === 'done')
      next = { ...next, state: 'ready', way: item.way, cut: item.cut, odd: item.odd };
    else {
      entries ??= new Map(next.entries);
      for (const entry of item.entries) {
        // The engine's short answer must not take the place of one that also knows the owner.
        if (entry.uid !== null || !entries.has(entry.name)) entries.set(entry.name, entry);
      }
    }
  }
  return entries ? { ...next, entries } : next;
}

export type ChangeMark = FileChange['kind'] | 'within';

/** Changes by path; folders above a change that have none of their own are `within`. */
export interface Changes {
  marks: ReadonlyMap<string, ChangeMark>;
  /** Names that are no longer there, by the folder they were in. */
  deleted: ReadonlyMap<string, readonly string[]>;
}

export const noChanges: Changes = { marks: new Map(), deleted: new Map() };

export function readChanges(list: readonly FileChange[]): Changes {
  const marks = new Map<string, ChangeMark>();
  const deleted = new Map<string, string[]>();
  for (const { path, kind } of list) {
    marks.set(path, kind);
    if (kind === 'deleted')
      deleted.set(folderOf(path), [...(deleted.get(folderOf(path)) ?? []), nameOf(path)]);
  }
  for (const { path } of list)
    for (const folder of foldersAbove(path)) {
      // A folder counts as changed as soon as something in it came or went: that is said by what is in it.
      const own = marks.get(folder);
      if (own === undefined || own === 'changed') marks.set(folder, 'within');
    }
  return { marks, deleted };
}

/** A line of the tree. */
export type TreeRow =
  | {
      kind: 'entry';
      path: string;
      entry: FileEntry;
      level: number;
      /** Its place among its siblings, from 1, and how many they are. */
      place: number;
      of: number;
      isOpen: boolean;
      change: ChangeMark | null;
    }
  | {
      kind: 'note';
      path: string;
      level: number;
      note: 'reading' | 'empty' | 'error' | 'cut' | 'odd';
      folder: Folder;
    };

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Folders (and links to what may be one) first, then by name as people count: `2` before `10`. */
export function compareEntries(a: FileEntry, b: FileEntry): number {
  const rank = (entry: FileEntry) => (entry.type === 'folder' ? 0 : 1);
  return rank(a) - rank(b) || collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

/** Sorted entries of a folder, remembered as long as the folder is the same. */
const sorted = new WeakMap<ReadonlyMap<string, FileEntry>, FileEntry[]>();

function sortedEntries(folder: Folder, deleted: readonly string[] | undefined): FileEntry[] {
  let list = sorted.get(folder.entries);
  if (!list) {
    list = [...folder.entries.values()].sort(compareEntries);
    sorted.set(folder.entries, list);
  }
  const gone = (deleted ?? []).filter((name) => !folder.entries.has(name)).map(goneEntry);
  return gone.length === 0 ? list : [...list, ...gone].sort(compareEntries);
}

const goneEntry = (name: string): FileEntry => ({
  name,
  type: 'unknown',
  size: 0,
  mode: 0,
  uid: null,
  gid: null,
  modifiedAt: 0,
  target: null,
});

/** The lines of the tree as it stands: what is below each open folder comes after it. Pure. */
export function toRows(
  folders: ReadonlyMap<string, Folder>,
  open: ReadonlySet<string>,
  changes: Changes,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (path: string, level: number) => {
    const folder = folders.get(path) ?? unread;
    const entries = sortedEntries(folder, changes.deleted.get(path));
    entries.forEach((entry, index) => {
      const at = join(path, entry.name);
      const isOpen = entry.type === 'folder' && open.has(at);
      const change = changes.marks.get(at) ?? null;
      rows.push({
        kind: 'entry',
        path: at,
        entry,
        level,
        place: index + 1,
        of: entries.length,
        isOpen,
        change,
      });
      if (isOpen) add(at, level + 1);
    });
    const note = (kind: Extract<TreeRow, { kind: 'note' }>['note']) =>
      rows.push({ kind: 'note', path, level, note: kind, folder });
    if (folder.state === 'error') note('error');
    else if (folder.state === 'reading') note('reading');
    else if (folder.cut) note('cut');
    else if (entries.length === 0) note('empty');
    if (folder.odd > 0) note('odd');
  };
  add('/', 1);
  return rows;
}

/** `drwxr-xr-x`, as `ls` writes it. */
export function modeText({ type, mode }: Pick<FileEntry, 'type' | 'mode'>): string {
  const kind = {
    folder: 'd',
    link: 'l',
    pipe: 'p',
    socket: 's',
    block: 'b',
    character: 'c',
    file: '-',
    unknown: '?',
  };
  const bit = (at: number, sign: string) => ((mode >> at) & 1 ? sign : '-');
  const last = (at: number, special: number, on: string, off: string) =>
    (mode >> special) & 1 ? ((mode >> at) & 1 ? on : off) : bit(at, 'x');
  return [
    kind[type],
    ...[bit(8, 'r'), bit(7, 'w'), last(6, 11, 's', 'S')],
    ...[bit(5, 'r'), bit(4, 'w'), last(3, 10, 's', 'S')],
    ...[bit(2, 'r'), bit(1, 'w'), last(0, 9, 't', 'T')],
  ].join('');
}
