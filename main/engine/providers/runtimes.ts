import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { ProviderId } from '@contract/engine';
import type { Commands, Machine, Output } from './commands';
import { decisiveLines, failureCode } from './log-lines';
import {
  type Active,
  readColimaStatus,
  readDesktopStatus,
  readOrbstackStatus,
  readPodmanMachine,
  readRancherStatus,
} from './runtime-outputs';
import { able, type Detection, notInstalled, type Progress, type Provider, ProviderFailure } from './types';

const statusMs = 8_000;
/** A virtual machine may have to boot. */
const workMs = 180_000;

interface Runtime {
  id: ProviderId;
  name: string;
  program: string;
  /** The endpoints that are its alone, and those that others use as well. */
  own: readonly string[];
  shared?: readonly string[];
  /** False where the program is there but the runtime is not. */
  present?(): boolean;
  status: readonly string[];
  readStatus(output: Output): Active;
  start: readonly string[];
  stop: readonly string[];
  answerEndsStart?: boolean;
  /** Without it a restart is a stop and a start. */
  restart?: readonly string[];
}

/** Runs one of a runtime's own commands to its end; throws what it said when it fails. */
async function command(
  commands: Commands,
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  onLines?: (lines: string[]) => void,
): Promise<void> {
  const path = commands.find(program);
  if (!path) throw new ProviderFailure('missing-program', `${program} is gone.`);
  const { code, stdout, stderr } = await commands.run(path, args, { signal, limitMs: workMs, onLines });
  if (code === 0) return;
  const lines = decisiveLines(`${stdout}\n${stderr}`.split(/\r?\n/));
  throw new ProviderFailure(failureCode(lines), lines.at(-1) ?? `${program} failed.`, lines);
}

/** A runtime that is started and stopped by a program of its own. */
function runtimeProvider(commands: Commands, runtime: Runtime): Provider {
  const work = (
    step: 'launching' | 'stopping',
    args: readonly string[],
    signal: AbortSignal,
    progress: Progress,
  ) => {
    progress(step);
    return command(commands, runtime.program, args, signal, (lines) => progress(step, lines));
  };
  const stop = (signal: AbortSignal, progress: Progress) => work('stopping', runtime.stop, signal, progress);
  const start = (signal: AbortSignal, progress: Progress) =>
    work('launching', runtime.start, signal, progress);
  return {
    id: runtime.id,
    name: runtime.name,
    startLimit: workMs,
    serves: (url) => runtime.own.includes(url) || runtime.shared?.includes(url) === true,
    owns: (url) => runtime.own.includes(url),
    answerEndsStart: runtime.answerEndsStart,
    detect: async (signal) => {
      const path = runtime.present?.() === false ? null : commands.find(runtime.program);
      if (!path) return notInstalled;
      return able(
        runtime.readStatus(await commands.run(path, runtime.status, { signal, limitMs: statusMs })),
      );
    },
    start,
    stop,
    restart: async (signal, progress) => {
      if (runtime.restart) return work('launching', runtime.restart, signal, progress);
      await stop(signal, progress);
      await start(signal, progress);
    },
    // Ending the command leaves the virtual machine that it was about to start.
    abandon: (signal) => command(commands, runtime.program, runtime.stop, signal),
    log: async () => [],
  };
}

const desktopPlugins = ({ home, platform }: Machine) =>
  platform === 'win32'
    ? ['C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe']
    : [
        '/Applications/Docker.app',
        posix.join(home, '.docker/cli-plugins/docker-desktop'),
        '/usr/local/lib/docker/cli-plugins/docker-desktop',
        '/usr/lib/docker/cli-plugins/docker-desktop',
      ];

/** Docker Desktop, Colima, Rancher Desktop and OrbStack, likeliest first. */
export function runtimeProviders(commands: Commands, machine: Machine): Provider[] {
  const { home, platform, env } = machine;
  const unix = (...parts: string[]) => `unix://${posix.join(home, ...parts)}`;
  const colima = env.COLIMA_HOME || posix.join(home, '.colima');
  // The system's socket of macOS is a link that whichever of them was started last has put there.
  const shared = platform === 'darwin' ? ['unix:///var/run/docker.sock'] : [];
  const pipe = 'npipe:////./pipe/docker_engine';
  const runtimes: Runtime[] = [
    {
      id: 'docker-desktop',
      name: 'Docker Desktop',
      program: 'docker',
      present: () => desktopPlugins(machine).some((path) => existsSync(path)),
      own: [
        unix('.docker/desktop/docker.sock'),
        unix('.docker/run/docker.sock'),
        'npipe:////./pipe/dockerDesktopLinuxEngine',
      ],
      shared: [pipe, ...shared],
      status: ['desktop', 'status', '--format', 'json'],
      readStatus: readDesktopStatus,
      start: ['desktop', 'start'],
      // Only waits for the app; users tell of versions in which it does not end although the engine is up.
      answerEndsStart: true,
      stop: ['desktop', 'stop'],
      restart: ['desktop', 'restart'],
    },
    {
      id: 'orbstack',
      name: 'OrbStack',
      program: 'orbctl',
      own: [unix('.orbstack/run/docker.sock')],
      shared,
      status: ['status'],
      readStatus: readOrbstackStatus,
      start: ['start'],
      stop: ['stop'],
    },
    {
      id: 'colima',
      name: 'Colima',
      program: 'colima',
      own: [`unix://${posix.join(colima, 'default/docker.sock')}`],
      status: ['status'],
      readStatus: readColimaStatus,
      start: ['start'],
      stop: ['stop'],
      restart: ['restart'],
    },
    {
      id: 'rancher-desktop',
      name: 'Rancher Desktop',
      program: 'rdctl',
      own: [unix('.rd/docker.sock')],
      shared: [pipe, ...shared],
      status: ['list-settings'],
      readStatus: readRancherStatus,
      start: ['start'],
      stop: ['shutdown'],
    },
  ];
  return runtimes.map((runtime) => runtimeProvider(commands, runtime));
}

/** Podman's virtual machine on macOS and Windows. */
export function podmanMachineProvider(commands: Commands, { home, platform }: Machine): Provider {
  const machineOf = async (signal: AbortSignal) => {
    const path = commands.find('podman');
    if (!path) return null;
    return readPodmanMachine(
      await commands.run(path, ['machine', 'list', '--format', 'json'], { signal, limitMs: statusMs }),
    );
  };
  const work = async (verb: 'start' | 'stop', signal: AbortSignal, progress: Progress) => {
    const step = verb === 'start' ? 'launching' : 'stopping';
    progress(step);
    const machine = await machineOf(signal);
    if (!machine) throw new ProviderFailure('see-log', 'There is no Podman machine.');
    await command(commands, 'podman', ['machine', verb, machine.name], signal, (lines) =>
      progress(step, lines),
    );
  };
  const urls = [
    'npipe:////./pipe/podman-machine-default',
    `unix://${posix.join(home, '.local/share/containers/podman/machine/podman.sock')}`,
  ];
  return {
    id: 'podman-machine',
    name: 'Podman machine',
    startLimit: workMs,
    serves: (url) => urls.includes(url),
    async detect(signal): Promise<Detection> {
      if (platform === 'linux' || !commands.find('podman')) return notInstalled;
      const machine = await machineOf(signal);
      return machine ? able(machine.running) : able(false, 'no-machine');
    },
    start: (signal, progress) => work('start', signal, progress),
    stop: (signal, progress) => work('stop', signal, progress),
    restart: async (signal, progress) => {
      await work('stop', signal, progress);
      await work('start', signal, progress);
    },
    abandon: (signal) => work('stop', signal, () => undefined),
    log: async () => [],
  };
}
