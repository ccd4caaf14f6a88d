// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../engine/ask.mjs';
import { until } from '../engine/index.mjs';
import { rename, runningCount } from './containers.mjs';
import { inParallel, listen } from './engine-api.mjs';
import { load, percentile, round } from './figures.mjs';

const containerCount = 1_000;
const burstSize = 200;

/** In the page: notes when a row first shows a name or state (after React's commit), ms of the shared clock. */
const watchRows = `(() => {
  const seen = (globalThis.benchSeen = {});
  const note = (row) => {
    const at = performance.timeOrigin + performance.now();
    seen[row.dataset.id + ' ' + row.dataset.name] ??= at;
    seen[row.dataset.id + ' ' + row.dataset.state] ??= at;
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target.dataset?.id) note(target);
      for (const node of addedNodes) if (node.dataset?.id) note(node);
    }
  }).observe(document.querySelector('[data-testid="list-state"]'), {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-name', 'data-state'],
  });
  return [...document.querySelectorAll('[data-testid="row"]')].map((row) => row.dataset.id);
})()`;

/**
 * From the arrival of an event at a client that only listens to `/events` to the changed row, with 1,000
 * containers: single events (start, kill) and bursts of 200 (renames) of which the rows in view are timed.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureEvents(bench) {
  const { engine, containers, quick } = bench;
  await containers.atLeast(containerCount);
  const subject = await bench.launch('app');
  await subject.mark('rows');
  await delay(3_000);
  /** @type {string[]} */
  const inView = await subject.page(watchRows);
  const raw = await listen(engine.socket);
  try {
    const single = await singles({ bench, subject, raw, inView, turns: quick ? 10 : 30 });
    const bursts = [];
    for (let turn = 0; turn < (quick ? 2 : 10); turn += 1) {
      bursts.push(await burst({ bench, subject, raw, inView, revision: 1_000 + turn }));
      await delay(500);
    }
    const inBursts = bursts.flatMap(({ latencies }) => latencies);
    return {
      raw: { single, bursts, inView: inView.length },
      rows: [
        rowOf('event to row, single events', single),
        rowOf(`event to row, bursts of ${burstSize}`, inBursts),
      ],
    };
  } finally {
    raw.close();
    await subject.close();
  }
}

/** @param {string} measure @param {number[]} latencies */
const rowOf = (measure, latencies) => ({
  measure: `${measure}, p95 (p50 ${round(percentile(latencies, 50))})`,
  value: round(percentile(latencies, 95)),
  unit: 'ms',
  goal: { mostValue: 100 },
});

/**
 * @typedef {object} Trial
 * @property {import('./index.mjs').Bench} bench
 * @property {import('./launch.mjs').Subject} subject
 * @property {Awaited<ReturnType<typeof listen>>} raw
 * @property {string[]} inView
 */

/** @param {Trial & { turns: number }} trial */
async function singles({ bench, subject, raw, inView, turns }) {
  const { socket } = bench.engine;
  const id = inView.find((key) => bench.containers.ids.indexOf(key) >= runningCount);
  if (id === undefined) throw new Error('No stopped container is in view.');
  const latencies = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const [action, path, state] = turn % 2 === 0 ? ['start', 'start', 'running'] : ['die', 'kill', 'exited'];
    await subject.page('void Object.keys(benchSeen).forEach((key) => delete benchSeen[key])');
    const from = raw.events.length;
    await ask(socket, 'POST', `/containers/${id}/${path}`);
    const shown = await until('the row', () => subject.page(`benchSeen['${id} ${state}'] ?? false`));
    const about = raw.events
      .slice(from)
      .filter(({ event }) => event.Actor.ID === id || event.Actor.Attributes.container === id);
    const first = about.findIndex(({ event }) => event.Action === action);
    // The engine's list shows an end only with the events that follow it: the last one before the row counts.
    const told = about.slice(first).findLast(({ at }) => at <= shown) ?? about[first];
    if (told === undefined) throw new Error('The engine told of nothing.');
    latencies.push(round(shown - told.at));
    await delay(150);
  }
  return latencies;
}

/** @param {Trial & { revision: number }} trial */
async function burst({ bench, subject, raw, inView, revision }) {
  const from = raw.events.length;
  /** @type {Map<string, string>} */
  const names = new Map();
  const before = load();
  await inParallel(bench.containers.ids.slice(0, burstSize), 10, async (id, index) => {
    names.set(id, await rename(bench.engine.socket, id, index, revision));
  });
  const events = await until('the events', () => {
    const renames = raw.events.slice(from).filter(({ event }) => event.Action === 'rename');
    return renames.length >= burstSize && renames;
  });
  const targets = inView.filter((id) => names.has(id));
  const latencies = await until('the rows', async () => {
    const seen = await subject.page('benchSeen');
    const shown = targets.map((id) => {
      const arrived = events.find(({ event }) => event.Actor.ID === id);
      return round((seen[`${id} ${names.get(id)}`] ?? Number.NaN) - (arrived?.at ?? Number.NaN));
    });
    return !shown.some(Number.isNaN) && shown;
  });
  const spanMs = round((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0));
  return { latencies, spanMs, load: before };
}
