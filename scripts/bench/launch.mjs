// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { guard } from '../engine/guard.mjs';
import { logTail, until } from '../engine/processes.mjs';
import { clock } from './figures.mjs';

/**
 * An Electron app under measurement.
 * @typedef {object} Subject
 * @property {number} pid
 * @property {number} spawned when it was started, ms of the clock all processes share
 * @property {(name: string) => Promise<number>} mark ms from the start to `main`, `ready`, `window`, `show`, `paint`, `rows`
 * @property {(code: string) => Promise<any>} page runs an expression in the page, gives its (awaited) value
 * @property {(command: string, input?: object) => Promise<any>} command one of the probe's commands
 * @property {() => Promise<void>} close
 */

const markLimitMs = 60_000;
const closeLimitMs = 10_000;
const folders = ['profile', 'docker', 'runtime', 'config', 'cache', 'data'];
const probe = join(import.meta.dirname, 'probe.cjs');

/**
 * Makes launchers that start an app folder again and again with one profile, as a user does: the first start
 * fills caches and is not measured.
 * They use a copy of the runtime: its pages would be shared with whatever else runs on it, and PSS be lower.
 * @param {{ runtime: string, environment: NodeJS.ProcessEnv }} options `runtime`: Electron's executable
 */
export function createLauncher({ runtime, environment }) {
  const home = mkdtempSync(join(tmpdir(), 'lighter-bench-'));
  const release = guard({ kind: 'folder', path: home });
  cpSync(dirname(runtime), join(home, 'electron'), { recursive: true, verbatimSymlinks: true });
  const executable = join(home, 'electron', basename(runtime));
  /** @type {Set<Subject>} */
  const open = new Set();
  return {
    home,
    /**
     * @param {{ folder: string, name: string, host?: string }} what `name` names the profile, `host` is DOCKER_HOST
     * @returns {Promise<Subject>}
     */
    async launch({ folder, name, host }) {
      const subject = await start(join(home, name), { executable, folder, host, environment });
      open.add(subject);
      return subject;
    },
    /** Closes what a failed measure has left open. */
    async dispose() {
      await Promise.all([...open].map((subject) => subject.close()));
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      release();
    },
  };
}

/**
 * @param {string} home
 * @param {{ executable: string, folder: string, host?: string, environment: NodeJS.ProcessEnv }} options
 * @returns {Promise<Subject>}
 */
async function start(home, { executable, folder, host, environment }) {
  for (const name of folders) mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  const path = join(home, 'probe.sock');
  rmSync(path, { force: true });
  const server = createServer();
  await new Promise((resolve) => server.listen(path, () => resolve(undefined)));
  const log = join(home, 'output.log');
  const output = openSync(log, 'a');
  const args = ['-r', probe, folder, `--user-data-dir=${join(home, 'profile')}`, '--lang=en'];
  // Chromium's sandbox refuses to run as root.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const spawned = clock();
  const child = spawn(executable, args, {
    stdio: ['ignore', output, output],
    env: {
      ...environment,
      HOME: home,
      DOCKER_HOST: host,
      DOCKER_CONFIG: join(home, 'docker'),
      XDG_RUNTIME_DIR: join(home, 'runtime'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      LIGHTER_BENCH_SOCKET: path,
    },
  });
  closeSync(output);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${executable} could not be started.`);
  const release = guard({ kind: 'process', pid });
  const ended = () => child.exitCode !== null || child.signalCode !== null;

  /** @type {Map<string, number>} */
  const marks = new Map();
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const pending = new Map();
  /** @type {import('node:net').Socket | undefined} */
  let line;
  let asked = 0;
  server.on('connection', (socket) => {
    line = socket;
    createInterface({ input: socket }).on('line', (text) => {
      const message = JSON.parse(text);
      if (message.mark) marks.set(message.mark, message.at - spawned);
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error));
      else waiting?.resolve(message.value);
    });
    socket.on('error', () => {});
  });
  child.once('exit', () => {
    for (const { reject } of pending.values()) reject(new Error('The app has ended.'));
  });

  /** @param {string} name @param {object} [input] */
  const command = (name, input = {}) =>
    new Promise((resolve, reject) => {
      asked += 1;
      pending.set(asked, { resolve, reject });
      line?.write(`${JSON.stringify({ id: asked, command: name, ...input })}\n`);
    });

  return {
    pid,
    spawned,
    mark: (name) =>
      until(
        `the mark "${name}"`,
        () => {
          if (ended()) throw new Error(`The app has ended:\n${logTail(log)}`);
          return marks.get(name);
        },
        { limitMs: markLimitMs, everyMs: 20 },
      ),
    page: (code) => command('page', { code }),
    command,
    async close() {
      // Quitting ends the socket, often before the answer.
      if (!ended()) command('quit').catch(() => {});
      const late = setTimeout(() => child.kill('SIGKILL'), closeLimitMs);
      await until('the app to end', ended, { limitMs: closeLimitMs * 2 });
      clearTimeout(late);
      server.close();
      release();
    },
  };
}
