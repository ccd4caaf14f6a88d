import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs a tool written for Node in the project's folder. With `live` its output goes to the terminal as it comes,
 * else it is collected.
 * @param {string} script
 * @param {readonly string[]} args
 * @param {{ live?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runTool(script, args, { live = false, env = {} } = {}) {
  return new Promise((done) => {
    const stdio = live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => done({ ok: false, output: error.message }));
    child.once('close', (code) => done({ ok: code === 0, output: output.trimEnd() }));
  });
}

/**
 * Runs checks one after the other, prints a line for each and the output of those that fail.
 * @param {readonly { name: string, run: () => Promise<{ ok: boolean, output: string }> }[]} checks
 * @returns {Promise<import('./count.mjs').Count>} each check counts as one test
 */
export async function runChecks(checks) {
  let failed = 0;
  for (const { name, run } of checks) {
    const started = Date.now();
    const { ok, output } = await run();
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    if (!ok) {
      failed += 1;
      console.log(output);
    }
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}
