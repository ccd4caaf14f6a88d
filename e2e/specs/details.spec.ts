import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

const test = withOneApp();

test('overview: place in life, ports, mounts, masked environment, exit code', async ({ page, engine }) => {
  await engine.docker(
    'create',
    '--name',
    'subject',
    '--env',
    'API_KEY=not-for-everyone',
    '--volume',
    'things:/data',
    '--memory',
    '64m',
    '--restart',
    'on-failure:3',
    'crasher',
  );
  const list = new ListPage(page, 'Containers');
  const details = await list.open('subject');
  await expect(details).toHaveAttribute('data-state', 'created');
  await expect(details).toContainText('things');
  await expect(details).toContainText('/data');
  await expect(details).not.toContainText('not-for-everyone');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(details).toContainText('not-for-everyone');

  await engine.docker('update', '--restart', 'no', 'subject');
  await engine.docker('start', 'subject');
  await expect(details).toHaveAttribute('data-state', 'exited');
  await expect(details).toContainText('Why did it exit?');

  await engine.docker('rm', 'subject');
  await expect(page.getByRole('main')).toContainText('deleted');
});

test('logs: follow, search, timestamps, clear, save, and on after a restart', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker('run', '--detach', '--name', 'talker', '--stop-timeout', '1', 'chatty');
  await new ListPage(page, 'Containers').open('talker');
  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = page.getByRole('log', { name: 'Container logs' });
  await expect(log).toContainText('line 3');
  // The last line is always in view while following.
  const lastShown = async () => Math.max(0, ...((await log.innerText()).match(/\d+$/gm) ?? []).map(Number));
  const first = await lastShown();
  await expect.poll(lastShown).toBeGreaterThan(first + 3);

  const times = page.getByRole('switch', { name: 'Timestamps' });
  const withTimes = /\d\d:\d\d:\d\d\.\d{3}/;
  await times.setChecked(true, { force: true });
  await expect(log).toContainText(withTimes);
  await times.setChecked(false, { force: true });
  await expect(log).not.toContainText(withTimes);

  await page.getByRole('searchbox', { name: 'Search logs' }).fill('line 2');
  await expect(log.locator('mark').first()).toContainText('line 2');
  await page.getByRole('searchbox', { name: 'Search logs' }).fill('');

  const path = join(app.home, 'saved.log');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('line 1\n');
  expect(existsSync(`${path}.partial`)).toBe(false);

  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(log).not.toContainText('line 1\n');

  await engine.docker('stop', id);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'exited');
  await engine.docker('start', id);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'running');
  const last = async () => (await engine.docker('logs', '--tail', '1', id)).trim();
  const reached = await last();
  await expect(log).toContainText(reached);
});

test('inspect shows the engine’s own JSON and can be searched', async ({ page, engine }) => {
  const id = await engine.docker('create', '--name', 'subject', 'busybox', 'true');
  await new ListPage(page, 'Containers').open('subject');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  const details = page.getByTestId('details');
  await expect(details).toContainText(id);
  await page.getByRole('searchbox', { name: 'Search' }).fill('RestartPolicy');
  await expect(details.locator('mark').first()).toContainText('RestartPolicy');
});
