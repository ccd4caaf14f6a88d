// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../engine/index.mjs';
import { median, round } from './figures.mjs';
import { startProxy, timeRaw } from './proxy.mjs';
import { frameFigures, scroll } from './scroll.mjs';

const realCount = 1_000;
const listPath = '/containers/json?all=1';

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
      const scrolled = await subject.page(scroll(bench.quick ? 3_000 : 6_000));
      return {
        rowsAfterMs: round(shown - answered.answered),
        bytes: answered.bytes,
        rawMs: round(await timeRaw(socketPath, listPath)),
        ...frameFigures(scrolled),
      };
    } finally {
      await subject.close();
    }
  } finally {
    proxy.close();
  }
}
