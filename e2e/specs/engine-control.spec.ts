import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clearEngine } from '../../scripts/engine/clear-engine.mjs';
import { guard } from '../../scripts/engine/guard.mjs';
import { loadImages } from '../../scripts/engine/images.mjs';
import { freePort, run } from '../../scripts/engine/processes.mjs';
import { type App, appLogs } from '../fixtures/launch';
import { test as base, expect } from '../fixtures/test';

/** The engine that Lighter runs itself, seen from outside. */
interface OwnEngine {
  readonly home: string;
  readonly folder: string;
  readonly socket: string;
  /** dockerd's process id by its pid file, undefined without one. */
  pid(): number | undefined;
  docker(...args: string[]): Promise<string>;
  bridge(): string | undefined;
  /** Command lines of the processes that belong to it. */
  processes(): string[];
}

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const test = base.extend<{ own: OwnEngine }>({
  // No other engine is chosen, so that Lighter's own one is what can be started.
  appEnv: { DOCKER_HOST: undefined },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from it.
  own: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'lighter-own-'));
    const folder = join(home, 'profile', 'engine');
    const socket = join(folder, 'docker.sock');
    const state = () => JSON.parse(read(join(folder, 'state.json')) || '{}');
    const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: join(home, 'cli') };
    const docker = async (...args: string[]) => (await run('docker', args, { env })).trimEnd();
    const traces = () => ({
      home: folder,
      data: join(folder, 'data'),
      bridge: state().bridge?.device ?? 'lighter-none',
      subnet: String(state().bridge?.pool ?? 'none').replace(/0\.0\/16$/, ''),
      cgroup: 'lighter-none',
    });
    // If the run dies before the engine is stopped, its bridge may stay; its processes and folders do not.
    const release = guard({ kind: 'engine', ...traces() });
    await use({
      home,
      folder,
      socket,
      docker,
      pid: () => Number(read(join(folder, 'dockerd.pid'))) || undefined,
      bridge: () => state().bridge?.device,
      processes: () =>
        readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name) && !read(`/proc/${name}/stat`).includes(') Z '))
          .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
          .filter((line) => line.includes(`${folder}/`) && /dockerd|containerd/.test(line)),
    });
    if (existsSync(socket)) {
      const ids = (await docker('ps', '-q').catch(() => '')).split('\n').filter(Boolean);
      if (ids.length > 0) await docker('kill', ...ids).catch(() => '');
    }
    clearEngine(traces());
    release();
  },
});

// Engines start and stop several times in a test, on machines that may be busy.
test.describe.configure({ timeout: 120_000 });

const badge = (page: Page) => page.getByTestId('engine-badge');
const expectState = (page: Page, state: string) =>
  expect(badge(page)).toHaveAttribute('data-state', state, { timeout: 30_000 });
/** Nothing runs; an engine of this machine may have left its socket behind. */
const expectAway = (page: Page) => expect(badge(page)).toHaveAttribute('data-state', /^(missing|stopped)$/);
const row = (page: Page, name: string) => page.locator(`[data-testid="row"][data-name="${name}"]`);
const startButton = (page: Page) => page.getByRole('button', { name: 'Start engine', exact: true });

async function choose(page: Page, entry: string) {
  await badge(page).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

async function fromPalette(page: Page, command: string) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await page.keyboard.type(command);
  await expect(palette.getByRole('option').first()).toHaveAccessibleName(new RegExp(`^${command}`));
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

async function runBusybox(own: OwnEngine, name: string) {
  await loadImages(own.docker, ['busybox']);
  await own.docker('run', '--detach', '--init', '--name', name, 'busybox', 'sleep', '86400');
}

/** Answers native message boxes with a button, and keeps what they have said. */
const answerBoxes = (app: App, button: number) =>
  app.electron.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedBoxes: asked });
    Object.assign(dialog, {
      showMessageBox: async (...args: unknown[]) => {
        const box = args.at(-1) as { message: string; detail?: string; buttons?: string[] };
        asked.push([box.message, box.detail, ...(box.buttons ?? [])].join('\n'));
        return { response, checkboxChecked: false };
      },
    });
  }, button);
const askedBoxes = (app: App) =>
  app.electron.evaluate(() => (globalThis as unknown as { askedBoxes: string[] }).askedBoxes);

test("Lighter's own engine: one click starts it, it outlives Lighter, the tray stops it", async ({
  launch,
  own,
  tray,
}) => {
  // The menu follows the engine a moment later than the page does.
  const chooseInTray = async (entry: string) => {
    await expect.poll(() => tray.lines()).toContain(entry);
    await tray.click(entry);
  };
  const first = await launch({ home: own.home });
  let page = await first.page();
  await expectAway(page);
  await startButton(page).click();
  await expectState(page, 'running');
  await expect(badge(page)).toContainText('Engine running');
  expect(own.pid()).toBeDefined();
  expect(own.bridge()).toMatch(/^lighter\d$/);
  expect(existsSync(`/sys/class/net/${own.bridge()}`)).toBe(true);

  await loadImages(own.docker, ['nginx']);
  await page.getByRole('button', { name: 'Run container' }).first().click();
  const form = page.getByRole('dialog', { name: 'Run container' });
  await form.getByLabel('Image', { exact: true }).fill('nginx');
  await form.getByLabel('Name', { exact: true }).fill('survivor');
  await form.getByLabel('Host port').fill(String(await freePort()));
  await form.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(row(page, 'survivor')).toHaveAttribute('data-state', 'running');
  const pid = own.pid();
  await first.close();
  expect(await own.docker('ps', '--format', '{{.Names}} {{.Image}} {{.State}}')).toBe(
    'survivor nginx running',
  );

  const second = await launch({ home: own.home });
  page = await second.page();
  await expectState(page, 'running');
  await expect(row(page, 'survivor')).toHaveAttribute('data-state', 'running');
  expect(own.pid()).toBe(pid);

  // Said no, nothing happens; said yes, everything is gone.
  await expect.poll(() => tray.lines()).toContain('Restart engine');
  await answerBoxes(second, 0);
  await chooseInTray('Stop engine');
  await expect.poll(() => askedBoxes(second)).toHaveLength(1);
  expect((await askedBoxes(second))[0]).toContain('survivor');
  await expectState(page, 'running');
  await answerBoxes(second, 1);
  await chooseInTray('Stop engine');
  await expectState(page, 'stopping');
  await expectState(page, 'stopped');
  expect(own.pid()).toBeUndefined();
  expect(existsSync(own.socket)).toBe(false);
  expect(own.processes()).toEqual([]);
  expect(existsSync(`/sys/class/net/${own.bridge()}`)).toBe(false);
  expect(read('/proc/self/mounts')).not.toContain(own.folder);

  // It is remembered: the container is there again, as it was left.
  await chooseInTray('Start engine');
  await expectState(page, 'running');
  await expect(row(page, 'survivor')).toHaveAttribute('data-state', 'exited');

  // An ordinary restart from the tray asks too, and ends what ran.
  await own.docker('start', 'survivor');
  await expect(row(page, 'survivor')).toHaveAttribute('data-state', 'running');
  await answerBoxes(second, 1);
  let last = own.pid();
  await chooseInTray('Restart engine');
  await expect.poll(() => own.pid() !== undefined && own.pid() !== last).toBe(true);
  expect((await askedBoxes(second))[0]).toMatch(/^Restart the engine\?\n[\s\S]*survivor/);
  await expectState(page, 'running');
  await expect(row(page, 'survivor')).toHaveAttribute('data-state', 'exited');

  // The palette does all three; with nothing running it need not ask.
  last = own.pid();
  await fromPalette(page, 'Restart engine');
  await expect.poll(() => own.pid() !== undefined && own.pid() !== last).toBe(true);
  await expectState(page, 'running');
  await fromPalette(page, 'Stop engine');
  await expectState(page, 'stopped');
  expect(own.pid()).toBeUndefined();
  await fromPalette(page, 'Start engine');
  await expectState(page, 'running');
});

test('a killed engine is told, started again, and its containers have run on', async ({
  launch,
  own,
  notifications,
}) => {
  const first = await launch({ home: own.home });
  let page = await first.page();
  await startButton(page).click();
  await expectState(page, 'running');
  await runBusybox(own, 'worker');
  const before = await own.docker('inspect', '--format', '{{.State.Pid}}', 'worker');
  const pid = own.pid();
  if (pid === undefined) throw new Error('The engine has no pid file.');

  process.kill(pid, 'SIGKILL');
  await expect
    .poll(() => notifications.all().map(({ summary, body }) => `${summary} ${body}`))
    .toContainEqual(expect.stringMatching(/stopped unexpectedly.*attempt 1 of 3/));
  await expectState(page, 'starting');
  await expectState(page, 'running');
  expect(own.pid()).not.toBe(pid);
  await expect(row(page, 'worker')).toHaveAttribute('data-state', 'running');
  expect(await own.docker('inspect', '--format', '{{.State.Pid}}', 'worker')).toBe(before);

  // No less so when Lighter has found it running and is not its parent.
  await first.close();
  notifications.clear();
  page = await (await launch({ home: own.home })).page();
  await expectState(page, 'running');
  const adopted = own.pid();
  if (adopted === undefined) throw new Error('The engine has no pid file.');
  const restarts = () =>
    appLogs(own.home).flatMap((file) => readFileSync(file, 'utf8').match(/The engine: restart done/g) ?? [])
      .length;
  const restartsBefore = restarts();
  process.kill(adopted, 'SIGKILL');
  await expect.poll(() => notifications.all()).toHaveLength(1);
  // The badge may still show what was before the end: only a new process makes its `running` the new one's.
  await expect.poll(() => own.pid()).not.toBe(adopted);
  await expectState(page, 'running');
  expect(await own.docker('inspect', '--format', '{{.State.Pid}}', 'worker')).toBe(before);
  // The engine answers before Lighter has heard it: to take the socket away now would be to break the start.
  await expect.poll(restarts).toBeGreaterThan(restartsBefore);

  // Its socket's file is deleted under it: a restart makes it anew, and the container runs on.
  rmSync(own.socket);
  await expectState(page, 'unresponsive');
  await expect(page.getByText("its socket's file has been deleted")).toBeVisible();
  const deaf = own.pid();
  await page.getByRole('button', { name: 'Restart engine', exact: true }).click();
  await expectState(page, 'running');
  expect(own.pid()).not.toBe(deaf);
  await expect(row(page, 'worker')).toHaveAttribute('data-state', 'running');
  expect(await own.docker('inspect', '--format', '{{.State.Pid}}', 'worker')).toBe(before);

  // Restarted in good order, the question names what stops with it.
  const listening = own.pid();
  await choose(page, 'Restart engine');
  const question = page.getByRole('dialog', { name: 'Restart the engine?' });
  await expect(question).toContainText('worker');
  await question.getByRole('button', { name: 'Restart engine', exact: true }).click();
  await expect.poll(() => own.pid() !== undefined && own.pid() !== listening).toBe(true);
  await expectState(page, 'running');
  await expect(row(page, 'worker')).toHaveAttribute('data-state', 'exited');
  await own.docker('start', 'worker');
  await expect(row(page, 'worker')).toHaveAttribute('data-state', 'running');

  // Frozen, it cannot stop in good order: it is killed, and what ran in it.
  const frozen = own.pid();
  if (frozen === undefined) throw new Error('The engine has no pid file.');
  const insides = Number(await own.docker('inspect', '--format', '{{.State.Pid}}', 'worker'));
  process.kill(frozen, 'SIGSTOP');
  await expectState(page, 'unresponsive');
  await choose(page, 'Stop engine');
  const dialog = page.getByRole('dialog', { name: 'Stop the engine?' });
  await expect(dialog).toContainText('worker');
  await dialog.getByRole('button', { name: 'Stop engine', exact: true }).click();
  await expectState(page, 'stopping');
  await expectState(page, 'stopped');
  expect(own.processes()).toEqual([]);
  // What was killed is told as gone before the system has cleared it away.
  await expect.poll(() => existsSync(`/proc/${insides}`)).toBe(false);
  await expect.poll(() => existsSync(`/sys/class/net/${own.bridge()}`)).toBe(false);
});

test('a start that fails says why and what to do; a stale socket is no hindrance', async ({
  launch,
  own,
}) => {
  // What a machine that lost its power leaves: a pid that is somebody else's by now, a socket nobody listens on.
  mkdirSync(own.folder, { recursive: true });
  writeFileSync(join(own.folder, 'dockerd.pid'), String(process.pid));
  writeFileSync(join(own.folder, 'docker.sock'), '');
  // And a data folder that is none.
  writeFileSync(join(own.folder, 'data'), '');
  const page = await (await launch({ home: own.home })).page();
  await expectAway(page);
  expect(own.pid()).toBeUndefined();
  await startButton(page).click();
  const failure = page.getByTestId('engine-failure');
  await expect(failure).toContainText('The engine did not start');
  await expect(failure).toContainText(/data/);
  await expectAway(page);
  expect(own.processes()).toEqual([]);

  await run('rm', [join(own.folder, 'data')]);
  await startButton(page).click();
  await expectState(page, 'running');
  await expect(failure).toHaveCount(0);
  await choose(page, 'Stop engine');
  await expectState(page, 'stopped');
});

test('a slow start shows what it waits for, and can be cancelled', async ({ launch, own }) => {
  // A dockerd that says something and then takes its time.
  const programs = join(own.home, 'bin');
  mkdirSync(programs, { recursive: true });
  const script = '#!/bin/sh\necho \'level=info msg="Loading containers: start."\'\nexec sleep 60\n';
  writeFileSync(join(programs, 'dockerd'), script, { mode: 0o755 });
  const page = await (
    await launch({ home: own.home, env: { PATH: `${programs}:${process.env.PATH}` } })
  ).page();
  await startButton(page).click();
  await expectState(page, 'starting');
  const work = page.getByTestId('engine-work');
  await expect(work).toContainText("Waiting for the engine's process");
  await expect(work).toContainText('Loading containers: start.');
  await work.getByRole('button', { name: 'Cancel start' }).click();
  await expectAway(page);
  await expect(page.getByTestId('engine-failure')).toHaveCount(0);
  await expect(startButton(page)).toBeVisible();
  expect(existsSync(own.socket)).toBe(false);
});

test('the docker context leads the CLI to the own engine, and can be taken back', async ({ launch, own }) => {
  const page = await (await launch({ home: own.home })).page();
  await startButton(page).click();
  await expectState(page, 'running');
  await choose(page, 'Engine details');
  await expect(page.getByText(`export DOCKER_HOST=unix://${own.socket}`)).toBeVisible();
  await page.getByRole('button', { name: 'Create context lighter' }).click();
  const env = { ...process.env, DOCKER_CONFIG: join(own.home, 'docker') };
  const remove = page.getByRole('button', { name: 'Remove context lighter' });
  await expect(remove).toBeVisible();
  expect(
    await run('docker', ['--context', 'lighter', 'info', '--format', '{{.DockerRootDir}}'], { env }),
  ).toContain(own.folder);
  await remove.click();
  await expect(page.getByRole('button', { name: 'Create context lighter' })).toBeVisible();
  expect(await run('docker', ['context', 'ls', '--format', '{{.Name}}'], { env })).not.toContain('lighter');
  await choose(page, 'Stop engine');
  await expectState(page, 'stopped');
});

test('it starts with Lighter, and ends with it where that is set', async ({ launch, own }) => {
  const first = await launch({ home: own.home, args: ['--start-engine'] });
  let page = await first.page();
  await expectState(page, 'running');
  await page.getByRole('link', { name: 'Settings' }).click();
  const keep = page.getByRole('switch', { name: 'Keep the engine running after quitting' });
  await expect(keep).toBeChecked();
  await keep.click({ force: true });
  await expect(keep).not.toBeChecked();
  await first.close();
  expect(own.processes()).toEqual([]);

  // Used before, it is started as Lighter opens.
  const second = await launch({ home: own.home });
  page = await second.page();
  await expectState(page, 'running');
  await second.close();
  expect(own.processes()).toEqual([]);
});

test.describe('an engine that something else has started', () => {
  test.use({ appEnv: {} });

  test('cannot be stopped here, and says so', async ({ page, tray }) => {
    await expectState(page, 'running');
    await badge(page).click();
    for (const name of ['Stop engine', 'Restart engine']) {
      const entry = page.getByRole('menuitem', { name, exact: true });
      await expect(entry).toHaveAttribute('aria-disabled', 'true');
      await expect(entry).toHaveAttribute(
        'title',
        'It was started by something that Lighter does not control',
      );
    }
    await expect(page.getByRole('menuitem', { name: 'Start engine', exact: true })).toHaveAttribute(
      'title',
      'It is running already',
    );
    expect(await tray.lines()).not.toContain('Stop engine');
  });
});
