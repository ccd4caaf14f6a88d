// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../engine/ask.mjs';
import { inParallel } from './engine-api.mjs';
import { median, round } from './figures.mjs';
import { timeRaw } from './proxy.mjs';
import { frameFigures, scroll } from './scroll.mjs';

const imageCount = 50;
const tagsEach = 100;

/** In the page: opens the images; ms from there to painted rows of all of them. */
const openImages = (/** @type {number} */ lines) => `new Promise((resolve) => {
  const from = performance.now();
  const look = () => {
    const grid = document.querySelector('[role="grid"]');
    if (Number(grid?.getAttribute('aria-rowcount')) <= ${lines} || !grid.querySelector('[data-testid="row"]')) return false;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => resolve(performance.now() - from);
      after.port2.postMessage(null);
    });
    return true;
  };
  const observer = new MutationObserver(() => look() && observer.disconnect());
  observer.observe(document, { childList: true, subtree: true, attributes: true });
  location.hash = '#/images';
})`;

/**
 * The images page with 5,000 tags of 50 images: from the click to painted rows, and the frames of scrolling.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureImages(bench) {
  const { engine } = bench;
  await bench.containers.atLeast(1);
  const container = bench.containers.ids[0];
  await inParallel(
    Array.from({ length: imageCount }, (_, index) => index),
    2,
    async (index) => {
      const name = `bench-image-${String(index).padStart(2, '0')}`;
      const change = encodeURIComponent(`LABEL bench=${index}`);
      const { Id } = await ask(
        engine.socket,
        'POST',
        `/commit?container=${container}&repo=${name}&tag=t000&changes=${change}`,
        {},
      );
      for (let tag = 1; tag < tagsEach; tag += 1) {
        const path = `/images/${Id}/tag?repo=${name}&tag=t${String(tag).padStart(3, '0')}`;
        await ask(engine.socket, 'POST', path);
      }
    },
  );
  const lines = imageCount * tagsEach;
  const runs = [];
  for (let turn = 0; turn < Math.min(3, bench.rounds); turn += 1) {
    const subject = await bench.launch('app');
    try {
      await subject.mark('rows');
      await delay(3_000);
      const openMs = await subject.page(openImages(lines));
      await delay(2_000);
      const scrolled = await subject.page(scroll(bench.quick ? 3_000 : 6_000));
      runs.push({
        openMs: round(openMs),
        rawMs: round(await timeRaw(engine.socket, '/images/json')),
        ...frameFigures(scrolled),
      });
    } finally {
      await subject.close();
    }
  }
  const of = (/** @type {'openMs' | 'rawMs' | 'p95'} */ name) => round(median(runs.map((run) => run[name])));
  return {
    raw: runs,
    rows: [
      {
        measure: `images page with ${lines.toLocaleString('en')} tags: click to rows`,
        value: of('openMs'),
        unit: 'ms',
        against: of('rawMs'),
      },
      {
        measure: `${lines.toLocaleString('en')} tags: slowest frame while scrolling (p95 ${of('p95')})`,
        // The worst of all runs: the goal is that there is none.
        value: round(Math.max(...runs.map(({ slowest }) => slowest))),
        unit: 'ms',
        goal: { mostValue: 50 },
      },
    ],
  };
}
