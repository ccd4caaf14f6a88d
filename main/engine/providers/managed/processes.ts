import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** A process as /proc shows it. */
export interface Process {
  pid: number;
  parent: number;
  args: string[];
  /** Ended, but its parent has not taken notice of it. */
  zombie: boolean;
}

/** Reads `/proc/PID/stat` and `/proc/PID/cmdline`. The name in the former may hold spaces and brackets. Pure. */
export function parseProcess(pid: number, stat: string, cmdline: string): Process {
  const [state = '', parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    parent: Number(parent),
    args: cmdline.split('\0').filter(Boolean),
    zombie: state === 'Z' || state === 'X',
  };
}

/** Whether this is the dockerd that was started with our configuration, and not a later process with its id. Pure. */
export function isOurDaemon(process: Process, config: string): boolean {
  if (process.zombie || basename(process.args[0] ?? '') !== 'dockerd') return false;
  return process.args.some((arg, index) => arg === '--config-file' && process.args[index + 1] === config);
}

/** Whether this is the containerd that our dockerd started for itself. Pure. */
export function isOurContainerd(process: Process, exec: string): boolean {
  if (process.zombie || !/^(docker-)?containerd$/.test(basename(process.args[0] ?? ''))) return false;
  return process.args.some((arg) => arg.startsWith(`${exec}/`));
}

/** Whether this is the shim of one of our containers. Pure. */
export function isOurShim(process: Process, namespace: string): boolean {
  if (process.zombie || !basename(process.args[0] ?? '').startsWith('containerd-shim')) return false;
  return process.args.some((arg, index) => arg === '-namespace' && process.args[index + 1] === namespace);
}

export function readProcess(pid: number): Process | null {
  try {
    return parseProcess(
      pid,
      readFileSync(`/proc/${pid}/stat`, 'utf8'),
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    );
  } catch {
    return null;
  }
}

/** All processes of the machine that can be seen. */
export function allProcesses(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => readProcess(Number(pid))).filter((process) => process !== null);
}

/** Whether another engine's dockerd runs in the same network as we do: then the firewall's rules are its own. */
export function otherDaemonHere(processes: readonly Process[], config: string): boolean {
  const network = (pid: number | 'self') => {
    try {
      return readlinkSync(`/proc/${pid}/ns/net`);
    } catch {
      return null;
    }
  };
  const here = network('self');
  return processes.some(
    (process) =>
      !process.zombie &&
      basename(process.args[0] ?? '') === 'dockerd' &&
      !isOurDaemon(process, config) &&
      network(process.pid) === here,
  );
}

/** A process and everything it has started, innermost last. Pure. */
export function withChildren(root: number, processes: readonly Process[]): number[] {
  const children = processes.filter((process) => process.parent === root);
  return [root, ...children.flatMap((child) => withChildren(child.pid, processes))];
}
