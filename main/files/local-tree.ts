import type { Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LighterError } from '@contract/errors';
import type { Pack } from 'tar-stream';

/** Files and folders of one upload at most. */
const maxEntries = 500_000;
const maxDepth = 256;

/** One thing of this machine and what it is called in the container, below the folder it goes to. */
export interface LocalEntry {
  path: string;
  name: string;
  about: Stats;
}

/** All that lies at these paths: links as links, never followed; sockets, pipes and devices left out. */
export async function* walk(paths: readonly string[], signal: AbortSignal): AsyncGenerator<LocalEntry> {
  let count = 0;
  const waiting = paths.map((path) => ({ path, name: basename(path), depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    signal.throwIfAborted();
    count += 1;
    if (count > maxEntries || next.depth > maxDepth)
      throw new LighterError({ code: 'invalid-input', message: 'These are too many files for one upload.' });
    const { path, name, depth } = next;
    const about = await lstat(path);
    if (!about.isFile() && !about.isDirectory() && !about.isSymbolicLink()) continue;
    yield { path, name, about };
    if (!about.isDirectory()) continue;
    const children = (await readdir(path)).sort().reverse();
    for (const child of children)
      waiting.push({ path: join(path, child), name: `${name}/${child}`, depth: depth + 1 });
  }
}

/** Mode bits as a container should have them; Windows has none, and Docker's own client then makes all executable. */
const modeOf = (about: Stats) => (process.platform === 'win32' ? 0o755 : about.mode & 0o7777);

/** Adds one entry to a tar, root's as `docker cp` makes it, reading no faster than the tar is taken. */
export async function addEntry(
  tar: Pack,
  { path, name, about }: LocalEntry,
  signal: AbortSignal,
  onBytes: (more: number) => void,
): Promise<void> {
  const base = { name, mode: modeOf(about), mtime: about.mtime };
  if (about.isDirectory()) tar.entry({ ...base, type: 'directory' });
  else if (about.isSymbolicLink())
    tar.entry({ ...base, type: 'symlink', linkname: (await readlink(path)).replaceAll('\\', '/') });
  else await addFile(tar, path, { ...base, type: 'file' }, signal, onBytes);
}

async function addFile(
  tar: Pack,
  path: string,
  header: { name: string; mode: number; mtime: Date; type: 'file' },
  signal: AbortSignal,
  onBytes: (more: number) => void,
): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    await new Promise<void>((resolve, reject) => {
      const entry = tar.entry({ ...header, size }, (error) => (error ? reject(error) : resolve()));
      feed(handle, size, signal, async (bytes) => {
        onBytes(bytes.length);
        if (!entry.write(bytes)) await new Promise<void>((drained) => whenDrained(entry, drained));
      }).then(
        () => void entry.end(null),
        (error: Error) => {
          entry.destroy(error);
          reject(error);
        },
      );
    });
  } finally {
    await handle.close();
  }
}

/** Reads exactly so many bytes: the tar has promised them, so a file that shrinks meanwhile is an error. */
async function feed(
  handle: Awaited<ReturnType<typeof open>>,
  size: number,
  signal: AbortSignal,
  take: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < size; ) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(256 * 1024, size - at)));
    if (bytesRead === 0)
      throw new LighterError({ code: 'conflict', message: 'A file became shorter while it was read.' });
    at += bytesRead;
    await take(buffer.subarray(0, bytesRead));
  }
}

function whenDrained(
  entry: {
    once(event: 'drain' | 'close', listener: () => void): unknown;
    off(event: 'drain' | 'close', listener: () => void): unknown;
  },
  done: () => void,
): void {
  const settle = () => {
    entry.off('drain', settle);
    entry.off('close', settle);
    done();
  };
  entry.once('drain', settle);
  entry.once('close', settle);
}
