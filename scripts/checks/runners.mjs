import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { countEndToEnd, countUnit } from './count.mjs';
import { runTool } from './tools.mjs';

const root = resolve(import.meta.dirname, '../..');
const reports = join(root, '.cache', 'reports');

/** Runs vitest and counts. @returns {Promise<import('./count.mjs').Count>} */
export async function runUnitTests() {
  const report = freshReport('unit.json');
  // The limit is for a busy machine; a test that hangs still ends.
  const args = [
    'run',
    '--testTimeout=20000',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { ok } = await runTool(join(root, 'node_modules/vitest/vitest.mjs'), args, { live: true });
  return countUnit(report, ok);
}

/**
 * Runs Playwright and counts. `args`: more arguments for it, such as a file to run.
 * @param {readonly string[]} args
 * @returns {Promise<import('./count.mjs').Count>}
 */
export async function runEndToEndTests(args) {
  const report = freshReport('end-to-end.json');
  const { ok } = await runTool(
    join(root, 'node_modules/@playwright/test/cli.js'),
    ['test', '--reporter=list,json', ...args],
    { live: true, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return countEndToEnd(report, ok);
}

/** A report of an earlier run must not be taken for this one's. */
function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, name);
  rmSync(path, { force: true });
  return path;
}
