import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from '../../scripts/engine/guard.mjs';
import { startSshBox } from '../fixtures/doors';
import { removeHome } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { words } from '../pages/words';

const t = words('en');

test('axe finds nothing serious on any page', async ({ page, engine }) => {
  // A dozen pages, each gone through whole: on a busy machine that takes longer than a test may.
  test.setTimeout(120_000);
  const id = await engine.docker('run', '--detach', '--name', 'talker', 'chatty');
  const project = ['--label', 'com.docker.compose.project=shop'];
  const failed = await engine.docker('run', '--detach', '--name', 'failed', ...project, 'crasher');
  const image = await engine.docker('inspect', '--format', '{{.Id}}', 'busybox');
  await expect(page.getByTestId('list-state')).toHaveAttribute('data-state', 'ready');
  const found: Record<string, string[]> = {};
  for (const path of [
    '/containers',
    `/containers/${id}`,
    `/containers/${id}/logs`,
    `/containers/${id}/terminal`,
    `/containers/${id}/stats`,
    `/containers/${id}/inspect`,
    `/containers/${failed}`,
    `/logs/${id.slice(0, 12)},${failed.slice(0, 12)}`,
    '/images',
    `/images/${image}`,
    `/images/${image}/layers`,
    `/images/${image}/inspect`,
    '/engine',
    '/settings',
  ]) {
    await page.evaluate((to) => window.location.assign(to), `#${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).not.toHaveAttribute('aria-busy', 'true');
    const violations = await axeFaults(page, path === '/containers' ? 'body' : 'main');
    if (violations.length > 0) found[path] = violations;
  }
  await page.evaluate((to) => window.location.assign(to), `#/containers/${id}`);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'running');
  for (const [key, sign] of [
    ['k', t('actions:signal.field')],
    ['F2', t('run:name')],
    ['u', t('run:restart')],
    ['i', t('recreate:stays')],
    ['d', t('actions:duplicate.count')],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(sign, { exact: true }).first()).toBeVisible();
    const violations = await axeFaults(page, '[role="dialog"]');
    if (violations.length > 0) found[`key ${key}`] = violations;
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  expect(found).toEqual({});
});

test('axe finds nothing serious in any dialog', async ({ page }) => {
  await expect(page.getByTestId('list-state')).toHaveAttribute('data-state', 'empty');
  expect(await axeFaults(page)).toEqual([]);
  await page
    .getByRole('button', { name: t('containers:run') })
    .first()
    .click();
  await expect(page.getByRole('dialog', { name: t('run:title') })).toBeVisible();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: t('shell:page.images') }).click();
  const busybox = page.locator('[data-testid="row"][data-name="busybox:latest"]');
  for (const [button, title] of [
    [page.getByRole('button', { name: t('images:pull') }), t('pull:title')],
    [
      busybox.getByRole('button', { name: t('common:delete') }),
      t('images:delete.title', { name: 'busybox:latest' }),
    ],
  ] as const) {
    await button.first().click();
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: t('keys:title') })).toBeVisible();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t('list:views') }).click();
  await page.getByRole('menuitem', { name: t('list:viewsEdit') }).click();
  await expect(page.getByRole('dialog', { name: t('list:views') })).toBeVisible();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t('shell:tasks') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByTestId('engine-badge').click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await axeFaults(page, '[role="menu"]')).toEqual([]);
  await page.getByRole('menuitem', { name: t('engines:title'), exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('radio', { checked: true })).toBeFocused();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.getByRole('button', { name: t('engines:add.open') }).click();
  const address = page.getByRole('textbox', { name: t('engines:add.address') });
  await address.fill('tcp://host:1');
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
  await page.getByRole('switch', { name: t('engines:add.tls') }).click({ force: true });
  await expect(page.getByTestId('plain-warning')).toBeVisible();
  expect(await axeFaults(page, '[role="dialog"]')).toEqual([]);
});

test('axe finds nothing serious around an engine on another machine, and before its key is trusted', async ({
  launch,
  engine,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lighter-ssh-box-'));
  const release = guard({ kind: 'folder', path: folder });
  const box = await startSshBox(folder);
  try {
    await engine.docker('create', '--name', 'far-away', 'busybox');
    const env = {
      DOCKER_HOST: `ssh://buildbox${engine.socket}`,
      PATH: `${box.programs}:${process.env.PATH}`,
    };
    const page = await (await launch({ env })).page();
    const state = page.getByTestId('list-state');
    await expect(state).toContainText(t('shell:reason.host-key-unknown.what'));
    expect(await axeFaults(page)).toEqual([]);
    await state.getByRole('button', { name: t('engines:title') }).click();
    await page.getByRole('button', { name: t('engines:hostKey.check') }).click();
    await expect(page.getByTestId('host-keys')).toContainText('SHA256:');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: t('engines:hostKey.trust') }).click();
    await expect(page.locator('[data-testid="engine-option"][data-state="running"]')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('remote-frame')).toContainText('127.0.0.1');
    const row = page.locator('[data-testid="row"][data-name="far-away"]');
    await row.getByRole('button', { name: t('common:delete') }).click();
    await expect(page.getByTestId('on-engine')).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
  } finally {
    await box.stop();
    removeHome(folder);
    release();
  }
});

test('axe finds nothing serious with the engine away', async ({ page, engine }) => {
  await engine.kill();
  await expect(page.getByTestId('engine-badge')).toHaveAttribute('data-state', 'stopped');
  expect(await axeFaults(page)).toEqual([]);
  await engine.start();
});
