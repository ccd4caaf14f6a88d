// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../engine/ask.mjs';
import { rename, runningCount } from './containers.mjs';
import { inParallel, listen } from './engine-api.mjs';
import { median, round } from './figures.mjs';
import { cpuSecondsOf, memoryOf } from './proc.mjs';

const idleMs = 20_000;
const mebibyte = 1024 * 1024;
/** Per cent of one core: less cannot be told from the noise of the clock's ticks. */
const indistinct = 0.5;

/** @param {import('./launch.mjs').Subject} subject @param {'bare' | 'app'} kind */
const settled = (subject, kind) => subject.mark(kind === 'app' ? 'rows' : 'show');

/**
 * Summed PSS of all processes with 10 containers, 20 s after the rows are there, and after as many events as a
 * busy hour brings.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureMemory(bench) {
  await bench.containers.atLeast(runningCount);
  /** @type {{ bare: number[], app: number[], afterEvents: number[], events: number[] }} */
  const raw = { bare: [], app: [], afterEvents: [], events: [] };
  for (let turn = 0; turn < bench.rounds; turn += 1) {
    for (const kind of /** @type {const} */ (['bare', 'app'])) {
      const subject = await bench.launch(kind);
      await settled(subject, kind);
      await delay(idleMs);
      raw[kind].push(round(memoryOf(subject.pid) / mebibyte));
      if (kind === 'app' && turn === 0) {
        raw.events.push(await busyHour(bench));
        await delay(idleMs);
        raw.afterEvents.push(round(memoryOf(subject.pid) / mebibyte));
      }
      await subject.close();
    }
  }
  const [bare, app, after] = [median(raw.bare), median(raw.app), median(raw.afterEvents)];
  return {
    raw,
    rows: [
      {
        measure: 'memory after 20 s idle, 10 containers',
        value: app,
        unit: 'MiB',
        against: bare,
        ratio: app / bare,
        goal: { most: 1.25 },
      },
      {
        measure: `memory after ${raw.events[0]} events`,
        value: after,
        unit: 'MiB',
        against: bare,
        ratio: after / bare,
      },
    ],
  };
}

/**
 * Renames, pauses, resumes, restarts, makes and removes containers until the engine has told of as many events
 * as one a second makes in an hour. Returns how many it were.
 * @param {import('./index.mjs').Bench} bench
 */
async function busyHour({ engine, containers, quick }) {
  const wanted = quick ? 400 : 3_600;
  const { socket } = engine;
  const raw = await listen(socket);
  const post = (/** @type {string} */ path, /** @type {object} */ body) => ask(socket, 'POST', path, body);
  for (let turn = 1; raw.events.length < wanted; turn += 1) {
    await inParallel(containers.ids.slice(0, runningCount), 4, async (id, index) => {
      await rename(socket, id, index, turn);
      await post(`/containers/${id}/pause`, {});
      await post(`/containers/${id}/unpause`, {});
    });
    const { Id } = await post('/containers/create', { Image: 'busybox', Cmd: ['true'] });
    await post(`/containers/${Id}/start`, {});
    await ask(socket, 'DELETE', `/containers/${Id}?force=1`);
  }
  raw.close();
  return raw.events.length;
}

/**
 * CPU in per cent of one core over a minute: bare window and app, shown and hidden; the app with ten running
 * containers (whose figures it shows every two seconds) and with none.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureCpu(bench) {
  await bench.containers.atLeast(runningCount);
  const windowMs = bench.quick ? 10_000 : 60_000;
  const turns = 1;
  /** @type {Record<string, number[]>} */
  const raw = { bareShown: [], bareHidden: [], appShown: [], appHidden: [], appShownFigures: [] };
  /** @param {string} name @param {import('./launch.mjs').Subject} subject */
  const sample = async (name, subject) => {
    await delay(5_000);
    const before = cpuSecondsOf(subject.pid);
    const from = performance.now();
    await delay(windowMs);
    const seconds = (performance.now() - from) / 1000;
    raw[name]?.push(round(((cpuSecondsOf(subject.pid) - before) / seconds) * 100, 2));
  };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const kind of /** @type {const} */ (['bare', 'app'])) {
      const subject = await bench.launch(kind);
      await settled(subject, kind);
      if (kind === 'app') await sample('appShownFigures', subject);
      await subject.command('hide');
      await sample(`${kind}Hidden`, subject);
      await subject.command('show');
      if (kind === 'app') {
        await bench.containers.stopRunning();
        // Ages count seconds for a minute after a change; that is no idle list.
        await delay(bench.quick ? 0 : 65_000);
      }
      await sample(`${kind}Shown`, subject);
      if (kind === 'app') await bench.containers.startRunning();
      await subject.close();
    }
  }
  const of = (/** @type {string} */ name) => round(median(raw[name] ?? []), 2);
  /** @param {string} what @param {string} app @param {string} bare @param {boolean} [judged] */
  const row = (what, app, bare, judged = true) => ({
    measure: `idle CPU, ${what}`,
    value: of(app),
    unit: '% of a core',
    against: of(bare),
    difference: of(app) - of(bare),
    ...(judged && { goal: { mostDifference: indistinct } }),
  });
  return {
    raw,
    rows: [
      row('shown', 'appShown', 'bareShown'),
      row('hidden, 10 running', 'appHidden', 'bareHidden'),
      row('shown, live figures of 10', 'appShownFigures', 'bareShown', false),
    ],
  };
}
