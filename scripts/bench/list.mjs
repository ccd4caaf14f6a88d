// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../engine/index.mjs';
import { median, round } from './figures.mjs';
import { startProxy, timeRaw } from './proxy.mjs';

const realCount = 1_000;
const listPath = '/containers/json?all=1';

/** In the page: scrolls down the list for some seconds, then jumps about in it; how long its frames took. */
const scroll = (/** @type {number} */ ms) => `new Promise((resolve) => {
  const scroller = document.querySelector('[role="grid"]').closest('[role="grid"]');
  const box = [scroller, ...scroller.querySelectorAll('*')].concat(scroller.parentElement)
    .find((one) => one.scrollHeight > one.clientHeight + 1000 && getComputedStyle(one).overflowY !== 'visible');
  const frames = [];
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
  const from = performance.now();
  let last = from;
  let jump = 0;
  const frame = (now) => {
    if (now > from) frames.push(Math.round((now - last) * 10) / 10);
    last = now;
    if (now - from > ${ms}) return resolve({ frames, tasks, rows: box.scrollHeight, at: box.scrollTop });
    if (now - from < ${ms} * 0.7) box.scrollTop += 240;
    else if (frames.length % 4 === 0) box.scrollTop = ((jump += 0.37) % 1) * box.scrollHeight;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

/**
 * From the last byte of the engine's list to painted rows, and the frames of scrolling, with 1,000 and 10,000
 * containers. The 10,000 are the real 1,000, ten times over, by a proxy before the engine's socket.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureList(bench) {
  await bench.containers.atLeast(realCount);
  /** @type {Record<string, any[]>} */
  const raw = {};
  const rows = [];
  for (const factor of [1, 10]) {
    const count = realCount * factor;
    const runs = [];
    for (let turn = 0; turn < Math.min(3, bench.rounds); turn += 1) runs.push(await oneList(bench, factor));
    raw[count] = runs;
    const name = count.toLocaleString('en');
    rows.push(
      {
        measure: `list of ${name}: engine's answer to rows`,
        value: round(median(runs.map(({ rowsAfterMs }) => rowsAfterMs))),
        unit: 'ms',
        against: round(median(runs.map(({ rawMs }) => rawMs))),
      },
      {
        measure: `list of ${name}: slowest frame while scrolling (p95 ${round(median(runs.map(({ p95 }) => p95)))})`,
        // The worst of all runs: the goal is that there is none.
        value: round(Math.max(...runs.map(({ slowest }) => slowest))),
        unit: 'ms',
        goal: { mostValue: 50 },
      },
    );
  }
  return { raw, rows };
}

/** @param {import('./index.mjs').Bench} bench @param {number} factor */
async function oneList(bench, factor) {
  const socketPath = join(bench.home, `proxy-${factor}.sock`);
  rmSync(socketPath, { force: true });
  const proxy = await startProxy({ socketPath, engine: bench.engine.socket, factor });
  try {
    const subject = await bench.launch('app', proxy.host);
    try {
      await subject.mark('show');
      await delay(3_000);
      proxy.release();
      const shown = subject.spawned + (await subject.mark('rows'));
      const answered = await until('the list', () => proxy.lists[0]);
      await delay(2_000);
      const { frames, tasks } = await subject.page(scroll(bench.quick ? 3_000 : 6_000));
      const sorted = [...frames].sort((a, b) => a - b);
      return {
        rowsAfterMs: round(shown - answered.answered),
        bytes: answered.bytes,
        rawMs: round(await timeRaw(socketPath, listPath)),
        slowest: sorted.at(-1),
        p95: sorted[Math.floor(sorted.length * 0.95)],
        frameCount: frames.length,
        slowFrames: frames.filter((/** @type {number} */ ms) => ms > 50),
        longTasks: tasks,
      };
    } finally {
      await subject.close();
    }
  } finally {
    proxy.close();
  }
}
