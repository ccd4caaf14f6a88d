import { readdir, readFile, readlink } from 'node:fs/promises';
import type { PortProtocol } from '@contract/containers';

/** A program of this machine that listens on a port. */
export interface PortHolder {
  name: string;
  pid: number;
}

/** The state of a listening TCP socket and of a UDP socket that is bound, in `/proc/net`. */
const listening = { tcp: '0A', udp: '07' } as const;

/**
 * The sockets that hold a port in a `/proc/net/tcp` or `/proc/net/udp` text, by inode. Pure.
 */
export function inodesOf(table: string, port: number, protocol: 'tcp' | 'udp'): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const isIt = fields[1]?.endsWith(`:${wanted}`) && fields[3] === listening[protocol];
      return isIt && fields[9] && fields[9] !== '0' ? [fields[9]] : [];
    });
}

/**
 * Which program holds a port on this machine; null where the system does not tell: other systems than Linux, and the
 * programs of other users without the right to look. Reads `/proc` (`proc` for tests).
 */
export async function portHolder(
  port: number,
  protocol: PortProtocol,
  proc = '/proc',
): Promise<PortHolder | null> {
  if (protocol === 'sctp') return null;
  const tables = await Promise.all(
    [`${protocol}`, `${protocol}6`].map((name) => text(`${proc}/net/${name}`)),
  );
  const inodes = new Set(tables.flatMap((table) => inodesOf(table, port, protocol)));
  if (inodes.size === 0) return null;
  const links = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  for (const pid of await numbered(proc)) {
    for (const fd of await numbered(`${proc}/${pid}/fd`)) {
      const target = await readlink(`${proc}/${pid}/fd/${fd}`).catch(() => '');
      if (links.has(target))
        return { name: (await text(`${proc}/${pid}/comm`)).trim() || '?', pid: Number(pid) };
    }
  }
  return null;
}

/** A process that ends while we look has nothing to tell. */
const text = (path: string) => readFile(path, 'utf8').catch(() => '');
const numbered = async (path: string) =>
  (await readdir(path).catch(() => [])).filter((name) => /^\d+$/.test(name));
