import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { countEndToEnd, countUnit, sum, summaryLine } from './count.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'lighter-count-'));
  folders.push(folder);
  const path = join(folder, 'report.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const unit = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const endToEnd = { stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 }, errors: [] };

describe('countUnit', () => {
  it('adds up what the report says', () => {
    expect(countUnit(report(unit), false)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countUnit(report({ ...unit, testResults }), false).failed).toBe(2);
  });

  it('counts a missing or broken report as a failure', () => {
    expect(countUnit('/nowhere/report.json', true).failed).toBe(1);
    expect(countUnit(report('{'), true).failed).toBe(1);
  });
});

describe('countEndToEnd', () => {
  it('adds up what the report says', () => {
    expect(countEndToEnd(report(endToEnd), false)).toEqual({ passed: 4, failed: 1, skipped: 2 });
  });

  it('counts a test that passed on a second try as failed', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 };
    expect(countEndToEnd(report({ stats, errors: [] }), true).failed).toBe(1);
  });

  it('counts errors outside of tests', () => {
    expect(countEndToEnd(report({ ...endToEnd, errors: [{ message: 'no config' }] }), false).failed).toBe(2);
  });

  it('does not pass when nothing ran, or when the runner says it failed', () => {
    const none = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
    expect(countEndToEnd(report(none), true).failed).toBe(1);
    const fine = { stats: { expected: 1, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
    expect(countEndToEnd(report(fine), false).failed).toBe(1);
  });
});

describe('summaryLine', () => {
  it('is the sum of all runners', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 3, failed: 1, skipped: 0 },
    ]);
    expect(summaryLine(total)).toBe('tests: 4 passed, 1 failed, 2 skipped');
  });
});
