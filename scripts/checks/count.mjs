import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Counts in a report of vitest's JSON reporter. A file that could not be run at all counts as one failure.
 * @param {string} path
 * @param {boolean} ok whether vitest ended well
 * @returns {Count}
 */
export function countUnit(path, ok) {
  const report = readReport(path);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((one) => one.status === 'failed');
  }).length;
  return honest({
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
    ok,
  });
}

/**
 * Counts in a report of Playwright's JSON reporter. An error outside of any test counts as one failure.
 * @param {string} path
 * @param {boolean} ok whether Playwright ended well
 * @returns {Count}
 */
export function countEndToEnd(path, ok) {
  const report = readReport(path);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that needed a second try has not passed.
  return honest({ passed: expected, failed: unexpected + flaky + report.errors.length, skipped, ok });
}

/** The sum of several counts. @param {readonly Count[]} counts @returns {Count} */
export function sum(counts) {
  const add = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** The line others read. @param {Count} count */
export const summaryLine = ({ passed, failed, skipped }) =>
  `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A runner that says it failed has failed, whatever its report counts; so has one that ran nothing. */
function honest({ passed, failed, skipped, ok }) {
  const silent = failed === 0 && (!ok || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped };
}

function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
