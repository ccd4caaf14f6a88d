import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { guard } from '../../scripts/engine/guard.mjs';
import { type Engine, startEngine } from '../../scripts/engine/index.mjs';
import { run } from '../../scripts/engine/processes.mjs';
import { removeHome } from '../fixtures/launch';
import { test as base, expect } from '../fixtures/test';

interface Two {
  /** A second engine, beside the worker's. */
  readonly other: Engine;
  /** The app's home: its docker contexts `one` (the worker's engine) and `two`, written by the docker CLI. */
  readonly home: string;
}

const test = base.extend<Two, { secondEngine: Engine }>({
  secondEngine: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from it.
    async ({}, use) => {
      const engine = await startEngine({ images: ['busybox'] });
      await use(engine);
      await engine.dispose();
    },
    { scope: 'worker' },
  ],
  other: async ({ secondEngine }, use) => {
    await use(secondEngine);
    await secondEngine.reset();
  },
  // No variable decides, so that contexts do.
  appEnv: { DOCKER_HOST: undefined },
  home: async ({ engine, secondEngine }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'lighter-home-'));
    const release = guard({ kind: 'folder', path: home });
    const docker = contextCli(home);
    await docker('context', 'create', 'one', '--docker', `host=${engine.host}`);
    await docker('context', 'create', 'two', '--docker', `host=${secondEngine.host}`);
    await docker('context', 'use', 'one');
    await use(home);
    removeHome(home);
    release();
  },
});

/** The docker CLI with the configuration of an app's home. */
function contextCli(home: string) {
  const folder = join(home, 'docker');
  mkdirSync(folder, { recursive: true });
  const env: NodeJS.ProcessEnv = { ...process.env, DOCKER_CONFIG: folder };
  delete env.DOCKER_HOST;
  delete env.DOCKER_CONTEXT;
  return (...args: string[]) => run('docker', args, { env });
}

const badge = (page: Page) => page.getByTestId('engine-badge');
const row = (page: Page, name: string) => page.locator(`[data-testid="row"][data-name="${name}"]`);
const context = (page: Page) => page.getByTestId('engine-context');
const option = (page: Page, name: string) =>
  page.locator(`[data-testid="engine-option"][data-name="${name}"]`);
async function openSwitch(page: Page) {
  await badge(page).click();
  await page.getByRole('menuitem', { name: 'Switch engine', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch engine' });
  await expect(dialog.getByRole('radio').first()).toBeVisible();
  return dialog;
}

async function switchTo(page: Page, name: string) {
  const dialog = await openSwitch(page);
  await dialog.getByRole('radio', { name, exact: true }).check();
  await dialog.getByRole('button', { name: 'Switch', exact: true }).click();
  await expect(dialog).toBeHidden();
}

const runBusybox = (engine: Engine, name: string) =>
  engine.docker('run', '--detach', '--init', '--name', name, 'busybox', 'sleep', '86400');

test('all engines in one list, one with two names once; a choice is remembered and can be taken back', async ({
  launch,
  home,
  engine,
  other,
}) => {
  await contextCli(home)('context', 'create', 'three', '--docker', `host=${other.host}`);
  await runBusybox(engine, 'in-one');
  await runBusybox(other, 'in-two');
  const first = await launch({ home });
  let page = await first.page();
  await expect(row(page, 'in-one')).toBeVisible();
  await expect(context(page)).toContainText('one');

  const dialog = await openSwitch(page);
  await expect(dialog.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  await expect(option(page, 'one')).toHaveAttribute('data-state', 'running');
  await expect(option(page, 'one')).toContainText('in use');
  await expect(option(page, 'one')).toContainText('1 of 1 running');
  await expect(option(page, 'one')).toContainText('Docker Engine');
  // Contexts `two` and `three` lead to the same engine: one row that names both.
  const pair = page.locator('[data-testid="engine-option"]', { hasText: other.host });
  await expect(pair).toHaveCount(1);
  await expect(pair).toHaveAttribute('data-name', 'three');
  await expect(pair).toContainText('Also known as two');
  await expect(option(page, 'default')).toHaveCount(1);

  await page.keyboard.press('ArrowDown');
  await pair.getByRole('radio').check();
  await expect(dialog.getByTestId('cli-equivalent')).toHaveText('docker context use three');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(row(page, 'in-two')).toBeVisible();
  await expect(row(page, 'in-one')).toHaveCount(0);
  await expect(context(page)).toContainText('three');
  // What is copied from a dialog reaches the engine that is shown.
  await row(page, 'in-two').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByTestId('on-engine')).toHaveText('On engine three');
  await expect(page.getByTestId('cli-equivalent')).toHaveText('docker --context three rm -f in-two');
  await page.keyboard.press('Escape');
  await first.close();

  const second = await launch({ home });
  page = await second.page();
  await expect(row(page, 'in-two')).toBeVisible();
  await switchTo(page, 'Automatic');
  await expect(row(page, 'in-one')).toBeVisible();
  await expect(row(page, 'in-two')).toHaveCount(0);
  await second.close();
  const third = await launch({ home });
  await expect(row(await third.page(), 'in-one')).toBeVisible();
});
