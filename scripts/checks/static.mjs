import { join, resolve } from 'node:path';
import { checkLocales } from '../check-locales.mjs';
import { missingFromLock } from '../lock-file.mjs';
import { runTool } from './tools.mjs';

const bin = (path) => join(resolve(import.meta.dirname, '../..'), 'node_modules', path);

/**
 * The checks that run nothing of the app: types, lint (with the rules for imports), texts, the lock file,
 * dead code.
 * Each gives `{ ok, output }`.
 */
export const staticChecks = [
  { name: 'types', run: () => runTool(bin('typescript/bin/tsc'), ['--noEmit']) },
  {
    name: 'lint',
    run: () => runTool(bin('@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '.']),
  },
  { name: 'texts', run: () => nothingWrong(checkLocales()) },
  { name: 'lock file', run: () => nothingWrong(missingFromLock()) },
  { name: 'dead code', run: () => runTool(bin('knip/bin/knip.js'), ['--no-progress']) },
];

async function nothingWrong(problems) {
  return { ok: problems.length === 0, output: problems.join('\n') };
}
