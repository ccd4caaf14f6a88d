import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { posix } from 'node:path';
import type { Commands, Machine } from './commands';
import { spawnClean } from './spawn-clean';
import { able, notInstalled, type Progress, type Provider, ProviderFailure } from './types';

const answerMs = 10_000;

interface PodmanOptions {
  commands: Commands;
  machine: Machine;
  isRoot: boolean;
}

/**
 * Podman's API on Linux, which needs no daemon: `podman system service` on its usual socket, kept running beside
 * Lighter. One that something else serves (podman.socket of systemd) is left to it.
 */
export function podmanSocketProvider({ commands, machine, isRoot }: PodmanOptions): Provider {
  const run = machine.env.XDG_RUNTIME_DIR;
  const socket = isRoot ? '/run/podman/podman.sock' : run ? posix.join(run, 'podman/podman.sock') : null;
  let child: ChildProcess | null = null;
  const alive = () => child !== null && child.exitCode === null && child.signalCode === null;

  const start = async (signal: AbortSignal, progress: Progress) => {
    const podman = commands.find('podman');
    if (!podman || !socket) throw new ProviderFailure('missing-program', 'podman is gone.');
    progress('launching');
    mkdirSync(posix.dirname(socket), { recursive: true, mode: 0o700 });
    // One is left behind by a service that was killed; we are here because nothing answers on it.
    rmSync(socket, { force: true });
    const said: string[] = [];
    const service = spawnClean(podman, ['system', 'service', '--time=0', `unix://${socket}`], {
      cwd: '/',
      env: commands.env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = service;
    service.stderr?.on('data', (chunk: Buffer) =>
      said.push(...chunk.toString('utf8').split('\n').filter(Boolean)),
    );
    const ended = new Promise<string>((resolve) => {
      service.once('error', (error) => resolve(error.message));
      service.once('exit', (code) => resolve(`podman ended with ${code}.`));
    });
    const deadline = Date.now() + answerMs;
    let end: string | null = null;
    void ended.then((why) => {
      end = why;
    });
    while (!existsSync(socket)) {
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
      if (end !== null) throw new ProviderFailure('see-log', said.at(-1) ?? end, said.slice(-3));
      if (signal.aborted || Date.now() > deadline) {
        service.kill('SIGTERM');
        signal.throwIfAborted();
        throw new ProviderFailure('timeout', 'podman did not open its socket.', said.slice(-3));
      }
    }
    service.stderr?.destroy();
    service.unref();
  };
  const stop = async (_signal: AbortSignal, progress: Progress) => {
    progress('stopping');
    const service = child;
    if (!service || !alive()) return;
    const gone = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGTERM');
    const late = setTimeout(() => service.kill('SIGKILL'), answerMs);
    await gone;
    clearTimeout(late);
    child = null;
  };
  return {
    id: 'podman-socket',
    name: 'Podman',
    startLimit: 20_000,
    serves: (url) => socket !== null && url === `unix://${socket}`,
    async detect() {
      if (machine.platform !== 'linux' || !socket || !commands.find('podman')) return notInstalled;
      const found = able(alive() || existsSync(socket));
      if (alive() || found.active === false) return found;
      return { ...found, can: { start: true, stop: 'foreign', restart: 'foreign' } };
    },
    start,
    stop,
    restart: async (signal, progress) => {
      await stop(signal, progress);
      await start(signal, progress);
    },
    log: async () => [],
  };
}
