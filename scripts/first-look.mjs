import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { startDisplay } from './desktop/display.mjs';
import { canStartEngine, startEngine } from './engine/engine.mjs';
import { guard } from './engine/guard.mjs';
import { freePort } from './engine/processes.mjs';
import { engineAnswers } from './setup/needs.mjs';

const launchLimitMs = 60_000;
const settledBadge = '[data-testid="engine-badge"]:not([data-state="starting"])';
const settledList =
  '[data-testid="list-state"]:is([data-state="ready"], [data-state="empty"], [data-state="error"])';

/**
 * For a machine without a display: opens the app on a display in memory, saves a screenshot once the lists are in,
 * prints its path and one line about what the app shows, and closes it. Where no engine answers and we can start
 * one, the app gets a disposable engine with a few containers to look at.
 */
export async function takeFirstLook({ root, executablePath, args }) {
  console.log('No display here: Lighter opens on one in memory (Xvfb) and a screenshot is taken.');
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const engine =
    (await engineAnswers()) || !canStartEngine() ? undefined : await demoEngine(join(cache, 'engine'));
  const profile = mkdtempSync(join(tmpdir(), 'lighter-profile-'));
  const release = guard({ kind: 'folder', path: profile });
  let display;
  try {
    display = await startDisplay();
    const env = { ...process.env, DISPLAY: display.name };
    if (engine !== undefined) env.DOCKER_HOST = engine.host;
    const ownArgs = [...args, '--lang=en', `--user-data-dir=${profile}`];
    const app = await _electron.launch({
      timeout: launchLimitMs,
      executablePath,
      args: ownArgs,
      cwd: root,
      env,
      chromiumSandbox: process.getuid() !== 0,
    });
    try {
      const path = join(cache, 'lighter-start.png');
      const summary = await look(await app.firstWindow(), path);
      console.log(`Screenshot: ${path}`);
      console.log(summary);
    } finally {
      await app.close();
    }
  } finally {
    await display?.stop();
    await engine?.dispose();
    rmSync(profile, { recursive: true, force: true });
    release();
  }
}

/** A throw-away engine with a web server, a talkative program and one that has failed. */
async function demoEngine(dataFolder) {
  console.log(
    'No container engine answers: a disposable one with demo containers is started, and removed at the end.',
  );
  const engine = await startEngine({ dataFolder, images: ['nginx', 'chatty', 'crasher'] });
  const port = await freePort();
  await engine.docker('run', '--detach', '--name', 'webserver', '--publish', `${port}:80`, 'nginx');
  await engine.docker('run', '--detach', '--name', 'log-writer', 'chatty');
  await engine.docker('run', '--detach', '--name', 'failed-job', 'crasher');
  return engine;
}

async function look(page, screenshot) {
  await page.locator(settledBadge).waitFor();
  await page.locator(settledList).waitFor();
  const badge = (await page.getByTestId('engine-badge').innerText()).trim().split('\n')[0];
  const containers = await count(page);
  await page.screenshot({ path: screenshot });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Images' }).click();
  await page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
  await page.locator(settledList).waitFor();
  return `${badge}. Containers: ${containers}. Images: ${await count(page)}.`;
}

/** What the list says it holds; a list that could not be read has no count. */
async function count(page) {
  const counter = page.getByTestId('row-count');
  return (await counter.count()) === 0 ? 'none' : (await counter.innerText()).trim();
}
