// @ts-check
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../engine/ask.mjs';
import { until } from '../engine/index.mjs';
import { clock, median, round } from './figures.mjs';

/** In the page: resolves when the view says it holds so many lines; tells how long and what the longest task was. */
const loadAll = (/** @type {string} */ label, /** @type {string} */ number) => `new Promise((resolve) => {
  const tasks = [];
  const frames = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === ${JSON.stringify(label)});
  const from = performance.now();
  let last = from;
  const frame = (now) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const look = () => {
    if (!document.body.innerText.includes(${JSON.stringify(number)} + ' lines')) return false;
    const took = performance.now() - from;
    setTimeout(() => resolve({ took, longest: Math.max(0, ...tasks), tasks, slowestFrame: Math.max(...frames) }), 500);
    return true;
  };
  const timer = setInterval(() => look() && clearInterval(timer), 20);
  button.click();
})`;

/**
 * A log of 1,000,000 lines into the view (the button that loads everything), against `docker logs` to /dev/null.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measureLogs(bench) {
  const { engine, quick } = bench;
  const lines = quick ? 200_000 : 1_000_000;
  const turns = quick ? 1 : Math.min(3, bench.rounds);
  const script = `BEGIN { for (i = 1; i <= ${lines}; i++) print "line " i " of a log that is long enough to be a burden" }`;
  const body = { Image: 'busybox', Cmd: ['awk', script] };
  const { Id: id } = await ask(engine.socket, 'POST', '/containers/create?name=a-long-log', body);
  const raw = { cli: /** @type {number[]} */ ([]), view: /** @type {any[]} */ ([]) };
  try {
    await ask(engine.socket, 'POST', `/containers/${id}/start`);
    await ask(engine.socket, 'POST', `/containers/${id}/wait`);
    for (let turn = 0; turn < turns; turn += 1) {
      raw.cli.push(await timeCli(engine.env, id));
      raw.view.push(await timeView(bench, id, lines));
    }
  } finally {
    await ask(engine.socket, 'DELETE', `/containers/${id}?force=1`);
  }
  const perSecond = (/** @type {number} */ ms) => Math.round(lines / (ms / 1000));
  const view = perSecond(median(raw.view.map(({ took }) => took)));
  const cli = perSecond(median(raw.cli));
  return {
    raw: { lines, ...raw },
    rows: [
      {
        measure: `log of ${lines.toLocaleString('en')} lines into the view`,
        value: view,
        unit: 'lines/s',
        against: cli,
        ratio: view / cli,
        goal: { least: 0.5 },
      },
      {
        measure: 'longest renderer task meanwhile',
        // The worst of all runs: the goal is that there is none.
        value: Math.max(...raw.view.map(({ longest }) => longest)),
        unit: 'ms',
        goal: { mostValue: 50 },
      },
    ],
  };
}

/** ms of `docker logs` with its output thrown away. @param {NodeJS.ProcessEnv} env @param {string} id @returns {Promise<number>} */
function timeCli(env, id) {
  const from = clock();
  return new Promise((resolve, reject) => {
    const child = spawn('docker', ['logs', id], { env, stdio: ['ignore', 'ignore', 'ignore'] });
    child.once('error', reject);
    child.once('exit', () => resolve(round(clock() - from)));
  });
}

/** @param {import('./index.mjs').Bench} bench @param {string} id @param {number} lines */
async function timeView(bench, id, lines) {
  const subject = await bench.launch('app');
  try {
    await subject.mark('rows');
    await subject.page(`location.hash = '#/containers/${id}/logs'`);
    const label = bench.words.loadAll;
    await until('the log', () =>
      subject.page(
        `[...document.querySelectorAll('button')].some((one) => one.textContent === ${JSON.stringify(label)})`,
      ),
    );
    await delay(1_000);
    return await subject.page(loadAll(label, lines.toLocaleString('en')));
  } finally {
    await subject.close();
  }
}
