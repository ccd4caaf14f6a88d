// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearEngine } from './clear-engine.mjs';
import { guard } from './guard.mjs';
import { loadImages } from './images.mjs';
import { runcWithin } from './privileged.mjs';
import { findProgram, freePort, logTail, run, startBackground, until } from './processes.mjs';
import { imageNames, resetEngine } from './reset.mjs';

/**
 * A disposable dockerd of our own, beside and unknown to any other engine of the machine.
 * @typedef {object} Engine
 * @property {string} host value for DOCKER_HOST: unix:///tmp/...
 * @property {string} socket path of its socket
 * @property {number | null} port where it listens with TLS on 127.0.0.1, if it was told to
 * @property {string} log path of its log
 * @property {number} pid of the dockerd that runs now (changes with a restart)
 * @property {NodeJS.ProcessEnv} env environment in which the Docker CLI talks to it
 * @property {(...args: string[]) => Promise<string>} docker runs the Docker CLI against it; gives stdout, trimmed
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill sends dockerd a signal (SIGKILL) and waits for its end
 * @property {() => void} freeze SIGSTOP: connections stay, answers do not come
 * @property {() => void} thaw SIGCONT
 * @property {() => Promise<void>} stop orderly: containers are stopped
 * @property {() => Promise<void>} start after stop or kill: same socket, same containers
 * @property {() => Promise<void>} restart
 * @property {() => Promise<void>} reset removes all containers, volumes, networks and images but those it started with
 * @property {() => Promise<void>} dispose ends it and removes every trace
 */

/**
 * Starts a private engine (dockerd with its own containerd, bridge, addresses, folders). Needs root on Linux.
 * `registry`: where bare names are pulled from, as if it were the hub. `images`: loaded before it is handed over.
 * `tls`: files with which it also listens on a port of 127.0.0.1, for clients whose certificate its authority has signed.
 * `daemonEnv`: more of its environment (`HTTPS_PROXY`).
 * `dataFolder`: where its data goes; a temporary folder by default, emptied at the end in any case.
 * @param {{ registry?: { url: string }, images?: readonly import('./images.mjs').ImageName[], tls?: { ca: string, serverCert: string, serverKey: string }, dataFolder?: string, daemonEnv?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<Engine>}
 */
export async function startEngine({ registry, images = [], tls, dataFolder, daemonEnv } = {}) {
  const { bridge, subnet } = await reserveBridge();
  // Short: the path of a Unix socket may have 107 characters.
  const home = mkdtempSync(join(tmpdir(), 'lighter-'));
  const traces = {
    home,
    data: dataFolder ?? join(home, 'data'),
    bridge,
    subnet,
    cgroup: `lighter-${bridge}`,
  };
  const release = guard({ kind: 'engine', ...traces });
  const socket = join(home, 'docker.sock');
  const log = join(home, 'dockerd.log');
  const host = `unix://${socket}`;
  const port = tls === undefined ? null : await freePort();
  mkdirSync(join(home, 'cli'));
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, DOCKER_HOST: host, DOCKER_CONFIG: join(home, 'cli'), DOCKER_BUILDKIT: '0' };
  delete env.DOCKER_CONTEXT;
  /** @param {string[]} args */
  const docker = async (...args) => (await run('docker', args, { env })).trimEnd();

  // Its debug log holds the address of every request: tests look for secrets in them, and count them.
  const args = ['--debug', '--config-file', join(home, 'daemon.json')];
  // The machine may have a containerd of its own, which dockerd then uses; the names keep ours apart.
  args.push(
    '--containerd-namespace',
    traces.cgroup,
    '--containerd-plugins-namespace',
    `${traces.cgroup}-plugins`,
  );
  let drivers = ['overlay2', 'vfs'];
  const launch = async () => {
    for (;;) {
      const driver = drivers[0] ?? 'vfs';
      writeFileSync(
        join(home, 'daemon.json'),
        JSON.stringify(settings({ traces, socket, driver, registry, port, tls })),
      );
      await forgetContainerd(join(home, 'exec', 'containerd', 'containerd.pid'));
      const daemon = await startBackground('dockerd', args, {
        log,
        env: { ...dockerdEnv(home), ...daemonEnv },
      });
      const ready = await until('dockerd to answer', async () =>
        daemon.running() ? answers(socket) : 'ended',
      );
      if (ready !== 'ended') return daemon;
      drivers = drivers.slice(1);
      if (drivers.length === 0) throw new Error(`dockerd does not start:\n${logTail(log)}`);
    }
  };

  const dispose = async () => {
    clearEngine(traces);
    release();
  };
  /** @type {import('./processes.mjs').Background} */
  let daemon;
  /** @type {Set<string>} */
  let kept;
  try {
    daemon = await launch();
    drivers = drivers.slice(0, 1);
    await loadImages(docker, images);
    kept = await imageNames(socket);
  } catch (error) {
    await dispose();
    throw error;
  }

  const start = async () => {
    if (!daemon.running()) daemon = await launch();
  };
  const stop = () => daemon.stop('SIGTERM', 20_000);
  return {
    host,
    socket,
    port,
    log,
    env,
    docker,
    get pid() {
      return daemon.pid;
    },
    kill: (signal = 'SIGKILL') => daemon.stop(signal),
    freeze: () => void process.kill(daemon.pid, 'SIGSTOP'),
    thaw: () => void process.kill(daemon.pid, 'SIGCONT'),
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    reset: async () => {
      if (daemon.running()) process.kill(daemon.pid, 'SIGCONT');
      await start();
      await resetEngine(socket, kept);
      const present = await imageNames(socket);
      await loadImages(
        docker,
        images.filter((name) => !present.has(`${name}:latest`)),
      );
    },
    dispose,
  };
}

/** Reserves a network device and its addresses: making the device fails when another run has taken the number. */
async function reserveBridge() {
  const used = await run('ip', ['-o', '-4', 'address']);
  for (let number = 200; number < 250; number += 1) {
    const subnet = `10.${number}.`;
    if (used.includes(` ${subnet}`)) continue;
    const bridge = `lt-${number}`;
    try {
      await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
    } catch (error) {
      if (/File exists/.test(String(error))) continue;
      throw error;
    }
    await run('ip', ['address', 'add', `${subnet}0.1/24`, 'dev', bridge]);
    await run('ip', ['link', 'set', bridge, 'up']);
    return { bridge, subnet };
  }
  throw new Error('No free network for a private engine: 10.200.0.0 to 10.249.0.0 are all taken.');
}

/** @param {{ traces: import('./guard.mjs').EngineTraces, socket: string, driver: string, registry?: { url: string }, port: number | null, tls?: { ca: string, serverCert: string, serverKey: string } }} use */
function settings({ traces, socket, driver, registry, port, tls }) {
  return {
    hosts: [`unix://${socket}`, ...(port === null ? [] : [`tcp://127.0.0.1:${port}`])],
    ...(tls && { tlsverify: true, tlscacert: tls.ca, tlscert: tls.serverCert, tlskey: tls.serverKey }),
    'data-root': traces.data,
    'exec-root': join(traces.home, 'exec'),
    pidfile: join(traces.home, 'dockerd.pid'),
    'storage-driver': driver,
    'cgroup-parent': `/${traces.cgroup}`,
    bridge: traces.bridge,
    'default-address-pools': [{ base: `${traces.subnet}0.0/16`, size: 24 }],
    // Ports are published by docker-proxy alone: the rules of another engine on this machine stay as they are.
    iptables: false,
    'ip-masq': false,
    'ip-forward': false,
    'registry-mirrors': registry === undefined ? [] : [registry.url],
    // Without its retries, seconds apart, a registry that has died fails a pull within a test's patience.
    'max-download-attempts': 1,
    'shutdown-timeout': 5,
  };
}

/**
 * dockerd takes the containerd of a killed predecessor for alive while nobody has reaped it, and waits for it in vain.
 * @param {string} pidFile
 */
async function forgetContainerd(pidFile) {
  if (!existsSync(pidFile)) return;
  const stat = `/proc/${readFileSync(pidFile, 'utf8').trim()}/stat`;
  await until('containerd to end', () => !existsSync(stat) || readFileSync(stat, 'utf8').includes(') Z '));
  rmSync(pidFile);
}

/** As PATH finds it, with the folders where Debian keeps containerd's and the network's programs. @param {string} home */
function dockerdEnv(home) {
  const path = [runcWithin(home), process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(':');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: path };
  delete env.DOCKER_HOST;
  return env;
}

/** Whether an engine answers `GET /_ping` on this socket. @param {string} socketPath @returns {Promise<boolean>} */
export function answers(socketPath) {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.once('timeout', () => ping.destroy());
    ping.once('error', () => resolve(false));
    ping.end();
  });
}

/** Whether this machine can run a private engine: Linux, root, dockerd installed. */
export const canStartEngine = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && findProgram('dockerd') !== undefined;
