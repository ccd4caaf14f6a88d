import { sum, summaryLine } from './checks/count.mjs';
import { runUnitTests } from './checks/runners.mjs';
import { staticChecks } from './checks/static.mjs';
import { runChecks } from './checks/tools.mjs';

// What can be checked in half a minute, before every push: `npm run check`.
const total = sum([await runChecks(staticChecks), await runUnitTests()]);
console.log(summaryLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
