import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { startDisplay } from './desktop/display.mjs';
import { answers } from './engine/engine.mjs';
import { guard } from './engine/guard.mjs';
import { imageFolder, loadImages } from './engine/images.mjs';
import { freePort, run } from './engine/processes.mjs';

const launchLimitMs = 60_000;
const engineLimitMs = 90_000;
const badge = '[data-testid="engine-badge"]';
const settledBadge = `${badge}:not([data-state="starting"])`;
const settledList =
  '[data-testid="list-state"]:is([data-state="ready"], [data-state="empty"], [data-state="error"])';

/**
 * For a machine without a display: opens the app on a display in memory, saves a screenshot once the lists are in,
 * prints its path and one line about what the app shows, and closes it. Where no engine answers and the app can
 * start its own, it does so, gets a few containers to look at, and stops it at the end.
 */
export async function takeFirstLook({ root, executablePath, args }) {
  console.log('No display here: Lighter opens on one in memory (Xvfb) and a screenshot is taken.');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const startsEngine = args.includes('--start-engine');
  // The images are made with an engine of their own, which must be gone before the app's own one starts.
  if (startsEngine) await imageFolder();
  const profile = startsEngine ? ownProfile(cache) : mkdtempSync(join(tmpdir(), 'lighter-profile-'));
  const release = startsEngine ? () => {} : guard({ kind: 'folder', path: profile });
  let display;
  try {
    display = await startDisplay();
    const app = await _electron.launch({
      timeout: launchLimitMs,
      executablePath,
      args: [...args, '--lang=en', `--user-data-dir=${profile}`],
      cwd: root,
      env: { ...process.env, DISPLAY: display.name },
      chromiumSandbox: process.getuid() !== 0,
    });
    try {
      const page = await app.firstWindow();
      const letGo = startsEngine ? await fill(page, profile) : undefined;
      const path = join(cache, 'lighter-start.png');
      const summary = await look(page, path, letGo !== undefined);
      console.log(`Screenshot: ${path}`);
      console.log(summary);
      if (letGo !== undefined) await letGo();
    } finally {
      await app.close();
    }
  } finally {
    await display?.stop();
    if (!startsEngine) rmSync(profile, { recursive: true, force: true });
    release();
  }
}

/** A profile that stays, so that the engine in it need not load its images each time. Short, as sockets live there. */
function ownProfile(cache) {
  const profile = join(cache, 'first-look');
  mkdirSync(profile, { recursive: true });
  return profile;
}

/**
 * Waits for the app's own engine and gives it a web server, a talkative program and one that has failed. Returns a
 * function that stops the engine, as a user does. Nothing where another engine runs after all.
 */
async function fill(page, profile) {
  await page.locator(`${badge}[data-state="running"]`).waitFor({ timeout: engineLimitMs });
  const folder = join(profile, 'engine');
  const socket = socketOf(folder);
  if (socket === undefined || !(await answers(socket))) return undefined;
  console.log(
    'No container engine answered: Lighter has started its own, which gets some containers to look at.',
  );
  const release = guard({ kind: 'engine', ...tracesOf(folder) });
  const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: join(profile, 'docker') };
  const docker = async (...args) => (await run('docker', args, { env })).trimEnd();
  const names = ['webserver', 'log-writer', 'failed-job'];
  const here = (await docker('ps', '--all', '--format', '{{.Names}}')).split('\n');
  const old = names.filter((name) => here.includes(name));
  if (old.length > 0) await docker('rm', '--force', ...old);
  await loadImages(docker, ['nginx', 'chatty', 'crasher']);
  await docker('run', '--detach', '--name', 'webserver', '--publish', `${await freePort()}:80`, 'nginx');
  await docker('run', '--detach', '--name', 'log-writer', 'chatty');
  await docker('run', '--detach', '--name', 'failed-job', 'crasher');
  for (const [name, state] of Object.entries({
    webserver: 'running',
    'log-writer': 'running',
    'failed-job': 'exited',
  }))
    await page.locator(`[data-testid="row"][data-name="${name}"][data-state="${state}"]`).waitFor();
  return async () => {
    await page.getByTestId('engine-badge').click();
    await page.getByRole('menuitem', { name: 'Stop engine' }).click();
    const question = page.getByRole('dialog', { name: 'Stop the engine?' });
    await question.getByRole('button', { name: 'Stop engine' }).click();
    await page.locator(`${badge}[data-state="stopped"]`).waitFor({ timeout: engineLimitMs });
    release();
    console.log(`The engine is stopped again; what it holds stays in ${folder}.`);
  };
}

/** The socket that the engine's own configuration names. */
function socketOf(folder) {
  const path = join(folder, 'daemon.json');
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')).hosts[0].slice('unix://'.length);
}

/** What is left of the engine if we are killed. */
function tracesOf(folder) {
  const { bridge } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));
  const subnet = bridge.pool.replace(/0\.0\/16$/, '');
  return { home: folder, data: join(folder, 'data'), bridge: bridge.device, subnet, cgroup: 'none' };
}

async function look(page, screenshot, isOwn) {
  await page.locator(settledBadge).waitFor();
  await page.locator(settledList).waitFor();
  const state = (await page.getByTestId('engine-badge').innerText()).trim().split('\n')[0];
  const engine = `${isOwn ? "Lighter's own engine, " : ''}${await engineAddress(page)}`;
  const containers = await count(page);
  await page.screenshot({ path: screenshot });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Images' }).click();
  await page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
  await page.locator(settledList).waitFor();
  return `${state} (${engine}). Containers: ${containers}. Images: ${await count(page)}.`;
}

/** The address of the engine in use, as the status bar has it. */
const engineAddress = (page) => page.getByTestId('engine-context').getAttribute('title');

/** What the list says it holds; a list that could not be read has no count. */
async function count(page) {
  const counter = page.getByTestId('row-count');
  return (await counter.count()) === 0 ? 'none' : (await counter.innerText()).trim();
}
