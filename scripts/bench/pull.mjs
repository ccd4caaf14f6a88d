// @ts-check
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../engine/ask.mjs';
import { run, until } from '../engine/processes.mjs';
import { startRegistry } from '../engine/registry.mjs';
import { pushBigImage } from './big-image.mjs';
import { clock, median, round } from './figures.mjs';
import { memoryOf } from './proc.mjs';

const name = 'bench/big';
const layers = 20;

/** In the page: pulls, with the tasks on the screen; ms to the end of the task, and the longest task meanwhile. */
const pull = (/** @type {string} */ ref, /** @type {string} */ tasks) => `new Promise((resolve, reject) => {
  const long = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) long.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
  const from = performance.now();
  bridge.call('images.pull', { epoch: 1, ref: ${JSON.stringify(ref)} }).then((reply) => {
    if (!reply.ok) return reject(new Error(reply.error.message));
    [...document.querySelectorAll('button')].find((one) => one.textContent.includes(${JSON.stringify(tasks)}))?.click();
    const id = bridge.stream('state.watch', {});
    addEventListener('message', ({ data, ports: [port] }) => {
      if (data.id !== id) return;
      port.onmessage = ({ data: { t, seq, items } }) => {
        if (t !== 'data') return;
        port.postMessage({ t: 'ack', seq });
        for (const message of items) {
          const rows = message.kind === 'snapshot'
            ? message.tables.tasks
            : message.patches.filter(({ table }) => table === 'tasks').map(({ key, row }) => [key, row]);
          const state = rows.find(([key]) => key === reply.value.taskId)?.[1]?.state;
          if (state === undefined || state === 'running') continue;
          port.close();
          setTimeout(() => resolve({ state, took: performance.now() - from, longTasks: long }), 500);
        }
      };
    });
  }, reject);
})`;

/**
 * A pull of 500 MB in 20 layers with its progress on the screen, against `docker pull`: how long it takes, the longest
 * task of the page, and what memory the app grows by.
 * @param {import('./index.mjs').Bench} bench
 */
export async function measurePull(bench) {
  const { engine, quick } = bench;
  await bench.containers.atLeast(1);
  const megabytes = quick ? 100 : 500;
  const registry = await startRegistry();
  const ref = `${registry.host}/${name}`;
  const forget = () => ask(engine.socket, 'DELETE', `/images/${ref}:latest`);
  const runs = [];
  try {
    const layerBytes = (megabytes * 1_000_000) / layers;
    await pushBigImage({ port: registry.port, name, layers, layerBytes, folder: join(bench.home, 'big') });
    for (let turn = 0; turn < Math.min(3, bench.rounds); turn += 1) {
      const from = clock();
      await run('docker', ['pull', '--quiet', ref], { env: engine.env, limitMs: 300_000 });
      const cli = clock() - from;
      await forget();
      const subject = await bench.launch('app');
      try {
        await subject.mark('rows');
        await subject.page("location.hash = '#/images'");
        await delay(3_000);
        const before = memoryOf(subject.pid);
        const done = await subject.page(pull(ref, bench.words.tasks));
        if (done.state !== 'done') throw new Error(`The pull ended as ${done.state}.`);
        // What garbage collection takes back was never needed: the least of a while.
        const after = [];
        await until('ten looks at the memory', () => after.push(memoryOf(subject.pid)) >= 10, {
          everyMs: 500,
        });
        runs.push({
          took: round(done.took - 500),
          cli: round(cli),
          longTasks: done.longTasks,
          grownBytes: Math.min(...after) - before,
        });
      } finally {
        await subject.close();
      }
      await forget();
    }
  } finally {
    await registry.stop();
  }
  const took = round(median(runs.map((one) => one.took)));
  const cli = round(median(runs.map((one) => one.cli)));
  const what = `pull of ${megabytes} MB in ${layers} layers`;
  return {
    raw: runs,
    rows: [
      { measure: what, value: took, unit: 'ms', against: cli, ratio: took / cli },
      {
        measure: `${what}: longest renderer task`,
        value: Math.max(0, ...runs.flatMap(({ longTasks }) => longTasks)),
        unit: 'ms',
        goal: { mostValue: 50 },
      },
      {
        measure: `${what}: memory grown by`,
        value: round(median(runs.map(({ grownBytes }) => grownBytes)) / 2 ** 20),
        unit: 'MiB',
      },
    ],
  };
}
