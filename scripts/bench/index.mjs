// @ts-check
// Measures Lighter against a bare Electron window, the raw engine and the Docker CLI; see docs/performance.md.
//   npm run bench [-- --quick] [-- --only start-10|memory|cpu|pull|start-1000|events|list|images|logs]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../build-if-stale.mjs';
import { startBus } from '../desktop/bus.mjs';
import { startDisplay } from '../desktop/display.mjs';
import { canStartEngine, startEngine } from '../engine/index.mjs';
import { electronExecutable } from '../setup/electron-runtime.mjs';
import { createContainers } from './containers.mjs';
import { measureEvents } from './events.mjs';
import { load } from './figures.mjs';
import { measureCpu, measureMemory } from './idle.mjs';
import { measureImages } from './images.mjs';
import { createLauncher } from './launch.mjs';
import { measureList } from './list.mjs';
import { measureLogs } from './logs.mjs';
import { measurePull } from './pull.mjs';
import { table, verdict } from './report.mjs';
import { measureStart } from './start.mjs';

/**
 * What every measure works with.
 * @typedef {object} Bench
 * @property {boolean} quick
 * @property {number} rounds of which the median is taken
 * @property {string} home folder for sockets
 * @property {import('../engine/index.mjs').Engine} engine
 * @property {ReturnType<typeof createContainers>} containers
 * @property {{ loadAll: string, tasks: string }} words of the page, to find its buttons
 * @property {(kind: 'bare' | 'app', host?: string) => Promise<import('./launch.mjs').Subject>} launch
 *
 * @typedef {{ name: string, date: string, rows: import('./report.mjs').Row[], raw: unknown }} Measured
 */

const root = resolve(import.meta.dirname, '../..');

/** In this order: first what needs ten containers, then what needs a thousand. */
const measures = /** @type {const} */ ([
  ['start-10', (/** @type {Bench} */ bench) => measureStart(bench, 10)],
  ['memory', measureMemory],
  ['cpu', measureCpu],
  ['pull', measurePull],
  ['start-1000', (/** @type {Bench} */ bench) => measureStart(bench, 1_000)],
  ['events', measureEvents],
  ['list', measureList],
  ['images', measureImages],
  ['logs', measureLogs],
]);

/** @param {string} area @param {string} key @returns {string} */
const word = (area, key) => JSON.parse(readFileSync(join(root, `locales/en/${area}.json`), 'utf8'))[key];

const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
});
const chosen = measures.filter(([name]) => options.only === undefined || options.only.includes(name));
if (chosen.length === 0) throw new Error(`--only knows: ${measures.map(([name]) => name).join(', ')}`);
if (!canStartEngine())
  throw new Error('The benchmark starts its own engine: it needs Linux, root and dockerd.');

buildIfStale();
const runtime = await electronExecutable();
const display = await startDisplay();
const bus = await startBus();
const engine = await startEngine({ images: ['busybox'] });
const environment = { ...process.env, DISPLAY: display.name, DBUS_SESSION_BUS_ADDRESS: bus.address };
const launcher = createLauncher({ runtime, environment });
try {
  const folders = { app: root, bare: join(import.meta.dirname, 'bare') };
  /** @type {Bench} */
  const bench = {
    quick: options.quick,
    rounds: options.quick ? 2 : 5,
    home: launcher.home,
    engine,
    containers: createContainers(engine.socket),
    words: { loadAll: word('logs', 'loadAll'), tasks: word('shell', 'tasks') },
    launch: (kind, host = engine.host) => launcher.launch({ folder: folders[kind], name: kind, host }),
  };
  /** @type {Measured[]} */
  const done = [];
  const about = await machine(bench);
  for (const [name, measure] of chosen) {
    const before = load();
    console.log(`Measuring ${name} (load average ${before}).`);
    const { rows, raw } = await measure(bench);
    const judged = rows.map((row) => ({ ...row, load: before, verdict: verdict(row) }));
    const measured = { name, date: new Date().toISOString(), rows: judged, raw };
    done.push(measured);
    if (!options.quick) save(measured, about);
    console.log(table(judged));
  }
  console.log(table(done.flatMap(({ rows }) => rows)));
  if (!options.quick) console.log('Kept in bench/results.json.');
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  await launcher.dispose();
  await engine.dispose();
  await bus.stop();
  await display.stop();
}

/**
 * Keeps the result; those of other measures stay as they were, each with its own date.
 * @param {Measured} done
 * @param {object} about
 */
function save(done, about) {
  const file = join(root, 'bench/results.json');
  /** @type {Measured[]} */
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).measures : [];
  const kept = before.filter(({ name }) => name !== done.name);
  const order = (/** @type {Measured} */ { name }) => measures.findIndex(([known]) => known === name);
  const all = [...kept, done].sort((a, b) => order(a) - order(b));
  mkdirSync(join(root, 'bench'), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: about, measures: all }, undefined, 1)}\n`);
}

/** @param {Bench} bench */
async function machine(bench) {
  const bare = await bench.launch('bare');
  await bare.mark('show');
  const versions = await bare.command('versions');
  await bare.close();
  const info = JSON.parse(await engine.docker('info', '--format', '{{json .}}'));
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    system: info.OperatingSystem,
    node: process.version,
    electron: versions.electron,
    chromium: versions.chrome,
    engine: info.ServerVersion,
    storage: info.Driver,
    display: 'Xvfb 1440x900, software rendering',
  };
}
