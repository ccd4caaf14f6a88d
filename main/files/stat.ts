import type { FileType } from '@contract/files';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** What the engine says of one path without its contents. */
export interface PathStat {
  name: string;
  type: FileType;
  size: number;
  /** Permission bits with setuid, setgid and sticky. */
  mode: number;
  /** ms since 1970. */
  modifiedAt: number;
  /** Where a link ends, absolute, never outside the container; empty for what is no link. */
  linkTarget: string;
}

// Go's os.FileMode, which is not the system's.
const goType: [bit: number, type: FileType][] = [
  [31, 'folder'],
  [27, 'link'],
  // A character device has the device's bit as well.
  [21, 'character'],
  [26, 'block'],
  [25, 'pipe'],
  [24, 'socket'],
  [19, 'unknown'],
];
const goExtra: [bit: number, mode: number][] = [
  [23, 0o4000],
  [22, 0o2000],
  [20, 0o1000],
];
const has = (mode: number, bit: number) => Math.floor(mode / 2 ** bit) % 2 === 1;

/** The engine's `X-Docker-Container-Path-Stat` header. Throws when it is not one. Pure. */
export function parseStat(header: string): PathStat {
  const raw = JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as Partial<{
    name: string;
    size: number;
    mode: number;
    mtime: string;
    linkTarget: string;
  }>;
  const mode = raw.mode ?? 0;
  return {
    name: raw.name ?? '',
    type: goType.find(([bit]) => has(mode, bit))?.[1] ?? 'file',
    size: raw.size ?? 0,
    mode: goExtra.reduce((bits, [bit, value]) => (has(mode, bit) ? bits + value : bits), mode % 0o1000),
    modifiedAt: Date.parse(raw.mtime ?? '') || 0,
    linkTarget: raw.linkTarget ?? '',
  };
}

/** `HEAD /containers/{id}/archive`: what lies at a path (a link as such); null when nothing does. */
export async function statPath(client: EngineClient, id: string, path: string): Promise<PathStat | null> {
  try {
    const answer = await client.open('HEAD', enginePath`/containers/${id}/archive`, { query: { path } });
    answer.resume();
    const header = answer.headers['x-docker-container-path-stat'];
    return typeof header === 'string' ? parseStat(header) : null;
  } catch (error) {
    const typed = toLighterError(error);
    if (typed.code === 'not-found') return null;
    throw typed;
  }
}

/** What a path leads to, links followed; null when nothing is there. */
export async function followPath(
  client: EngineClient,
  id: string,
  path: string,
): Promise<{ path: string; stat: PathStat } | null> {
  const stat = await statPath(client, id, path);
  if (stat?.type !== 'link') return stat && { path, stat };
  if (stat.linkTarget === '' || stat.linkTarget === path) return null;
  const end = await statPath(client, id, stat.linkTarget);
  return end && end.type !== 'link' ? { path: stat.linkTarget, stat: end } : null;
}
