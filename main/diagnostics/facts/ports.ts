import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Surroundings } from './surroundings';
import type { Listener } from './types';

/** Who listens on which TCP port, as far as this user may know it. */
export async function listenerFacts(around: Surroundings): Promise<Listener[]> {
  if (around.platform === 'linux') return linuxListeners(around.signal);
  if (around.platform === 'darwin') {
    const { stdout } = await around.run('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-F', 'pcn']);
    return readLsof(stdout);
  }
  const [netstat, tasks] = await Promise.all([
    around.run('netstat.exe', ['-ano', '-p', 'TCP']),
    around.run('tasklist.exe', ['/FO', 'CSV', '/NH']),
  ]);
  return readNetstat(netstat.stdout, readTasks(tasks.stdout));
}

/** Listening sockets of `/proc/net/tcp` or `tcp6`: port and inode. Pure. */
export function readProcNet(text: string): { port: number; inode: string }[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [, local, , state] = fields;
      const inode = fields[9];
      if (state !== '0A' || local === undefined || inode === undefined) return [];
      return [{ port: Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16), inode }];
    });
}

async function linuxListeners(signal: AbortSignal): Promise<Listener[]> {
  const [four, six] = await Promise.all([
    readFile('/proc/net/tcp', 'utf8'),
    readFile('/proc/net/tcp6', 'utf8').catch(() => ''),
  ]);
  const sockets = [...readProcNet(four), ...readProcNet(six)];
  const owners = await socketOwners(new Set(sockets.map(({ inode }) => inode)), signal);
  const listeners = new Map<number, Listener>();
  for (const { port, inode } of sockets) {
    const owner = owners.get(inode);
    if (listeners.get(port)?.process) continue;
    listeners.set(port, { port, process: owner?.name ?? null, pid: owner?.pid ?? null });
  }
  return [...listeners.values()];
}

/** The processes that hold the sockets, of those whose file descriptors we may see. */
async function socketOwners(wanted: Set<string>, signal: AbortSignal) {
  const owners = new Map<string, { pid: number; name: string }>();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (signal.aborted || owners.size === wanted.size) break;
    const inodes = await socketsOf(pid);
    const held = inodes.filter((inode) => wanted.has(inode) && !owners.has(inode));
    if (held.length === 0) continue;
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
    for (const inode of held) owners.set(inode, { pid: Number(pid), name });
  }
  return owners;
}

async function socketsOf(pid: string): Promise<string[]> {
  try {
    const links = await Promise.all(
      (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
    );
    return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
  } catch {
    // Another user's process, or one that has just ended.
    return [];
  }
}

/** `lsof -F pcn`: a line a field; `p` begins a process, `n` an address. Pure. */
export function readLsof(text: string): Listener[] {
  const listeners = new Map<number, Listener>();
  let pid: number | null = null;
  let process: string | null = null;
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = Number(value);
    else if (line.startsWith('c')) process = value;
    else if (line.startsWith('n')) {
      const port = Number(value.slice(value.lastIndexOf(':') + 1));
      if (port > 0 && !listeners.has(port)) listeners.set(port, { port, process, pid });
    }
  }
  return [...listeners.values()];
}

/** `tasklist /FO CSV /NH`: image name by PID. Pure. */
export function readTasks(text: string): Map<number, string> {
  return new Map(
    text.split('\n').flatMap((line): [number, string][] => {
      const [, name, pid] = /^"([^"]*)","(\d+)"/.exec(line.trim()) ?? [];
      return name === undefined ? [] : [[Number(pid), name]];
    }),
  );
}

/**
 * `netstat -ano -p TCP`: a listening row is one whose foreign address has port 0, for the word is in the
 * language of Windows. Pure.
 */
export function readNetstat(text: string, names: ReadonlyMap<number, string>): Listener[] {
  const listeners = new Map<number, Listener>();
  for (const line of text.split('\n')) {
    const match = /^\s*TCP\s+\S+:(\d+)\s+\S+:0\s+.*?(\d+)\s*$/.exec(line);
    if (!match) continue;
    const port = Number(match[1]);
    const pid = Number(match[2]);
    if (!listeners.has(port)) listeners.set(port, { port, process: names.get(pid) ?? null, pid });
  }
  return [...listeners.values()];
}
