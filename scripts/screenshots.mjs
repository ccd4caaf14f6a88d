// `npm run screenshots [-- --to DIR] [-- --all]`: the README's pictures, from the real app with a real engine, registry
// and containers. `--all` adds every page in both themes, both languages and two sizes: for looking, not for the README.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { _electron } from '@playwright/test';
import { startDisplay } from './desktop/display.mjs';
import { startEngine, startRegistry, until } from './engine/index.mjs';
import { electronExecutable } from './setup/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { to: { type: 'string', default: 'docs/screenshots' }, all: { type: 'boolean', default: false } },
});
const folder = resolve(root, options.to);
const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const registry = await startRegistry();
const engine = await startEngine({ registry, images: ['busybox', 'chatty', 'healthy', 'crasher'] });
const display = await startDisplay();
try {
  mkdirSync(folder, { recursive: true });
  await fill();
  await withApp({ lang: 'en', theme: 'light' }, pictures);
  await withApp({ lang: 'ko', theme: 'dark' }, async ({ page, shot }) => {
    await ready(page);
    await shot('containers-korean-dark');
  });
  if (options.all) await everything();
} finally {
  await display.stop();
  await engine.dispose();
  await registry.stop();
}

/** Containers in every state a newcomer meets. */
async function fill() {
  const run = (...args) => engine.docker('run', '--detach', ...args);
  await engine.docker('pull', 'nginx');
  await run('--name', 'webserver', '--publish', '80:80', 'nginx');
  await run('--name', 'log-writer', 'chatty');
  await run('--name', 'api', '--publish', '8080:80', '--publish', '127.0.0.1:9229:9229', 'healthy');
  await run('--name', 'cache', '--memory', '64m', '--restart', 'unless-stopped', 'busybox', 'sleep', '86400');
  await run('--name', 'nightly-report', 'busybox', 'sleep', '86400');
  await run('--name', 'failed-job', 'crasher');
  await run('--name', 'migrate', 'busybox', 'true');
  await engine.docker('create', '--name', 'next-release', 'nginx');
  await engine.docker('pause', 'nightly-report');
  await until('the health check', async () =>
    (await engine.docker('ps', '--format', '{{.Status}}', '--filter', 'name=api')).includes('healthy'),
  );
}

async function withApp({ lang, theme, width = 1280, height = 800, env = {} }, use) {
  const home = mkdtempSync(join(tmpdir(), 'lighter-pictures-'));
  for (const name of ['profile', 'docker', 'runtime']) mkdirSync(join(home, name), { mode: 0o700 });
  const app = await _electron.launch({
    executablePath: await electronExecutable(),
    cwd: root,
    args: ['.', ...rootArgs, `--user-data-dir=${join(home, 'profile')}`, `--lang=${lang}`],
    env: {
      ...process.env,
      HOME: home,
      DISPLAY: display.name,
      DOCKER_HOST: engine.host,
      DOCKER_CONFIG: join(home, 'docker'),
      XDG_RUNTIME_DIR: join(home, 'runtime'),
      ...env,
    },
    chromiumSandbox: rootArgs.length === 0,
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(
      ({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      },
      { width, height },
    );
    // Playwright pretends a colour scheme to the page: it would hide the one that the app sets.
    await page.emulateMedia({ colorScheme: theme });
    const shot = async (name) => {
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
      console.log(join(folder, `${name}.png`));
    };
    await use({ app, page, shot });
  } finally {
    await app.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Rows are in, and so are their figures. */
async function ready(page) {
  await page.locator('[data-testid="list-state"][data-state="ready"]').waitFor();
  // A narrow window has no room for the figures.
  if ((await page.evaluate(() => window.innerWidth)) > 1000)
    await page.locator('[data-testid="row"][data-name="webserver"]').getByText('%').waitFor();
}

function go(page, path) {
  return page.evaluate((to) => window.location.assign(to), `#${path}`);
}

async function pictures({ app, page, shot }) {
  const id = (await engine.docker('inspect', '--format', '{{.Id}}', 'log-writer')).trim();
  const nginx = (await engine.docker('inspect', '--format', '{{.Id}}', 'nginx')).trim();
  await ready(page);
  await shot('containers');

  await go(page, `/containers/${id}/logs`);
  await page.getByRole('log').getByText(/\w/).first().waitFor();
  await shot('container-logs');

  await go(page, `/containers/${id}/stats`);
  await page.getByTestId('stat-cpu').getByText('%').first().waitFor();
  await shot('container-stats');

  await go(page, '/containers');
  await ready(page);
  await page.getByRole('button', { name: 'Run container' }).click();
  const run = page.getByRole('dialog', { name: 'Run container' });
  await run.getByLabel('Image', { exact: true }).fill('nginx:latest');
  await run.getByLabel('Name', { exact: true }).fill('second-server');
  await run.getByText('Port 80 is in use by container webserver').waitFor();
  await shot('run-container');
  await page.keyboard.press('Escape');

  await go(page, `/images/${nginx}/layers`);
  await page.getByRole('table').first().waitFor();
  await shot('image-layers');

  await go(page, '/engine');
  await page.getByText('containerd').first().waitFor();
  await shot('engine');

  await go(page, '/diagnose');
  await page.getByRole('button', { name: 'Save report' }).and(page.locator(':enabled')).waitFor();
  await shot('diagnose');

  // A pull slow enough to be seen: the image goes, the registry is throttled, the dialog shows the layers.
  await engine.docker('rm', '-f', 'webserver', 'next-release');
  await engine.docker('rmi', 'nginx');
  registry.setSpeed(1_000_000);
  await go(page, '/images');
  await page.getByRole('button', { name: 'Pull image' }).click();
  const pull = page.getByRole('dialog', { name: 'Pull image' });
  await pull.getByLabel('Image').fill('nginx');
  await pull.getByRole('button', { name: 'Pull', exact: true }).click();
  await pull.getByText(/MB of/).first().waitFor();
  await shot('images-pull');
  registry.setSpeed(undefined);
  await page.locator('[data-testid="row"][data-name="nginx:latest"]').waitFor();
  await engine.docker('run', '--detach', '--name', 'webserver', '--publish', '80:80', 'nginx');

  // After the pull: a builder keeps the layers of what it has built on.
  await shotOfBuild({ app, page, shot });
}

/** A build of two stages, by the app itself. */
async function shotOfBuild({ app, page, shot }) {
  const folder = mkdtempSync(join(tmpdir(), 'webserver-'));
  const lines = [
    'FROM busybox AS site',
    'RUN mkdir /site && echo "<h1>Hello</h1>" > /site/index.html',
    'FROM nginx',
    'COPY --from=site /site /usr/share/nginx/html',
  ];
  writeFileSync(join(folder, 'Dockerfile'), `${lines.join('\n')}\n`);
  try {
    await app.evaluate(({ dialog }, path) => {
      Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [path] }) });
    }, folder);
    await go(page, '/images');
    await page.getByRole('button', { name: 'Build image', exact: true }).first().click();
    const build = page.getByRole('dialog', { name: 'Build image' });
    await build.getByRole('button', { name: 'Choose folder' }).click();
    await build.getByLabel('Tags').fill('my-site:1');
    await build.getByRole('button', { name: 'Build', exact: true }).click();
    await page.locator('[data-testid="details"][data-state="done"]').waitFor();
    await page.getByRole('tab', { name: 'Stages' }).click();
    await shot('build');
    await engine.docker('rmi', '--force', 'my-site:1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function everything() {
  const id = (await engine.docker('inspect', '--format', '{{.Id}}', 'webserver')).trim();
  const failed = (await engine.docker('inspect', '--format', '{{.Id}}', 'failed-job')).trim();
  const nginx = (await engine.docker('inspect', '--format', '{{.Id}}', 'nginx')).trim();
  const paths = {
    containers: '/containers',
    overview: `/containers/${id}`,
    failed: `/containers/${failed}`,
    logs: `/containers/${id}/logs`,
    terminal: `/containers/${id}/terminal`,
    stats: `/containers/${id}/stats`,
    inspect: `/containers/${id}/inspect`,
    images: '/images',
    image: `/images/${nginx}`,
    layers: `/images/${nginx}/layers`,
    engine: '/engine',
    diagnose: '/diagnose',
    'get-engine': '/get-engine',
    settings: '/settings',
  };
  for (const lang of ['en', 'ko'])
    for (const theme of ['light', 'dark'])
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
      ])
        await withApp({ lang, theme, width, height }, async ({ page, shot }) => {
          await ready(page);
          for (const [name, path] of Object.entries(paths)) {
            await go(page, path);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.waitForLoadState('networkidle');
            await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 2000 })));
            await shot(`${name}-${lang}-${theme}-${width}`);
          }
        });
}
