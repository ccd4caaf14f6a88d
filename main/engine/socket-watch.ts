import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Place } from './reach';

/**
 * Tells when the endpoint's socket file comes, goes or is replaced. Where its folder cannot be watched (it
 * does not exist, a pipe, a file system without notices) nothing is told: callers look by themselves as well.
 */
export function watchSocket(target: Place, onChange: () => void): () => void {
  if (target.kind !== 'socket' || process.platform === 'win32') return () => undefined;
  const name = basename(target.path);
  let watcher: FSWatcher;
  try {
    watcher = watch(dirname(target.path), { persistent: false }, (_kind, file) => {
      if (file === null || file === name) onChange();
    });
  } catch {
    return () => undefined;
  }
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}

/** What tells one socket file from its successor, empty where that cannot be known. */
export async function socketIdentity(target: Place): Promise<string> {
  if (target.kind !== 'socket' || process.platform === 'win32') return '';
  try {
    const { ino, birthtimeMs } = await stat(target.path);
    return `${ino} ${birthtimeMs}`;
  } catch {
    return '';
  }
}

/** Whether another engine has put its socket there; false where one of them is unknown. */
export function isReplaced(before: string, now: string): boolean {
  return before !== '' && now !== '' && before !== now;
}
