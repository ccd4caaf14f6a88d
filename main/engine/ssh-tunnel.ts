import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './log';
import type { Commands } from './providers/commands';
import { spawnClean } from './providers/spawn-clean';
import { direct, type Place, type Reach, type Reached } from './reach';
import { SshFailure, sshFailure, tunnelArgs } from './ssh-command';
import { type SshDestination, sshUrl } from './ssh-destination';
import { sshSettings } from './ssh-known-hosts';

export interface TunnelsOptions {
  commands: Commands;
  home: string;
  platform: NodeJS.Platform;
  log: Log;
  /** ms until the tunnel must be there. */
  openLimit?: number;
}

export interface Tunnels extends Reach {
  /** Ends every ssh at once. */
  dispose(): void;
}

interface Tunnel {
  child: ChildProcess;
  folder: string;
  socket: string;
  /** Resolves when the socket is there. */
  ready: Promise<void>;
  stderr: string;
  ended: boolean;
  leases: number;
}

const mostWords = 4_000;
const lookEvery = 40;

/**
 * Ways to engines behind ssh: one process of the system's ssh a destination, shared by all who use it at the same
 * time and ended with the last of them. One that has ended is not revived here: its sockets break, and whoever
 * needs it opens it anew, after the pauses of the connection.
 */
export function createTunnels({
  commands,
  home,
  platform,
  log,
  openLimit = 20_000,
}: TunnelsOptions): Tunnels {
  const tunnels = new Map<string, Tunnel>();
  const names = new Map<string, Promise<string | null>>();

  function launch(key: string, destination: SshDestination): Tunnel {
    if (platform === 'win32') {
      throw new SshFailure('ssh-failed', 'ssh on Windows cannot lead to a socket; use WSL or tcp with TLS.');
    }
    const ssh = commands.find('ssh');
    if (!ssh) throw new SshFailure('ssh-failed', 'ssh is not installed here.');
    // Its folder keeps other users away from the socket; its path must be short.
    const folder = mkdtempSync(join(tmpdir(), 'lighter-ssh-'));
    const socket = join(folder, 'engine.sock');
    const child = spawnClean(ssh, tunnelArgs(destination, socket), {
      env: commands.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const tunnel: Tunnel = {
      child,
      folder,
      socket,
      ready: Promise.resolve(),
      stderr: '',
      ended: false,
      leases: 0,
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      tunnel.stderr = (tunnel.stderr + text).slice(-mostWords);
    });
    const end = () => {
      if (tunnel.ended) return;
      tunnel.ended = true;
      if (tunnels.get(key) === tunnel) tunnels.delete(key);
      rmSync(folder, { recursive: true, force: true });
      log('info', 'A way through ssh has ended.', { host: destination.host });
    };
    child.once('error', end);
    child.once('close', end);
    tunnel.ready = arrive(tunnel);
    // Whoever opened it hears of it through `open`.
    tunnel.ready.catch(() => undefined);
    tunnels.set(key, tunnel);
    return tunnel;
  }

  async function arrive(tunnel: Tunnel): Promise<void> {
    const until = Date.now() + openLimit;
    while (!existsSync(tunnel.socket)) {
      if (tunnel.ended) throw sshFailure(tunnel.stderr);
      if (Date.now() > until) {
        tunnel.child.kill('SIGTERM');
        throw new SshFailure(
          'ssh-failed',
          `ssh was not there within ${openLimit / 1000} s. ${tunnel.stderr}`,
        );
      }
      await delay(lookEvery);
    }
  }

  function release(tunnel: Tunnel): void {
    tunnel.leases -= 1;
    if (tunnel.leases === 0) stop(tunnel);
  }

  function stop(tunnel: Tunnel): void {
    for (const [key, one] of tunnels) if (one === tunnel) tunnels.delete(key);
    if (!tunnel.ended) tunnel.child.kill('SIGTERM');
  }

  function lease(tunnel: Tunnel): Reached {
    tunnel.leases += 1;
    let held = true;
    return {
      target: { kind: 'socket', path: tunnel.socket },
      share: () => lease(tunnel),
      release: () => {
        if (held) release(tunnel);
        held = false;
      },
      trouble: () =>
        /open failed|administratively prohibited/i.test(tunnel.stderr) ? sshFailure(tunnel.stderr) : null,
    };
  }

  async function open(place: Place, signal: AbortSignal): Promise<Reached> {
    if (place.kind !== 'ssh') return direct(place);
    const key = sshUrl(place.destination);
    const tunnel = tunnels.get(key) ?? launch(key, place.destination);
    const reached = lease(tunnel);
    try {
      await untilAborted(tunnel.ready, signal);
      return reached;
    } catch (error) {
      reached.release();
      throw error;
    }
  }

  return {
    open,
    hostOf(place) {
      if (place.kind !== 'ssh') return Promise.resolve(null);
      const key = sshUrl(place.destination);
      const known = names.get(key);
      if (known) return known;
      const found = sshSettings({ commands, home }, place.destination, AbortSignal.timeout(5_000)).then(
        ({ hostName }) => hostName,
        () => null,
      );
      names.set(key, found);
      return found;
    },
    dispose() {
      for (const tunnel of [...tunnels.values()]) {
        stop(tunnel);
        rmSync(tunnel.folder, { recursive: true, force: true });
      }
    },
  };
}

function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
