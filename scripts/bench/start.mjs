// @ts-check
import { median, round } from './figures.mjs';

/** Waits for the marks of one start and reads them. @param {import('./launch.mjs').Subject} subject @param {readonly string[]} names */
export async function readMarks(subject, names) {
  /** @type {Record<string, number>} */
  const marks = {};
  for (const name of names) marks[name] = round(await subject.mark(name));
  return marks;
}

const appMarks = ['main', 'ready', 'window', 'navigated', 'paint', 'show', 'rows'];
const bareMarks = ['main', 'ready', 'window', 'navigated', 'paint', 'show'];

/**
 * From the start of the process to the first paint with content and to painted rows of real containers; the bare
 * window and the app in turn.
 * @param {import('./index.mjs').Bench} bench
 * @param {number} count containers
 */
export async function measureStart(bench, count) {
  await bench.containers.atLeast(count);
  /** @type {{ bare: Record<string, number>[], app: Record<string, number>[] }} */
  const runs = { bare: [], app: [] };
  for (let turn = 0; turn <= bench.rounds; turn += 1) {
    for (const kind of /** @type {const} */ (['bare', 'app'])) {
      const subject = await bench.launch(kind);
      const marks = await readMarks(subject, kind === 'app' ? appMarks : bareMarks);
      await subject.close();
      // The first start fills V8's and Chromium's caches.
      if (turn > 0) runs[kind].push(marks);
    }
  }
  const of = (/** @type {'bare' | 'app'} */ kind, /** @type {string} */ name) =>
    round(median(runs[kind].map((marks) => marks[name] ?? Number.NaN)));
  const [barePaint, paint, rows] = [of('bare', 'paint'), of('app', 'paint'), of('app', 'rows')];
  return {
    raw: runs,
    rows: [
      {
        measure: `spawn to first paint, ${count} containers`,
        value: paint,
        unit: 'ms',
        against: barePaint,
        ratio: paint / barePaint,
        goal: { most: 1.15 },
      },
      {
        measure: `spawn to real rows, ${count} containers`,
        value: rows,
        unit: 'ms',
        against: barePaint,
        ratio: rows / barePaint,
        goal: { most: count > 100 ? 1.6 : 1.3 },
      },
    ],
  };
}
