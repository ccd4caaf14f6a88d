import type { Locator } from '@playwright/test';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();

const sleep = ['busybox', 'sleep', '1000'] as const;

test('lists states, health, exit codes and ports as docker ps -a does', async ({ page, engine }) => {
  const run = (...args: string[]) => engine.docker('run', '--detach', ...args);
  await run('--name', 'plain', ...sleep);
  await run('--name', 'failed', 'crasher');
  await run('--name', 'well', 'healthy');
  await engine.docker('create', '--name', 'fresh', ...sleep);
  await run('--name', 'frozen', ...sleep);
  await engine.docker('pause', 'frozen');

  const list = new ListPage(page, 'Containers');
  await list.expectRows(5);
  await list.expectRow('plain', 'running');
  await list.expectRow('failed', 'exited');
  await list.expectRow('fresh', 'created');
  await list.expectRow('frozen', 'paused');
  await expect(list.row('failed')).toContainText('Exited (3)');
  await expect(list.row('well')).toContainText('Healthy', { timeout: 20_000 });
  await engine.docker('exec', 'well', 'rm', '/healthy');
  await expect(list.row('well')).toContainText('Unhealthy', { timeout: 20_000 });
  const filtered = async (filter: 'All' | 'Running' | 'Stopped' | 'Unhealthy', count: number) => {
    await list.show(filter);
    await list.expectRows(count);
  };
  await filtered('Unhealthy', 1);
  await filtered('Running', 3);
  await filtered('Stopped', 2);
  await filtered('All', 5);

  await list.search.fill('fr');
  await list.expectRows(2);
  await list.search.fill('nothing-like-it');
  await list.expectState('no-match');
  await list.search.fill('');

  await list.table.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(list.table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(page.getByTestId('row').first()).toHaveAttribute('data-name', 'well');

  await list.row('failed').getByRole('link', { name: 'crasher', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'crasher:latest' })).toBeVisible();
});

test('start, stop, restart and delete a row, with the engine as the judge', async ({ page, engine }) => {
  const id = await engine.docker('run', '--detach', '--name', 'worker', '--stop-timeout', '1', ...sleep);
  const list = new ListPage(page, 'Containers');
  const state = () => engine.docker('inspect', '--format', '{{.State.Status}}', id);
  await list.action('worker', 'Stop').click();
  await expect(list.row('worker')).toHaveAttribute('aria-busy', 'true');
  await list.expectRow('worker', 'exited');
  expect(await state()).toBe('exited');
  await list.action('worker', 'Start').click();
  await list.expectRow('worker', 'running');
  expect(await state()).toBe('running');
  const started = () => engine.docker('inspect', '--format', '{{.State.StartedAt}}', id);
  const before = await started();
  await list.action('worker', 'Restart').click();
  await expect.poll(started).not.toBe(before);
  await list.expectRow('worker', 'running');

  // Deleting a running one says so and is a kill.
  await list.row('worker').hover();
  await list.action('worker', 'Delete').click();
  const dialog = new Shell(page).dialog('Delete container worker?');
  await expect(dialog).toContainText('It is running');
  await expect(dialog.getByTestId('cli-equivalent')).toContainText('docker rm');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await state()).toBe('running');
  await list.row('worker').hover();
  await list.action('worker', 'Delete').click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(list.row('worker')).toHaveCount(0);
  expect(await engine.docker('ps', '-aq')).toBe('');
});

test('deletes anonymous volumes only when asked to', async ({ page, engine }) => {
  const run = (name: string) => engine.docker('create', '--name', name, '--volume', '/data', ...sleep);
  const volumes = async () =>
    (await engine.docker('volume', 'ls', '--quiet')).split('\n').filter(Boolean).length;
  await run('keeps');
  await run('takes');
  expect(await volumes()).toBe(2);
  const list = new ListPage(page, 'Containers');
  for (const [name, left] of [
    ['keeps', 2],
    ['takes', 1],
  ] as const) {
    await list.action(name, 'Delete').click();
    const dialog = new Shell(page).dialog(`Delete container ${name}?`);
    const choice = dialog.getByLabel('Also delete anonymous volumes');
    await choice.setChecked(name === 'takes');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(list.row(name)).toHaveCount(0);
    expect(await volumes()).toBe(left);
  }
});

/** What is written on the toolbar's buttons and cut short; where an icon stands alone its word is one pixel wide. */
const cutWords = (toolbar: Locator) =>
  toolbar
    .getByRole('button')
    .locator('span')
    .evaluateAll((spans) =>
      spans
        .filter((span) => span.clientWidth > 1 && span.scrollWidth > span.clientWidth)
        .map((span) => span.textContent),
    );

test('acts in bulk', async ({ app, page, engine }) => {
  for (const name of ['a-one', 'b-two', 'c-three'])
    await engine.docker('run', '--detach', '--name', name, '--stop-timeout', '1', ...sleep);
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  await list.expectRows(3);
  await list.select('a-one');
  await list
    .row('c-three')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(list.bulk).toContainText('3 selected');
  for (const name of ['Start', 'Stop', 'Restart', 'Pause', 'Resume', 'Kill'])
    await expect(list.bulk.getByRole('button', { name, exact: true })).toBeVisible();
  expect(await cutWords(list.bulk)).toEqual([]);
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
  );
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(900);
  await expect(list.bulk.getByRole('button').last()).toBeInViewport({ ratio: 1 });
  await list.bulk.getByRole('button', { name: 'Pause', exact: true }).click();
  for (const name of ['a-one', 'b-two', 'c-three']) await list.expectRow(name, 'paused');
  await list.bulk.getByRole('button', { name: 'Resume', exact: true }).click();
  for (const name of ['a-one', 'b-two', 'c-three']) await list.expectRow(name, 'running');

  await list.bulk.getByRole('button', { name: 'Stop', exact: true }).click();
  for (const name of ['a-one', 'b-two', 'c-three']) await list.expectRow(name, 'exited');

  await list.bulk.getByRole('button', { name: /^Delete/ }).click();
  const dialog = shell.dialog('Delete 3 containers?');
  for (const name of ['a-one', 'b-two', 'c-three']) await expect(dialog).toContainText(name);
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await list.expectState('empty');
  expect(await engine.docker('ps', '-aq')).toBe('');
});

test('tells a failed start with the engine’s words', async ({ page, engine }) => {
  await engine.docker('create', '--name', 'broken', 'busybox', '/no/such/program');
  const list = new ListPage(page, 'Containers');
  await list.action('broken', 'Start').click();
  const alert = new Shell(page).alert('broken could not be started');
  await expect(alert).toContainText('no such file or directory');
});

test('a bulk action that one container refuses tells how each of them ended', async ({ page, engine }) => {
  for (const name of ['fine', 'well']) await engine.docker('create', '--name', name, ...sleep);
  for (const name of ['broken', 'faulty'])
    await engine.docker('create', '--name', name, 'busybox', '/no/such/program');
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  await list.expectRows(4);
  const start = list.bulk.getByRole('button', { name: 'Start', exact: true });

  for (const name of ['fine', 'broken']) await list.select(name);
  await start.click();
  await expect(shell.alert('broken could not be started')).toContainText('no such file or directory');
  await expect(shell.toast('fine started')).toBeVisible();
  await list.expectRow('fine', 'running');

  for (const name of ['well', 'faulty']) await list.select(name);
  await start.click();
  const both = shell.alert('2 containers could not be started');
  for (const name of ['broken', 'faulty'])
    await expect(both).toContainText(new RegExp(`${name}: .*no such file`));
  await expect(shell.toast('well started')).toBeVisible();
  const running = await engine.docker('ps', '--format', '{{.Names}}');
  expect(running.split('\n').sort()).toEqual(['fine', 'well']);
});

test('is worked by keyboard alone', async ({ launch, engine }) => {
  const page = await (await launch()).page();
  for (const name of ['first', 'second', 'third']) await engine.docker('create', '--name', name, ...sleep);
  const list = new ListPage(page, 'Containers');
  await list.expectRows(3);
  await page.keyboard.press('/');
  await expect(list.search).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.row('first')).toBeFocused();
  await page.keyboard.press('End');
  await expect(list.row('third')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press(' ');
  await expect(list.row('second').getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'second' })).toBeVisible();
  await page.goBack();
  // The list has kept its selection.
  await expect(list.row('second').getByRole('checkbox')).toBeChecked();
});

test('remembers hidden columns and the order', async ({ launch, engine }) => {
  await engine.docker('create', '--name', 'one', ...sleep);
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(1);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Ports' }).click();
  await page.keyboard.press('Escape');
  await expect(list.table.getByRole('columnheader', { name: 'Ports' })).toHaveCount(0);
  await app.close();

  const again = await (await launch({ home: app.home })).page();
  const list2 = new ListPage(again, 'Containers');
  await list2.expectRows(1);
  await expect(list2.table.getByRole('columnheader', { name: 'State' })).toBeVisible();
  await expect(list2.table.getByRole('columnheader', { name: 'Ports' })).toHaveCount(0);
});
