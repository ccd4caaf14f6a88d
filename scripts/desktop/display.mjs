// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from '../engine/guard.mjs';
import { logTail, startBackground } from '../engine/processes.mjs';

/**
 * A display in memory (Xvfb).
 * @typedef {object} Display
 * @property {string} name value for DISPLAY: ":99"
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a display of this size in pixels, on a number Xvfb finds free.
 * @param {{ width?: number, height?: number }} [options]
 * @returns {Promise<Display>}
 */
export async function startDisplay({ width = 1440, height = 900 } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'lighter-display-'));
  const release = guard({ kind: 'folder', path: home });
  const log = join(home, 'xvfb.log');
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = await startBackground('Xvfb', args, { log, extra: ['pipe'] });
  const stop = async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
    release();
  };
  const number = await firstLine(/** @type {import('node:net').Socket} */ (server.child.stdio[3]));
  if (number === '') {
    const reason = logTail(log);
    await stop();
    throw new Error(`Xvfb does not start:\n${reason}`);
  }
  return { name: `:${number}`, stop };
}

/**
 * Xvfb writes the number and the end of its line apart, and gives up if we have closed the pipe in between.
 * @param {import('node:net').Socket} pipe
 * @returns {Promise<string>} empty if the other side has ended without a line
 */
async function firstLine(pipe) {
  let text = '';
  for await (const chunk of pipe) {
    text += chunk;
    if (text.includes('\n')) return text.trim();
  }
  return '';
}
