import type { FileEntry } from '@contract/files';
import { type ArchiveEntry, partsOf } from './archive';

/** What one reading of an archive has found, by folder: paths below the folder that was read, `` for itself. */
export class ArchiveIndex {
  readonly folders = new Map<string, Map<string, FileEntry>>();

  /** Takes an entry; gives it back as it is to be shown when it lies in the folder itself. */
  add(entry: ArchiveEntry, linkname: string | null): FileEntry | null {
    const { parts, ...shown } = entry;
    if (entry.type === 'folder' && !this.folders.has(parts.join('/')))
      this.folders.set(parts.join('/'), new Map());
    if (parts.length === 0) return null;
    // The second name of one and the same file comes without its size.
    if (entry.type === 'file' && linkname) shown.size = this.find(partsOf(linkname))?.size ?? 0;
    const folder = parts.slice(0, -1).join('/');
    const names = this.folders.get(folder) ?? new Map<string, FileEntry>();
    this.folders.set(folder, names);
    names.set(entry.name, shown);
    return parts.length === 1 ? shown : null;
  }

  private find(parts: string[] | null): FileEntry | undefined {
    if (!parts || parts.length === 0) return undefined;
    return this.folders.get(parts.slice(0, -1).join('/'))?.get(parts.at(-1) ?? '');
  }
}

/** ms an index is kept that nobody looks at. */
const keepFor = 5 * 60_000;
const maxKept = 2;

/**
 * Keeps what was read of containers that do not run: nothing changes in them unless the engine says so, and each
 * further folder would mean to read the same archive again.
 */
export function createIndexes() {
  const kept = new Map<string, { base: string; index: ArchiveIndex; timer: NodeJS.Timeout }>();

  function forget(id: string): void {
    clearTimeout(kept.get(id)?.timer);
    kept.delete(id);
  }

  return {
    forget,
    keep(id: string, base: string, index: ArchiveIndex): void {
      // What was read from further up knows this folder as well.
      const known = kept.get(id);
      if (known && isWithin(base, known.base) && known.base !== base) return;
      forget(id);
      const timer = setTimeout(() => kept.delete(id), keepFor);
      timer.unref();
      kept.set(id, { base, index, timer });
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) forget(oldest);
    },
    /** A folder's entries; null when they are not known. */
    get(id: string, path: string): FileEntry[] | null {
      const known = kept.get(id);
      if (!known || !isWithin(path, known.base)) return null;
      known.timer.refresh();
      const below = path.slice(known.base === '/' ? 1 : known.base.length + 1);
      const names = known.index.folders.get(below);
      return names ? [...names.values()] : null;
    },
    dispose(): void {
      for (const id of [...kept.keys()]) forget(id);
    },
  };
}

const isWithin = (path: string, base: string) =>
  path === base || path.startsWith(base === '/' ? '/' : `${base}/`);
