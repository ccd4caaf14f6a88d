import { randomBytes } from 'node:crypto';
import { LighterError } from '@contract/errors';
import type { FileEntry, FileType } from '@contract/files';
import type { EngineClient } from '../engine/types';
import { runProgram } from './run-program';

/** ms; a folder of 100,000 files takes a few seconds. */
const patience = 20_000;
const maxOutput = 64 * 1024 * 1024;

const types: Record<number, FileType> = {
  1: 'pipe',
  2: 'character',
  4: 'folder',
  6: 'block',
  8: 'file',
  10: 'link',
  12: 'socket',
};

/**
 * One folder as `find` and `stat` in the container list it; null when that cannot be had (no such programs, an
 * output that is not theirs). Throws where the folder itself is the trouble. Each record begins with a mark that nobody
 * can have put into a file's name.
 */
export async function listByProcess(
  client: EngineClient,
  id: string,
  path: string,
  signal: AbortSignal,
): Promise<FileEntry[] | null> {
  const mark = randomBytes(12).toString('hex');
  // With the slash a link to a folder is that folder.
  const folder = path === '/' ? '/' : `${path}/`;
  const end = await runProgram(
    client,
    id,
    [
      ...['find', folder, '-mindepth', '1', '-maxdepth', '1'],
      ...['-exec', 'stat', '-c', `${mark} %f %s %u %g %Y %n ${mark} %N`, '{}', '+'],
    ],
    { timeoutMs: patience, maxOutput, signal },
  );
  if (!end) return null;
  // Files that come and go while they are looked at make it fail in part; what it could tell is right.
  if (end.exitCode !== 0 && end.output.length === 0)
    throw new LighterError({ code: 'not-found', message: end.complaints || `${path} cannot be listed.` });
  return parseListing(end.output.toString('utf8'), mark);
}

/** What `stat` wrote; null when it is not in that form. Pure. */
export function parseListing(text: string, mark: string): FileEntry[] | null {
  if (text === '') return [];
  const pieces = text.split(`${mark} `);
  // Each file has two marks, and nothing stands before the first.
  if (pieces[0] !== '' || pieces.length % 2 !== 1 || !text.endsWith('\n')) return null;
  const entries: FileEntry[] = [];
  for (let at = 1; at < pieces.length; at += 2) {
    const facts = /^([0-9a-f]{1,8}) (\d{1,16}) (\d{1,10}) (\d{1,10}) (-?\d{1,14}) (.*) $/s.exec(
      pieces[at] ?? '',
    );
    if (!facts) return null;
    const [, bits, size, uid, gid, seconds, path = ''] = facts;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '' || name === '.' || name === '..') return null;
    const mode = Number.parseInt(bits ?? '', 16);
    const type = types[mode >> 12] ?? 'unknown';
    entries.push({
      name,
      type,
      size: type === 'file' ? Number(size) : 0,
      mode: mode & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      modifiedAt: Number(seconds) * 1000,
      target: type === 'link' ? targetOf((pieces[at + 1] ?? '').slice(0, -1), path) : null,
    });
  }
  return entries;
}

/** `NAME -> TARGET` (GNU), `'NAME' -> 'TARGET'` (busybox); the name is known, so nothing has to be guessed. */
function targetOf(text: string, path: string): string | null {
  const plain = `${path} -> `;
  if (text.startsWith(plain)) return text.slice(plain.length);
  const quoted = `'${path}' -> '`;
  return text.startsWith(quoted) && text.endsWith("'") ? text.slice(quoted.length, -1) : null;
}
