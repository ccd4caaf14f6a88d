import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../../client';
import { enginePath } from '../../path';
import { createTransport } from '../../transport';
import type { Commands } from '../commands';
import type { Progress } from '../types';
import { type BridgeChoice, removeBridge } from './bridge';
import { clearAll, findDaemon, send } from './leftovers';
import { logSize, logTail } from './log-file';
import type { ManagedPaths } from './paths';
import { allProcesses, isOurDaemon, readProcess } from './processes';
import { writeJson } from './state-file';

export interface DaemonPlace {
  commands: Commands;
  paths: ManagedPaths;
  isRoot: boolean;
}

/** ms */
const pollMs = 100;
const bridgeMs = 10_000;
const stopMs = { answering: 60_000, silent: 10_000 };
const reloadMs = 3_000;
/** Lines of the log that are read while it goes on; most may be chatter. */
const tailLines = 40;

/** Stops dockerd with its containers: asks first, then ends it; then clears up, the bridge too. */
export async function stopDaemon(
  place: DaemonPlace,
  bridge: BridgeChoice | null,
  progress: Progress,
): Promise<void> {
  progress('stopping');
  const pid = findDaemon(place.paths);
  const answering = pid !== null && (await stopContainersWithIt(place, pid));
  await endDaemon(place, pid, answering ? stopMs.answering : stopMs.silent, () =>
    progress('stopping', logTail(place.paths.log, tailLines)),
  );
  if (bridge) await removeBridge(place.commands, bridge, AbortSignal.timeout(bridgeMs));
}

/** Ends dockerd alone, which `live-restore` allows: its containers run on and are found by the next one. */
export async function leaveContainers({ paths }: DaemonPlace, progress: Progress): Promise<void> {
  progress('stopping');
  const pid = findDaemon(paths);
  if (pid !== null) await endProcess(pid, stopMs.answering);
}

/**
 * dockerd leaves its containers running when it ends with `live-restore` on; this turns it off. False when it does
 * not answer: it will have to be killed.
 */
async function stopContainersWithIt({ paths }: DaemonPlace, pid: number): Promise<boolean> {
  const config: unknown = JSON.parse(readFileSync(paths.config, 'utf8'));
  writeJson(paths.config, { ...(config as object), 'live-restore': false });
  const from = logSize(paths.log);
  send(pid, 'SIGHUP');
  // Without its socket's file it cannot be asked, but it writes that it has read its configuration.
  if (!existsSync(paths.socket)) return saysReloaded(paths, from);
  const signal = AbortSignal.timeout(reloadMs);
  const transport = createTransport({ kind: 'socket', path: paths.socket });
  try {
    const client = createClient({ transport, version: null, epoch: 0, signal, lane: 'own' });
    for (;;) {
      const info = await client.request<{ LiveRestoreEnabled?: boolean }>('GET', enginePath`/info`);
      if (info?.LiveRestoreEnabled === false) return true;
      await delay(pollMs, undefined, { signal });
    }
  } catch {
    return false;
  } finally {
    transport.dispose();
  }
}

/** SIGTERM; after `limitMs` SIGKILL. Resolves when it is gone. */
export async function endProcess(pid: number, limitMs: number, tick = () => {}): Promise<void> {
  const runs = () => {
    const process = readProcess(pid);
    return process !== null && !process.zombie;
  };
  send(pid, 'SIGTERM');
  const deadline = Date.now() + limitMs;
  while (runs() && Date.now() < deadline) {
    tick();
    await delay(pollMs);
  }
  if (runs()) send(pid, 'SIGKILL');
  while (runs()) await delay(pollMs);
}

/** Whether dockerd writes into its log, after the byte `from`, that it has read its configuration. */
async function saysReloaded(paths: ManagedPaths, from: number): Promise<boolean> {
  const until = Date.now() + reloadMs;
  while (Date.now() < until) {
    if (logTail(paths.log, 40, from).some((line) => line.includes('Reloaded configuration'))) return true;
    await delay(pollMs);
  }
  return false;
}

/** Ends dockerd and whatever of it is left, and takes its traces away. */
export async function endDaemon(
  place: DaemonPlace,
  pid: number | null,
  limitMs: number,
  tick = () => {},
): Promise<void> {
  if (pid !== null) await endProcess(pid, limitMs, tick);
  const left = allProcesses().find((process) => isOurDaemon(process, place.paths.config));
  if (left) send(left.pid, 'SIGKILL');
  await clearAll(place.commands, place.paths);
}
