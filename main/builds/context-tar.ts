import { createReadStream } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import type { ContextEntry } from './context';

/**
 * The context as a tar archive, read file by file only as fast as it is taken. Everything belongs to root, as the
 * Docker CLI has it. `extra`: files by name that are not in the folder, or stand for those that are. `onSent` tells the
 * bytes of files that have gone out. Destroying it stops the reading.
 */
export function contextTar(
  folder: string,
  entries: readonly ContextEntry[],
  onSent: (bytes: number) => void,
  extra: ReadonlyMap<string, string> = new Map(),
): Readable {
  const pack = tar.pack();
  let sent = 0;
  const write = async () => {
    // Of one time: a file that is the same must not look new to the builder's cache.
    for (const [name, text] of extra)
      await added((done) =>
        pack.entry({ name, mode: 0o600, mtime: new Date(0), uid: 0, gid: 0 }, text, done),
      );
    for (const { path, kind, size, mode, mtime } of entries) {
      if (extra.has(path)) continue;
      const header = { name: path, mode, mtime, uid: 0, gid: 0 };
      if (kind === 'folder') await added((done) => pack.entry({ ...header, type: 'directory' }, done));
      else if (kind === 'link') {
        const linkname = await readlink(join(folder, path));
        await added((done) => pack.entry({ ...header, type: 'symlink', linkname }, done));
      } else {
        const entry = pack.entry({ ...header, size });
        // A file that grows meanwhile is sent as long as it was; one that shrinks breaks the archive, and the build.
        const file = size === 0 ? Readable.from([]) : createReadStream(join(folder, path), { end: size - 1 });
        const counted = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            sent += chunk.length;
            onSent(sent);
            done(null, chunk);
          },
        });
        await pipeline(file, counted, entry);
      }
    }
    pack.finalize();
  };
  write().catch((error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))));
  // Its streams are another edition of Node's.
  return Readable.from(pack, { objectMode: false });
}

const added = (start: (done: (error?: Error | null) => void) => unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
