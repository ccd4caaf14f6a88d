import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Diagnosis } from './diagnose';
import { systemCode } from './errors';
import type { Place } from './reach';
import { reason } from './status';

interface Listening {
  path: string;
  inode: string;
}

// Flags (the kernel's __SO_ACCEPTCON is bit 16), inode and path of a line.
const line = /^\S+ \S+ \S+ ([0-9A-F]+) \S+ \S+ +(\d+) (\/.+)$/i;

/** The sockets in `/proc/net/unix` that take connections, by the path they were made at. Pure. */
export function listeningSockets(text: string): Listening[] {
  return text.split('\n').flatMap((row) => {
    const [, flags = '', inode = '', path = ''] = line.exec(row) ?? [];
    return (Number.parseInt(flags, 16) & 0x10000) === 0 ? [] : [{ path, inode }];
  });
}

/** Folders may be links (`/var/run`); the file itself is gone. */
async function place(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

/** Looking at all open files is dear, and the same is asked every second while the file is gone. */
let last: { inode: string; owner: string | null } | null = null;

async function ownerOf(inode: string): Promise<string | null> {
  if (last?.inode !== inode) last = { inode, owner: await findOwner(inode) };
  return last.owner;
}

/** `dockerd (process 12)` by a listening socket's inode; null where other users' processes hide it. */
async function findOwner(inode: string): Promise<string | null> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  // With socket activation systemd holds it too, and is the oldest.
  for (const pid of pids.sort((a, b) => b - a)) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (target !== `socket:[${inode}]`) continue;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return `${name.trim()} (process ${pid})`;
    }
  }
  return null;
}

/**
 * Who still listens at a path whose file somebody has deleted; null where nobody is known to. Nothing can connect
 * there any more, though the engine is alive: only one that starts makes the file anew. Linux alone tells.
 */
export async function deletedSocket(target: Place): Promise<{ owner: string | null } | null> {
  if (target.kind !== 'socket' || process.platform !== 'linux') return null;
  const text = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  const wanted = await place(target.path);
  for (const one of listeningSockets(text)) {
    if (basename(one.path) === basename(wanted) && (await place(one.path)) === wanted)
      return { owner: await ownerOf(one.inode) };
  }
  return null;
}

/** What a failed attempt says where the socket's file is missing under an engine that lives; else null. */
export async function diagnoseDeleted(target: Place, error: unknown): Promise<Diagnosis | null> {
  const code = systemCode(error);
  if (target.kind !== 'socket' || (code !== 'ENOENT' && code !== 'ENOTDIR')) return null;
  const found = await deletedSocket(target);
  if (!found) return null;
  const message = `${found.owner ?? 'A process'} still listens at ${target.path}, but that file is gone.`;
  return { state: 'unresponsive', reason: reason('socket-deleted', message), absent: true };
}
