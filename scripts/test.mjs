import { buildIfStale } from './build-if-stale.mjs';
import { sum, summaryLine } from './checks/count.mjs';
import { runEndToEndTests, runUnitTests } from './checks/runners.mjs';
import { staticChecks } from './checks/static.mjs';
import { runChecks } from './checks/tools.mjs';
import { canStartEngine } from './engine/engine.mjs';

// Everything: checks (each counts as one test), unit tests, the build, end-to-end tests on a real engine. Ends with
// one line that counts. More arguments go to the end-to-end tests: `npm test -- e2e/specs/story.spec.ts`
const build = {
  name: 'build',
  run: async () => {
    try {
      buildIfStale();
      return { ok: true, output: '' };
    } catch (error) {
      return { ok: false, output: error.message };
    }
  },
};

const counts = [await runChecks(staticChecks), await runUnitTests()];
const built = await runChecks([build]);
counts.push(built);
if (built.failed === 0) counts.push(await endToEnd());
const total = sum(counts);
console.log(summaryLine(total));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function endToEnd() {
  if (canStartEngine()) return runEndToEndTests(process.argv.slice(2));
  console.log('The end-to-end tests start a container engine of their own: they run as root on Linux only.');
  return { passed: 0, failed: 0, skipped: 1 };
}
