import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import dockerIgnore, { type Ignore } from '@balena/dockerignore';
import type { ContextSize } from '@contract/builds';
import type { SentFile } from '../engine/build-files';

/** A file of the context; a folder ends with a slash. */
export type ContextEntry = SentFile;

export interface Context extends ContextSize {
  entries: ContextEntry[];
}

/** So many are told apart. */
const told = 5;

/**
 * What a build would send: everything in the folder that the ignore file (`<Dockerfile>.dockerignore`, else
 * `.dockerignore`) leaves in, and always the Dockerfile, if it lies there. Links are kept as links; sockets and devices are left out.
 */
export async function readContext(
  folder: string,
  dockerfile: string,
  signal?: AbortSignal,
): Promise<Context> {
  const { name, ignore, hasExceptions } = await ignoreOf(folder, dockerfile);
  const entries: ContextEntry[] = [];
  const tops = new Map<string, number>();
  let bytes = 0;
  let files = 0;

  async function walk(below: string): Promise<void> {
    signal?.throwIfAborted();
    const found = await readdir(join(folder, below), { withFileTypes: true });
    for (const one of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? one.name : `${below}/${one.name}`;
      const isIgnored = ignore.ignores(path.split('/').join(sep));
      const kept = path === dockerfile || path === name || !isIgnored;
      const kind = one.isDirectory()
        ? 'folder'
        : one.isSymbolicLink()
          ? 'link'
          : one.isFile()
            ? 'file'
            : null;
      if (kind === null) continue;
      if (kept) {
        const about = await lstat(join(folder, path));
        const size = kind === 'file' ? about.size : 0;
        entries.push({ path, kind, size, mode: about.mode & 0o7777, mtime: about.mtime, forced: isIgnored });
        if (kind !== 'folder') {
          files += 1;
          bytes += size;
          const top = path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : path;
          tops.set(top, (tops.get(top) ?? 0) + size);
        }
      }
      // What is left out as a whole is not even looked at, unless something in it may be let in again.
      const mayHold = kept || hasExceptions || dockerfile.startsWith(`${path}/`);
      if (kind === 'folder' && mayHold) await walk(path);
    }
  }
  await walk('');
  const largest = [...tops]
    .map(([path, size]) => ({ path, bytes: size }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, told);
  return { entries, files, bytes, ignoreFile: name, largest };
}

async function ignoreOf(
  folder: string,
  dockerfile: string,
): Promise<{ name: string | null; ignore: Ignore; hasExceptions: boolean }> {
  const ignore = dockerIgnore({ ignorecase: false });
  for (const name of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const text = await readFile(resolve(folder, name), 'utf8').catch(() => null);
    if (text === null) continue;
    const lines = text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#'));
    ignore.add(lines);
    return { name, ignore, hasExceptions: lines.some((line) => line.trim().startsWith('!')) };
  }
  return { name: null, ignore, hasExceptions: false };
}
