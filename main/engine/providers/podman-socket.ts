import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { basename, posix } from 'node:path';
import type { Commands, Machine } from './commands';
import { decisiveLines, failureCode } from './log-lines';
import { endProcess } from './managed/end-daemon';
import { logTail } from './managed/log-file';
import { allProcesses, type Process } from './managed/processes';
import { spawnClean } from './spawn-clean';
import { able, notInstalled, type Progress, type Provider, ProviderFailure } from './types';

/** ms */
const answerMs = 10_000;
const endMs = 10_000;
const pollMs = 100;

interface PodmanOptions {
  commands: Commands;
  machine: Machine;
  isRoot: boolean;
  /** Where root's socket is; replaced in tests. */
  rootSocket?: string;
}

/** What the service is started with; by it we know it again. */
const serviceArgs = (socket: string) => ['system', 'service', '--time=0', `unix://${socket}`];

const logOf = (socket: string) => posix.join(posix.dirname(socket), 'lighter-podman.log');

/** Whether this is the service as we start it, perhaps by an earlier run of Lighter. Pure. */
export function isOurService({ args, zombie }: Process, socket: string): boolean {
  if (zombie || !args.some((arg) => basename(arg) === 'podman')) return false;
  return args.slice(-4).join('\0') === serviceArgs(socket).join('\0');
}

/**
 * Podman's API on Linux, which needs no daemon: `podman system service` on its usual socket. It outlives Lighter as
 * its containers outlive the service, and is known again by its command line. One that something else serves
 * (podman.socket of systemd) is left to it.
 */
export function podmanSocketProvider({ commands, machine, isRoot, rootSocket }: PodmanOptions): Provider {
  const run = machine.env.XDG_RUNTIME_DIR;
  const ofUser = run ? posix.join(run, 'podman/podman.sock') : null;
  const socket = isRoot ? (rootSocket ?? '/run/podman/podman.sock') : ofUser;
  const isHere = () => machine.platform === 'linux' && socket !== null && commands.find('podman') !== null;
  const services = (path: string) => allProcesses().filter((process) => isOurService(process, path));

  const start = async (signal: AbortSignal, progress: Progress) => {
    const podman = commands.find('podman');
    if (!podman || !socket) throw new ProviderFailure('missing-program', 'podman is gone.');
    progress('launching');
    mkdirSync(posix.dirname(socket), { recursive: true, mode: 0o700 });
    // One is left behind by a service that was killed; we are here because nothing answers on it.
    rmSync(socket, { force: true });
    rmSync(logOf(socket), { force: true });
    // A pipe would end with us, and the service at its next warning.
    const output = openSync(logOf(socket), 'a', 0o600);
    const service = spawnClean(podman, serviceArgs(socket), {
      cwd: '/',
      env: commands.env,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    let end: string | null = null;
    const ended = new Promise<void>((resolve) => {
      const note = (why: string) => {
        end = why;
        resolve();
      };
      service.once('error', (error) => note(error.message));
      service.once('exit', (code) => note(`podman ended with ${code}.`));
    });
    const deadline = Date.now() + answerMs;
    while (!existsSync(socket)) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, pollMs))]);
      const lines = logTail(logOf(socket), 6);
      progress('launching', lines);
      if (end !== null) {
        const said = decisiveLines(lines);
        throw new ProviderFailure(failureCode(said), said.at(-1) ?? end, said);
      }
      if (signal.aborted || Date.now() > deadline) {
        service.kill('SIGTERM');
        signal.throwIfAborted();
        throw new ProviderFailure('timeout', 'podman did not open its socket.', decisiveLines(lines));
      }
    }
    service.unref();
  };
  const stop = async (_signal: AbortSignal, progress: Progress) => {
    progress('stopping');
    if (!socket) return;
    await Promise.all(services(socket).map(({ pid }) => endProcess(pid, endMs)));
    rmSync(socket, { force: true });
  };
  return {
    id: 'podman-socket',
    name: 'Podman',
    startLimit: 20_000,
    serves: (url) => socket !== null && url === `unix://${socket}`,
    async detect() {
      if (!socket || !isHere()) return notInstalled;
      if (services(socket).length > 0) return able(true);
      if (!existsSync(socket)) return able(false);
      // Somebody else's, or what a killed one has left.
      return { installed: true, active: null, can: { start: true, stop: 'foreign', restart: 'foreign' } };
    },
    start,
    stop,
    restart: async (signal, progress) => {
      await stop(signal, progress);
      await start(signal, progress);
    },
    abandon: (signal) => stop(signal, () => undefined),
    log: async () => (socket ? logTail(logOf(socket), 20) : []),
  };
}
