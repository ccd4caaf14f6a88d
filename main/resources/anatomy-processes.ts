import { readFile } from 'node:fs/promises';
import type { ContainerProcess } from '@contract/anatomy';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** The part of `GET /containers/{id}/json` that is read. */
interface Inspection {
  Path?: string;
  State?: { Pid?: number } | null;
  HostConfig?: { Runtime?: string } | null;
}

interface Top {
  Titles?: string[] | null;
  Processes?: string[][] | null;
}

/** Reads the command line of a process of this machine; null where that is not possible. */
export type CommandLine = (pid: number) => Promise<string[] | null>;

/** From `/proc`, which only Linux has. */
export async function procCommandLine(pid: number): Promise<string[] | null> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  } catch {
    return null;
  }
}

/**
 * The processes of one running container: `GET /containers/{id}/json` for its main process, `GET
 * /containers/{id}/top` for what runs as it now (an entry script is replaced by the program it starts).
 * `commandLine`: null unless the engine is on this machine. Throws `LighterError`.
 */
export async function readProcess(
  client: EngineClient,
  id: string,
  commandLine: CommandLine | null,
  signal: AbortSignal,
): Promise<ContainerProcess> {
  const found = await client.request<Inspection | null>('GET', enginePath`/containers/${id}/json`, {
    signal,
  });
  const pid = found?.State?.Pid || null;
  const main = pid === null ? null : await readMain(client, id, pid, signal);
  return {
    pid,
    name: main?.name ?? null,
    command: baseName(found?.Path ?? ''),
    runtime: found?.HostConfig?.Runtime ?? '',
    shim: main && commandLine ? await findShim(main.parent, id, commandLine) : null,
  };
}

/** Null where the engine cannot list processes: Podman knows other columns, a bare machine has no `ps`. */
async function readMain(client: EngineClient, id: string, pid: number, signal: AbortSignal) {
  let top: Top | null;
  try {
    top = await client.request<Top | null>('GET', enginePath`/containers/${id}/top`, {
      query: { ps_args: '-eo pid,ppid,comm' },
      signal,
    });
  } catch {
    return null;
  }
  const line = top?.Processes?.find(([first]) => first === String(pid));
  const name = line?.[2]?.trim();
  if (!line || !name) return null;
  return { name, parent: Number(line[1]) };
}

/**
 * The parent of a container's main process is its shim; but the number means something here only if it is a
 * process of this very machine, not of a virtual machine's: its command line has to name the container.
 */
async function findShim(
  pid: number,
  id: string,
  commandLine: CommandLine,
): Promise<ContainerProcess['shim']> {
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const words = await commandLine(pid);
  const name = baseName(words?.[0] ?? '');
  if (!words?.includes(id) || !/^(containerd-shim|conmon)/.test(name)) return null;
  return { pid, name };
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
