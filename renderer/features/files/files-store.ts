import type { LighterErrorData } from '@contract/errors';
import { create } from 'zustand';
import { call, openStream, type StreamHandle } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { foldersAbove } from './paths';
import { type Changes, type Folder, noChanges, readChanges, unread, withItems } from './tree-model';

/** What one container's Files tab holds; its open folders and its place are remembered while other tabs are seen. */
export interface FilesState {
  folders: ReadonlyMap<string, Folder>;
  open: ReadonlySet<string>;
  selected: string | null;
  /** Counts the wishes to see the selected line. */
  reveal: number;
  changes: Changes;
  changesCut: boolean;
  changesError: LighterErrorData | null;
}

const fresh: FilesState = {
  folders: new Map(),
  open: new Set(),
  selected: null,
  reveal: 0,
  changes: noChanges,
  changesCut: false,
  changesError: null,
};

const remembered = new Map<string, Pick<FilesState, 'open' | 'selected'>>();

export type FilesStore = ReturnType<typeof createFilesStore>;

/** One container's files, read from main as folders are opened; `dispose` ends every listing under way. */
export function createFilesStore(id: string) {
  const store = create<FilesState>(() => ({ ...fresh, ...remembered.get(id) }));
  const listings = new Map<string, StreamHandle<'files.list'>>();

  const setFolder = (path: string, change: (before: Folder) => Folder) =>
    store.setState(({ folders }) => ({
      folders: new Map(folders).set(path, change(folders.get(path) ?? unread)),
    }));

  /** Reads a folder (again); what was known stays in view until the new listing is complete. */
  function read(path: string, whole = false): void {
    listings.get(path)?.close();
    const before = store.getState().folders.get(path);
    let gathered = unread;
    // A folder that is read again does not flicker: only the first reading shows what comes as it comes.
    const isFirst = !before || before.state === 'error' || before.entries.size === 0;
    if (isFirst) setFolder(path, () => unread);
    const handle = openStream(
      'files.list',
      { id, path, whole },
      {
        onItems(items) {
          gathered = withItems(gathered, items);
          if (isFirst || gathered.state === 'ready') setFolder(path, () => gathered);
        },
        onEnd: () => listings.delete(path),
        onError(error) {
          listings.delete(path);
          setFolder(path, (now) => ({ ...now, state: 'error', entries: new Map(), error }));
        },
      },
    );
    listings.set(path, handle);
  }

  function readAllChanges(): void {
    call('files.changes', { id }).then(
      ({ list, cut }) => store.setState({ changes: readChanges(list), changesCut: cut, changesError: null }),
      (error: unknown) => store.setState({ changesError: asErrorData(error) }),
    );
  }

  const remember = () => {
    const { open, selected } = store.getState();
    remembered.set(id, { open, selected });
  };

  return {
    use: store,
    read,
    select(path: string | null): void {
      store.setState({ selected: path });
      remember();
    },
    toggle(path: string, isOpen: boolean): void {
      store.setState(({ open }) => {
        const next = new Set(open);
        if (isOpen) next.add(path);
        else next.delete(path);
        return { open: next };
      });
      if (isOpen) read(path);
      else {
        listings.get(path)?.close();
        listings.delete(path);
      }
      remember();
    },
    /** Opens all that is above a path, and the path itself where it is a folder, and brings it into view. */
    show(path: string, isFolder: boolean): void {
      const above = isFolder && path !== '/' ? [...foldersAbove(path), path] : foldersAbove(path);
      const { open, folders } = store.getState();
      store.setState(({ reveal }) => ({
        open: new Set([...open, ...above]),
        selected: path,
        reveal: reveal + 1,
      }));
      for (const folder of above) if (folders.get(folder)?.state !== 'ready') read(folder);
      remember();
    },
    /** After something was changed in a folder. */
    refresh(folder: string): void {
      if (store.getState().folders.has(folder)) read(folder);
      readAllChanges();
    },
    refreshAll(): void {
      const { open } = store.getState();
      read('/');
      for (const path of open) if (path !== '/') read(path);
      readAllChanges();
    },
    dispose(): void {
      for (const handle of listings.values()) handle.close();
      listings.clear();
    },
  };
}
