import { readFileSync, rmSync } from 'node:fs';
import type { Bridge } from '@contract/wire';
import type { Page } from '@playwright/test';
import type { Engine } from '../../scripts/engine/index.mjs';
import { type FaultyProxy, startFaultyProxy } from '../fixtures/faulty-proxy';
import { type App, appLogs } from '../fixtures/launch';
import { held } from '../fixtures/open-files';
import { expect, test } from '../fixtures/test';

/** `LIGHTER_RESTARTS=50 npx playwright test reliability` for the record in docs/reliability.md. */
const restarts = Number(process.env.LIGHTER_RESTARTS ?? 4);

/** ms within which the badge has to tell the truth: far above what is measured. */
const limits = { killed: 1_000, frozen: 7_000, back: 2_000 };

const badge = (page: Page) => page.getByTestId('engine-badge');
const listState = (page: Page) => page.getByTestId('list-state');
const rows = (page: Page) => page.locator('[data-testid="row"]');

interface Told {
  state: string;
  /** ms since 1970. */
  at: number;
}
type Watched = { told: Told[] };

/** From now on the page itself notes what its badge says, and when. */
const watchBadge = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector('[data-testid="engine-badge"]');
    if (!element) throw new Error('There is no badge');
    const told: Told[] = [];
    Object.assign(window, { told });
    const note = () => told.push({ state: element.getAttribute('data-state') ?? '', at: Date.now() });
    new MutationObserver(note).observe(element, { attributeFilter: ['data-state'] });
    note();
  });
const toldSince = (page: Page, from: number) =>
  page.evaluate((since) => (window as unknown as Watched).told.filter(({ at }) => at >= since), from);

/** ms from a moment until the badge said so. */
async function toldAfter(page: Page, state: string, from: number): Promise<number> {
  const find = async () => (await toldSince(page, from)).find((told) => told.state === state);
  await expect.poll(find, { timeout: 20_000, intervals: [50] }).toBeDefined();
  return ((await find())?.at ?? 0) - from;
}

/**
 * What main holds: by the system, and by the listeners on the window, one a stream that is open. A call is answered
 * once all that a page asks for is served, which is a moment after its first rows.
 */
const holding = async (app: App) => {
  const page = await app.page();
  await page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.call('app.info', {}));
  return {
    ...held(app.pid),
    listeners: await app.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().reduce((sum, contents) => sum + contents.listenerCount('destroyed'), 0),
    ),
  };
};
type Holding = Awaited<ReturnType<typeof holding>>;

const record = (what: string, values: object) => {
  test.info().annotations.push({ type: what, description: JSON.stringify(values) });
  if (process.env.LIGHTER_RESTARTS) console.log(what, JSON.stringify(values));
};

/** What must hold whatever has happened: no failure that nobody caught, and nothing held that was not before. */
async function expectHealthy(app: App, before: Holding, pageErrors: string[]): Promise<void> {
  const written = [app.outputFile, ...appLogs(app.home)].map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(written).not.toMatch(/unhandled|uncaught|MaxListenersExceeded/i);
  expect(pageErrors).toEqual([]);
  // Four connections may be kept for the next requests.
  await expect.poll(async () => (await holding(app)).sockets - before.sockets).toBeLessThanOrEqual(4);
  const after = await holding(app);
  expect(after.watches).toBeLessThanOrEqual(before.watches);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  record('held before and after', { before, after });
}

const summary = (times: number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1), of: sorted.length };
};

/** The numbers of the lines that a `chatty` container's log shows. */
const lineNumbers = async (page: Page) =>
  [...(await page.getByRole('log').innerText()).matchAll(/\b(?:line|warning) (\d+)/g)].map(([, number]) =>
    Number(number),
  );

/** The last line it has written on its standard output. */
const lastLine = async (engine: Engine, id: string) =>
  Number(/line (\d+)\s*$/.exec(await engine.docker('logs', '--tail', '3', id))?.[1]);

test(`an engine restarted ${restarts} times is told each time, and leaves nothing behind`, async ({
  app,
  page,
  engine,
}) => {
  test.setTimeout(60_000 + restarts * 15_000);
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  const always = ['--detach', '--restart', 'always', '--stop-signal', 'KILL'];
  await engine.docker('run', ...always, '--name', 'steady', 'busybox', 'sleep', '100000');
  const id = await engine.docker('run', ...always, '--name', 'talker', 'chatty');
  await expect(rows(page)).toHaveCount(2);
  await page.evaluate((to) => window.location.assign(to), `#/containers/${id}/logs`);
  await expect.poll(() => lineNumbers(page)).not.toEqual([]);
  await watchBadge(page);
  const before = await holding(app);

  const killed: number[] = [];
  const stopped: number[] = [];
  const back: number[] = [];
  for (let count = 1; count <= restarts; count += 1) {
    const from = Date.now();
    // By turns as a crash and in order; in order the engine itself takes its time.
    if (count % 2 === 0) await engine.stop();
    else await engine.kill();
    (count % 2 === 0 ? stopped : killed).push(await toldAfter(page, 'stopped', from));
    const started = Date.now();
    await engine.start();
    const answered = Date.now();
    back.push(Math.max(0, started + (await toldAfter(page, 'running', started)) - answered));
  }
  expect(Math.max(...killed)).toBeLessThan(limits.killed);
  expect(Math.max(...back)).toBeLessThan(limits.back);
  record('stopped told after kill -9, ms', summary(killed));
  record('stopped told after an orderly stop was asked for, ms', summary(stopped));
  record('running told after it answers, ms', summary(back));

  // The open log goes on by itself, and the list is right.
  await expect
    .poll(async () => await engine.docker('inspect', '--format', '{{.State.Running}}', id))
    .toBe('true');
  const last = await lastLine(engine, id);
  await expect.poll(async () => Math.max(...(await lineNumbers(page)))).toBeGreaterThanOrEqual(last);
  await page.evaluate(() => window.location.assign('#/containers'));
  await expect(rows(page)).toHaveCount(2);
  for (const name of ['steady', 'talker'])
    await expect(page.locator(`[data-testid="row"][data-name="${name}"]`)).toHaveAttribute(
      'data-state',
      'running',
    );
  await expectHealthy(app, before, pageErrors);
});

const behindProxy = test.extend<{ faulty: FaultyProxy }>({
  faulty: async ({ engine }, use) => {
    const proxy = await startFaultyProxy(engine.socket);
    await use(proxy);
    await proxy.dispose();
  },
  launch: async ({ launch, faulty }, use) => {
    await use((options = {}) => launch({ ...options, env: { DOCKER_HOST: faulty.host, ...options.env } }));
  },
});

behindProxy('bad answers of every kind are told as what they are', async ({ app, page, faulty, engine }) => {
  test.setTimeout(150_000);
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  await engine.docker('create', '--name', 'made-1', 'busybox');
  await expect(rows(page)).toHaveCount(1);
  await watchBadge(page);
  const before = await holding(app);
  const times: Record<string, number> = {};
  let made = 1;

  /** Something changes behind the fault; once it is gone the list has it. */
  async function recovers(name: string, from: string): Promise<void> {
    made += 1;
    await engine.docker('create', '--name', `made-${made}`, 'busybox');
    const at = Date.now();
    faulty.set(null);
    if (from !== 'running') times[`${name}, back`] = await toldAfter(page, 'running', at);
    await expect(listState(page)).toHaveAttribute('data-state', 'ready', { timeout: 20_000 });
    await expect(rows(page)).toHaveCount(made);
  }

  for (const [name, fault] of [
    ['garbage', { kind: 'garbage' }],
    ['HTTP 500', { kind: 'status', status: 500 }],
    ['very slow', { kind: 'slow', ms: 6000 }],
  ] as const) {
    const at = Date.now();
    faulty.set(fault);
    times[name] = await toldAfter(page, 'unresponsive', at);
    await expect(badge(page)).toContainText('Engine not responding');
    await expect(page.getByText('this is what it said last')).toBeVisible();
    await recovers(name, 'unresponsive');
  }

  // Pings are fine, all else is a sign-in page, or ends half-way: the engine runs, its lists cannot be believed.
  let at = Date.now();
  for (const [name, fault] of [
    ['not JSON', { kind: 'not-json' }],
    ['cut', { kind: 'cut', bytes: 100 }],
  ] as const) {
    faulty.set(fault);
    await engine.docker('create', '--name', 'unseen', 'busybox');
    await expect(listState(page)).toHaveAttribute('data-state', 'error', { timeout: 20_000 });
    await engine.docker('rm', 'unseen');
    await recovers(name, 'running');
  }
  expect(await toldSince(page, at)).toEqual([]);

  // Slow, but within what a ping may take: everything is right, only later.
  at = Date.now();
  faulty.set({ kind: 'slow', ms: 700 });
  made += 1;
  await engine.docker('create', '--name', `made-${made}`, 'busybox');
  await expect(rows(page)).toHaveCount(made, { timeout: 20_000 });
  expect(await toldSince(page, at)).toEqual([]);
  faulty.set(null);

  // The socket goes with all connections, and another takes its place.
  at = Date.now();
  await faulty.remove();
  times['socket deleted'] = await toldAfter(page, 'stopped', at);
  at = Date.now();
  await faulty.restore();
  times['socket made again'] = await toldAfter(page, 'running', at);
  await recovers('socket', 'running');
  record('told after, ms', times);
  const told = JSON.stringify(times);
  for (const name of ['garbage', 'HTTP 500']) expect(times[name], told).toBeLessThan(limits.frozen);
  // It does answer, only late, which takes longer to tell from a moment's load.
  expect(times['very slow'], told).toBeLessThan(limits.frozen + 3_000);
  // After slow answers the first one has to come through first.
  for (const name of ['garbage, back', 'HTTP 500, back', 'socket made again'])
    expect(times[name], told).toBeLessThan(limits.back);
  expect(times['socket deleted'], told).toBeLessThan(limits.killed);
  await expectHealthy(app, before, pageErrors);
});

behindProxy(
  'an engine of another API version is met anew, or told to be too new',
  async ({ page, faulty }) => {
    await page.evaluate(() => window.location.assign('#/engine'));
    const main = page.getByRole('main');
    await expect(main).toContainText('1.41 (1.12 and up)');
    // Upgraded where its connections end at a proxy that stays.
    faulty.set({ kind: 'api', api: '1.45', minApi: '1.24' });
    faulty.cutAll();
    await expect(main).toContainText('1.45 (1.24 and up)');
    await expect(badge(page)).toHaveAttribute('data-state', 'running');
    faulty.set({ kind: 'api', api: '1.99', minApi: '1.90' });
    faulty.cutAll();
    await expect(badge(page)).toHaveAttribute('data-state', 'unresponsive');
    await expect(main).toContainText('1.90');
    faulty.set(null);
    await expect(badge(page)).toHaveAttribute('data-state', 'running');
    await expect(main).toContainText('1.41 (1.12 and up)');
  },
);

behindProxy(
  'a proxy that cuts every stream again and again loses no line of an open log',
  async ({ app, page, faulty, engine }) => {
    const pageErrors: string[] = [];
    page.on('pageerror', (error) => pageErrors.push(String(error)));
    const id = await engine.docker('run', '--detach', '--name', 'talker', '--stop-signal', 'KILL', 'chatty');
    await expect(rows(page)).toHaveCount(1);
    await page.evaluate((to) => window.location.assign(to), `#/containers/${id}/logs`);
    await expect.poll(() => lineNumbers(page)).not.toEqual([]);
    await watchBadge(page);
    const before = await holding(app);
    const at = Date.now();
    faulty.set({ kind: 'cut', bytes: 500, only: 'streams' });
    await engine.docker('rename', 'talker', 'renamed');
    const cutLogs = () => faulty.cuts.filter((url) => url.includes('/logs?')).length;
    await expect.poll(cutLogs, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    expect(await toldSince(page, at)).toEqual([]);
    faulty.set(null);
    const last = await lastLine(engine, id);
    await expect.poll(async () => Math.max(...(await lineNumbers(page)))).toBeGreaterThan(last);
    const numbers = await lineNumbers(page);
    const first = numbers[0] ?? 0;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
    await page.evaluate(() => window.location.assign('#/containers'));
    await expect(page.locator('[data-testid="row"][data-name="renamed"]')).toHaveAttribute(
      'data-state',
      'running',
    );
    await expectHealthy(app, before, pageErrors);
  },
);

test('a socket file that somebody deletes under a living engine is told as that, with what helps', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker('run', '--detach', '--name', 'talker', '--stop-signal', 'KILL', 'chatty');
  await expect(rows(page)).toHaveCount(1);
  await page.evaluate((to) => window.location.assign(to), `#/containers/${id}/logs`);
  await expect.poll(() => lineNumbers(page)).not.toEqual([]);
  await watchBadge(page);
  const at = Date.now();
  rmSync(engine.socket);
  record('told after, ms', { deleted: await toldAfter(page, 'unresponsive', at) });
  expect((await toldSince(page, at)).map(({ state }) => state)).toEqual(['unresponsive']);
  // What is open already stays open: the engine lives.
  const last = Math.max(...(await lineNumbers(page)));
  await expect.poll(async () => Math.max(...(await lineNumbers(page)))).toBeGreaterThan(last);

  await page.evaluate(() => window.location.assign('#/containers'));
  await expect(page.getByText("its socket's file has been deleted")).toBeVisible();
  await expect(page.locator('[data-testid="row"][data-name="talker"]')).toBeVisible();
  await page.evaluate(() => window.location.assign('#/engine'));
  const main = page.getByRole('main');
  await expect(main).toContainText(`dockerd (process ${engine.pid}) still listens at ${engine.socket}`);
  await expect(main).toContainText('The file comes back only when the engine is restarted');
  await page.evaluate(() => window.location.assign('#/diagnose'));
  await expect(page.locator('[data-testid="check"]').first()).toHaveAttribute('data-finding', 'deleted', {
    timeout: 15_000,
  });

  const back = Date.now();
  await engine.restart();
  record('told after the start was asked for, ms', { back: await toldAfter(page, 'running', back) });
  await page.evaluate(() => window.location.assign('#/containers'));
  await engine.docker('create', '--name', 'anew', 'busybox');
  await expect(rows(page)).toHaveCount(2);
  const written = [app.outputFile, ...appLogs(app.home)].map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(written).not.toMatch(/unhandled|uncaught|MaxListenersExceeded/i);
});
