import { existsSync, readFileSync, rmSync } from 'node:fs';
import { posix } from 'node:path';
import type { Commands } from '../commands';
import type { ManagedPaths } from './paths';
import {
  allProcesses,
  isOurContainerd,
  isOurDaemon,
  isOurShim,
  type Process,
  readProcess,
  withChildren,
} from './processes';

const umountMs = 5_000;

/** The process id in a pid file; null where there is none. */
function pidIn(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8').trim());
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Our running dockerd: the one that its pid file names when that is really ours, else any with our configuration. */
export function findDaemon(paths: ManagedPaths): number | null {
  // Never started: no need to look at every process.
  if (!existsSync(paths.config)) return null;
  const named = pidIn(paths.pidFile);
  const process = named === null ? null : readProcess(named);
  if (process && isOurDaemon(process, paths.config)) return process.pid;
  return allProcesses().find((one) => isOurDaemon(one, paths.config))?.pid ?? null;
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Mount points below a folder, or the folder itself, innermost first. Pure. */
export function mountsBelow(text: string, folders: readonly string[]): string[] {
  return text
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    .filter((path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    .reverse();
}

async function unmount(commands: Commands, folders: string[]): Promise<void> {
  const umount = commands.find('umount');
  if (!umount) return;
  for (const mount of mountsBelow(readFileSync('/proc/self/mounts', 'utf8'), folders)) {
    await commands.run(umount, ['--lazy', mount], {
      signal: AbortSignal.timeout(umountMs),
      limitMs: umountMs,
    });
  }
}

/**
 * Before a start, when our dockerd does not run: removes the pid file and the socket of a dead one, which would keep
 * the new one from starting. Containers that have outlived it are left for the new one to find.
 */
export async function clearStale(commands: Commands, paths: ManagedPaths): Promise<void> {
  const processes = allProcesses();
  rmSync(paths.pidFile, { force: true });
  rmSync(paths.socket, { force: true });
  // dockerd would take a zombie, or a stranger with that id, for its containerd and wait for it in vain.
  const containerdPid = posix.join(paths.exec, 'containerd/containerd.pid');
  if (!processes.some((process) => isOurContainerd(process, paths.exec)))
    rmSync(containerdPid, { force: true });
  if (processes.some((process) => isOurShim(process, paths.namespace))) return;
  await unmount(commands, [paths.exec]);
  rmSync(paths.exec, { recursive: true, force: true });
}

function endAll(processes: readonly Process[], chosen: (process: Process) => boolean): void {
  for (const { pid } of processes.filter(chosen)) {
    for (const one of withChildren(pid, processes).reverse()) send(one, 'SIGKILL');
  }
}

/** After a stop: ends what is left of our containers and containerd, and takes mounts, socket and pid file away. */
export async function clearAll(commands: Commands, paths: ManagedPaths): Promise<void> {
  const processes = allProcesses();
  endAll(processes, (process) => isOurShim(process, paths.namespace));
  endAll(processes, (process) => isOurContainerd(process, paths.exec));
  await unmount(commands, [paths.exec, paths.data]);
  rmSync(paths.pidFile, { force: true });
  rmSync(paths.socket, { force: true });
  rmSync(paths.exec, { recursive: true, force: true });
}
