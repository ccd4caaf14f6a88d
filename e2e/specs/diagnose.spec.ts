import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { Shell } from '../pages/shell';

/** Opens the page from the engine's menu and waits until a run of the checks is over. */
async function diagnose(page: Page): Promise<void> {
  const shell = new Shell(page);
  await shell.badge.click();
  await page.getByRole('menuitem', { name: 'Diagnose' }).click();
  await page.getByRole('heading', { level: 1, name: 'Diagnose' }).waitFor();
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId('diagnosis')).toBeVisible({ timeout: 12_000 });
  await expect(page.locator('section[aria-busy="false"]').getByTestId('diagnosis')).toBeVisible();
}

const check = (page: Page, id: string) => page.locator(`[data-testid="check"][data-id="${id}"]`);
const first = (page: Page) => page.getByTestId('check').first();

/** A socket nobody listens on: a second name of one whose server has ended and taken the first name away. */
async function staleSocket(folder: string): Promise<string> {
  const path = join(folder, 'docker.sock');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.live`, resolve));
  linkSync(`${path}.live`, path);
  await new Promise((resolve) => server.close(resolve));
  return path;
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)));
  });

test('with a working engine everything is fine', async ({ page, port80: _ }) => {
  await expect(page.getByTestId('engine-badge')).toHaveAttribute('data-state', 'running');
  const free = await isFree(80);
  // The tests' engines leave the machine as it is; one that forwards nothing has to be called so.
  const forwards = readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim() === '1';
  await diagnose(page);
  for (const row of await page.getByTestId('check').all()) {
    const id = await row.getAttribute('data-id');
    const state = await row.getAttribute('data-state');
    // Another program of this machine may have port 80; then that is what has to be said.
    if ((id === 'ports' && !free) || (id === 'iptables' && !forwards)) expect(state).toBe('warning');
    else expect(`${id} ${state}`).toMatch(/ (ok|not-applicable)$/);
  }
  await expect(check(page, 'answer')).toHaveAttribute('data-finding', 'answers');
  await expect(check(page, 'api-version')).toContainText('Docker Engine');
  if (free && forwards) await expect(page.getByTestId('diagnosis')).toHaveText(/All \d+ checks are fine/);
});

test('a port in use is told with who uses it and who wants it', async ({ page, engine }) => {
  const holder = spawn(process.execPath, [
    '-e',
    "const s = require('node:net').createServer().listen(0, '0.0.0.0', () => console.log(String(s.address().port)))",
  ]);
  try {
    const port = await new Promise<string>((resolve) =>
      holder.stdout.once('data', (line) => resolve(String(line).trim())),
    );
    await engine.docker('create', '--name', 'wants-it', '-p', `${port}:80`, 'busybox');
    await diagnose(page);
    await expect(check(page, 'ports')).toHaveAttribute('data-state', 'warning');
    await expect(check(page, 'ports')).toContainText(`${port}: node, PID ${holder.pid} ← wants-it`);
  } finally {
    holder.kill();
  }
});

test('a socket left over stands first', async ({ launch }) => {
  const socket = await staleSocket(mkdtempSync(join(tmpdir(), 'lighter-home-')));
  const app = await launch({ env: { DOCKER_HOST: `unix://${socket}` } });
  const page = await app.page();
  await diagnose(page);
  await expect(first(page)).toHaveAttribute('data-id', 'socket');
  await expect(first(page)).toHaveAttribute('data-finding', 'stale');
  await expect(first(page)).toHaveAttribute('data-state', 'problem');
  await expect(first(page)).toContainText(socket);
  await expect(page.getByTestId('diagnosis')).toContainText('1 problem');
});

test('a context that does not exist stands first, with how to leave it', async ({ launch }) => {
  const app = await launch({ env: { DOCKER_HOST: undefined, DOCKER_CONTEXT: 'nowhere' } });
  const page = await app.page();
  await diagnose(page);
  await expect(first(page)).toHaveAttribute('data-id', 'context');
  await expect(first(page)).toHaveAttribute('data-finding', 'missing');
  await expect(first(page)).toContainText('nowhere');
  await expect(first(page).getByTestId('cli-equivalent')).toHaveText('unset DOCKER_CONTEXT');
  await expect(page.getByTestId('diagnosis')).toContainText('1 problem');
});

test('a frozen engine is told within ten seconds', async ({ page, engine }) => {
  await expect(page.getByTestId('engine-badge')).toHaveAttribute('data-state', 'running');
  engine.freeze();
  try {
    await diagnose(page);
    await expect(first(page)).toHaveAttribute('data-id', 'answer');
    await expect(first(page)).toHaveAttribute('data-finding', 'frozen');
    await expect(page.getByTestId('engine-badge')).toHaveAttribute('data-state', 'unresponsive', {
      timeout: 15_000,
    });
  } finally {
    engine.thaw();
  }
  // It looks again by itself when the engine's state changes.
  await expect(check(page, 'answer')).toHaveAttribute('data-state', 'ok', { timeout: 20_000 });
});

test('the report holds no secret, name or home folder', async ({ launch }) => {
  const home = mkdtempSync(join(tmpdir(), 'lighter-home-'));
  const own = join(home, 'canary-person');
  const config = join(own, 'docker');
  mkdirSync(config, { recursive: true });
  writeFileSync(
    join(config, 'config.json'),
    JSON.stringify({
      auths: { 'registry.example': { auth: Buffer.from('canary-user:canary-secret').toString('base64') } },
      credsStore: 'canarystore',
      HttpHeaders: { Authorization: 'Bearer canary-secret' },
    }),
  );
  const app = await launch({
    home: own,
    env: {
      DOCKER_HOST: 'tcp://canary-user:canary-secret@127.0.0.1:9',
      HTTPS_PROXY: 'http://canary-user:canary-secret@127.0.0.1:9',
    },
  });
  const page = await app.page();
  await diagnose(page);
  await expect(check(page, 'credential-helper')).toHaveAttribute('data-state', 'problem');
  await expect(check(page, 'proxy')).toHaveAttribute('data-finding', 'unreachable');

  const path = join(own, 'report.txt');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: 'Save report' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Report saved' })).toBeVisible();
  const saved = readFileSync(path, 'utf8');

  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(saved.replaceAll('\r\n', '\n'));

  expect(saved).toContain('socket: unreachable');
  expect(saved).toContain('127.0.0.1:9');
  expect(saved).toContain('docker-credential-canarystore');
  for (const canary of ['canary-secret', 'canary-user', 'canary-person', home])
    expect(saved).not.toContain(canary);
});

test('an engine that comes up is noticed where one is being installed', async ({ launch, engine }) => {
  const socket = join(mkdtempSync(join(tmpdir(), 'lighter-home-')), 'docker.sock');
  const app = await launch({ env: { DOCKER_HOST: `unix://${socket}` } });
  const page = await app.page();
  await diagnose(page);
  await expect(check(page, 'socket')).toHaveAttribute('data-finding', 'missing');
  await page.evaluate(() => {
    location.hash = '#/get-engine';
  });
  await page.getByRole('heading', { level: 1, name: 'Get an engine' }).waitFor();
  await expect(page.getByRole('radio', { name: 'Linux', exact: true })).toBeChecked();
  await expect(page.getByTestId('engine-found')).not.toContainText('An engine has come up');
  symlinkSync(engine.socket, socket);
  await expect(page.getByTestId('engine-found')).toContainText('An engine has come up: Docker Engine');
  await page.getByRole('button', { name: 'Show containers' }).click();
  await page.getByRole('heading', { level: 1, name: 'Containers' }).waitFor();
});

test('axe finds nothing serious on both pages', async ({ launch }) => {
  const app = await launch({ env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
  const page = await app.page();
  await diagnose(page);
  await page.locator('summary').click();
  expect(await axeFaults(page)).toEqual([]);
  await page.evaluate(() => {
    location.hash = '#/get-engine';
  });
  await page.getByTestId('way').first().waitFor();
  expect(await axeFaults(page, 'main')).toEqual([]);
  await page.getByRole('radio', { name: 'Windows' }).check({ force: true });
  await page.getByTestId('step').filter({ hasText: 'wsl --install' }).waitFor();
  expect(await axeFaults(page, 'main')).toEqual([]);
});
