import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineBlock } from '@contract/engine';
import type { Commands, Machine } from '../commands';
import { able, notInstalled, type Progress, type Provider } from '../types';
import { daemonAnswers, daemonProgram, launchDaemon } from './daemon';
import { leaveContainers, stopDaemon } from './end-daemon';
import { clearStale, findDaemon } from './leftovers';
import { logTail, rotateLog } from './log-file';
import type { ManagedPaths } from './paths';
import { type ManagedState, readState, writeJson } from './state-file';

/** Lighter's own engine, as a provider and as what looks after it. */
export interface Managed extends Provider {
  readonly paths: ManagedPaths;
  /** Value for `DOCKER_HOST`. */
  readonly host: string;
  /** Somebody has started it here, so it comes before other engines where nothing else is chosen. */
  readonly chosen: boolean;
  /** It has not been stopped on purpose since. */
  readonly wanted: boolean;
  /** Finds the engine of an earlier run; clears away what a dead one has left. True when it runs. */
  adopt(): Promise<boolean>;
  /** Whether its process runs now. */
  runs(): boolean;
  /** Whether a restart would leave its containers running: only its socket's file is gone. */
  keepsContainers(): boolean;
  /** Looks whether it has died; tells the listeners of `onCrash` once if so. */
  check(): void;
  onCrash(listener: () => void): () => void;
  /** No more attempts: it counts as stopped. */
  giveUp(): void;
  /** Keeps the log from growing without end; to be called now and then. */
  rotate(): void;
}

interface ManagedOptions {
  commands: Commands;
  machine: Machine;
  paths: ManagedPaths;
  isRoot: boolean;
  /** The user's name, to find its subordinate ids. */
  user: string;
}

const exitGraceMs = 500;

/** Whether /etc/subuid has a range for this user, which a rootless engine needs. Pure. */
export function hasSubordinateIds(text: string, user: string, uid: number): boolean {
  return text.split('\n').some((line) => {
    const [name, , count] = line.split(':');
    return (name === user || name === String(uid)) && Number(count) > 0;
  });
}

/** A dockerd of our own: no service, no other setting of the machine is touched. */
export function createManaged({ commands, machine, paths, isRoot, user }: ManagedOptions): Managed {
  const place = { commands, paths, isRoot };
  const crashListeners = new Set<() => void>();
  let state: ManagedState = readState(paths.state);
  let busy = false;
  let told = false;

  const remember = (change: Partial<ManagedState>) => {
    state = { ...state, ...change };
    writeJson(paths.state, state);
  };

  const check = () => {
    if (busy || told || !state.wanted || findDaemon(paths) !== null) return;
    // Ended in good order by somebody else, it has taken its pid file away: then that is what they wanted.
    if (!existsSync(paths.pidFile)) return remember({ wanted: false });
    told = true;
    for (const listener of crashListeners) listener();
  };

  const watch = (child: ChildProcess) => {
    child.once('exit', () => void delay(exitGraceMs).then(check));
  };

  /** Marks a time in which the process may come and go by our own doing. */
  async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  const start = (signal: AbortSignal, progress: Progress) =>
    exclusively(async () => {
      const pid = findDaemon(paths);
      if (pid !== null && (await daemonAnswers(paths, signal))) {
        remember({ chosen: true, wanted: true });
        return;
      }
      // One that does not answer is not worth keeping.
      if (pid !== null) await stopDaemon(place, null, progress);
      const { child, bridge } = await launchDaemon(place, state.bridge, signal, progress);
      told = false;
      watch(child);
      remember({ chosen: true, wanted: true, bridge });
    });
  const stop = (_signal: AbortSignal, progress: Progress) =>
    exclusively(async () => {
      remember({ wanted: false });
      await stopDaemon(place, state.bridge, progress);
    });

  const keepsContainers = () =>
    isRoot && machine.platform === 'linux' && !existsSync(paths.socket) && findDaemon(paths) !== null;

  function blocked(): EngineBlock | null {
    if (isRoot) return null;
    const uid = process.getuid?.() ?? 0;
    const ready =
      Boolean(machine.env.XDG_RUNTIME_DIR) &&
      daemonProgram(place) !== null &&
      (commands.find('rootlesskit') ?? commands.find('docker-rootlesskit')) !== null &&
      commands.find('newuidmap') !== null &&
      existsSync('/etc/subuid') &&
      hasSubordinateIds(readFileSync('/etc/subuid', 'utf8'), user, uid);
    return ready ? null : 'needs-root';
  }

  return {
    id: 'managed',
    name: 'Lighter',
    startLimit: 60_000,
    paths,
    host: `unix://${paths.socket}`,
    get chosen() {
      return state.chosen;
    },
    get wanted() {
      return state.wanted;
    },
    serves: (url) => url === `unix://${paths.socket}`,
    async detect() {
      if (machine.platform !== 'linux' || !commands.find('dockerd')) return notInstalled;
      return able(findDaemon(paths) !== null, blocked());
    },
    start,
    stop,
    restart: async (signal, progress) => {
      if (keepsContainers()) await exclusively(() => leaveContainers(place, progress));
      else await stop(signal, progress);
      await start(signal, progress);
    },
    log: async () => logTail(paths.log, 20),
    async adopt() {
      if (machine.platform !== 'linux') return false;
      rotateLog(paths.log);
      if (findDaemon(paths) !== null) {
        if (!state.wanted) remember({ wanted: true });
        return true;
      }
      if (existsSync(paths.socket) || existsSync(paths.pidFile)) await clearStale(commands, paths);
      return false;
    },
    keepsContainers,
    runs: () => machine.platform === 'linux' && findDaemon(paths) !== null,
    check,
    onCrash: (listener) => {
      crashListeners.add(listener);
      return () => crashListeners.delete(listener);
    },
    giveUp: () => remember({ wanted: false }),
    rotate: () => rotateLog(paths.log),
  };
}
