// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Something that must not outlive us.
 * @typedef {{ kind: 'process', pid: number } | { kind: 'folder', path: string } | ({ kind: 'engine' } & EngineTraces)} Leftover
 *
 * What a private engine leaves on the machine.
 * @typedef {object} EngineTraces
 * @property {string} home folder with its socket, state and (usually) data
 * @property {string} data data root
 * @property {string} bridge network device of its default network
 * @property {string} subnet first two numbers of its addresses: "10.213."
 * @property {string} cgroup name of the cgroup its containers live in
 */

/** @type {import('node:child_process').ChildProcess | undefined} */
let warden;
let nextId = 1;

/**
 * Has a leftover cleared away if this process ends in any way, a crash or SIGKILL included. Returns the function
 * that calls it off, for when we have cleared it ourselves.
 * @param {Leftover} leftover
 * @returns {() => void}
 */
export function guard(leftover) {
  const id = nextId;
  nextId += 1;
  const started = leftover.kind === 'process' ? processStart(leftover.pid) : undefined;
  tell({ id, leftover, started });
  return () => tell({ id });
}

/** @param {object} message */
function tell(message) {
  warden ??= startWarden();
  warden.stdin?.write(`${JSON.stringify(message)}\n`);
}

/** A process of its own, in its own session: it sees our end as the end of its input, then clears up. */
function startWarden() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'warden.mjs')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  child.stdin.on('error', () => {});
  /** @type {import('node:net').Socket} */ (/** @type {unknown} */ (child.stdin)).unref();
  return child;
}

/**
 * When a process started, in clock ticks since boot: tells it from a later one with the same id.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
