// @ts-check
import { execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guard } from './guard.mjs';

/**
 * @typedef {object} Background
 * @property {number} pid
 * @property {Promise<void>} exited settles when the process has ended, however it did
 * @property {() => boolean} running
 * @property {(signal?: NodeJS.Signals, limitMs?: number) => Promise<void>} stop sends the signal (SIGTERM), waits, then SIGKILL
 */

// Debian keeps the programs of system services where a user's PATH does not look.
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Absolute path of a program (itself a path, or a name) in PATH or one of the folders for system programs, or undefined.
 * @param {string} name
 */
export function findProgram(name) {
  if (isAbsolute(name)) return existsSync(name) ? name : undefined;
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...systemFolders];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Runs a program to its end and returns its stdout. Throws with its stderr when it fails or takes too long.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, limitMs?: number, input?: string }} [options]
 * @returns {Promise<string>}
 */
export function run(program, args, { env, cwd, limitMs = 120_000, input } = {}) {
  return new Promise((resolve, reject) => {
    const path = findProgram(program) ?? program;
    const settings = { env: env ?? process.env, cwd, timeout: limitMs, maxBuffer: 256 * 1024 * 1024 };
    const child = execFile(path, args, settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(
          new Error(`${program} ${args.join(' ')}: ${stderr.trim() || error.message}`, { cause: error }),
        );
    });
    // A program that does not read its input may end before we have written it.
    child.stdin?.on('error', () => {}).end(input ?? '');
  });
}

/**
 * Starts a program that keeps running beside us, in a session of its own (Ctrl+C must not reach it first),
 * writes its output to `log`, and has it killed if we die.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, env?: NodeJS.ProcessEnv, extra?: import('node:child_process').IOType[] }} options
 * @returns {Promise<Background & { child: import('node:child_process').ChildProcess }>}
 */
export async function startBackground(program, args, { log, env, extra = [] }) {
  const path = findProgram(program);
  if (path === undefined) throw new Error(`${program} is not installed; \`npm test\` as root installs it.`);
  const output = createWriteStream(log, { flags: 'a' });
  await new Promise((resolve) => output.once('open', resolve));
  const child = spawn(path, args, {
    stdio: ['ignore', output, output, ...extra],
    env: env ?? process.env,
    detached: true,
  });
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.unref();
  output.close();
  if (child.pid === undefined) throw new Error(`${path} could not be started.`);
  const release = guard({ kind: 'process', pid: child.pid });
  void exited.then(release);
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    child,
    pid: child.pid,
    exited,
    running,
    async stop(signal = 'SIGTERM', limitMs = 5_000) {
      if (!running()) return;
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
      await exited;
      clearTimeout(late);
    },
  };
}

/**
 * Asks again and again until `check` gives something other than undefined or false. Throws after `limitMs`.
 * @template T
 * @param {string} what named in the error: "dockerd to answer"
 * @param {() => T | undefined | false | Promise<T | undefined | false>} check
 * @param {{ limitMs?: number, everyMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function until(what, check, { limitMs = 30_000, everyMs = 40 } = {}) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await delay(everyMs);
  }
}

/** A TCP port on 127.0.0.1 that is free now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port.'));
      });
    });
  });
}

/**
 * Whether something accepts connections on this port of 127.0.0.1, or on the Unix socket at this path.
 * @param {number | string} where
 * @returns {Promise<boolean>}
 */
export function portAnswers(where) {
  return new Promise((resolve) => {
    const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.on('connect', () => socket.end());
  });
}

/**
 * The last lines of a log, for error messages.
 * @param {string} path
 */
export function logTail(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(-8).join('\n') : '(no log)';
}
