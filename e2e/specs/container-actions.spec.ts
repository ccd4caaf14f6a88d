import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../scripts/engine/processes.mjs';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();

const sleep = ['busybox', 'sleep', '1000'] as const;
const cli = (page: Page) => page.getByRole('dialog').getByTestId('cli-equivalent');

test('sends signals, renames and changes limits in place', async ({ page, engine }) => {
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  const inspect = (name: string, format: string) => engine.docker('inspect', '--format', format, name);
  await engine.docker(
    ...['run', '--detach', '--name', 'listener', '--memory', '64m', 'busybox', 'sh', '-c'],
    'trap "echo got-hup" HUP; while :; do sleep 0.1; done',
  );
  await engine.docker('run', '--detach', '--name', 'web.one', ...sleep);
  await engine.docker('create', '--name', 'other', ...sleep);
  await list.expectRows(3);

  // A signal, from the row's menu.
  await list.choose('listener', 'Send signal…');
  const signal = shell.dialog('Send a signal to listener');
  await signal.getByLabel('Signal', { exact: true }).selectOption('HUP');
  await expect(cli(page)).toContainText('kill -s HUP listener');
  await signal.getByRole('button', { name: 'Send', exact: true }).click();
  await shell.toast('Signal sent to listener').first().waitFor();
  await expect.poll(() => engine.docker('logs', 'listener')).toContain('got-hup');

  // Another name, by key; one that is taken is told before the engine is asked.
  await list.row('web.one').focus();
  await page.keyboard.press('F2');
  const rename = shell.dialog('Rename web.one');
  await expect(rename.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('other');
  await expect(rename).toContainText('Name other is taken by a container (created)');
  await expect(rename.getByRole('button', { name: 'Rename', exact: true })).toBeDisabled();
  await rename.getByLabel('Name').fill('web.two');
  await page.keyboard.press('Enter');
  await list.expectRow('web.two', 'running');
  expect(await inspect('web.two', '{{.Name}}')).toBe('/web.two');

  // Limits of one, with what it has now; the command line does the same.
  await list.choose('listener', 'Limits and restart policy…');
  const limits = shell.dialog('Limits and restart policy of listener');
  await expect(limits.getByLabel('Memory limit')).toHaveValue('64m');
  await limits.getByLabel('Memory limit').fill('');
  await expect(limits).toContainText('only a recreated container is without it');
  await limits.getByLabel('Memory limit').fill('128m');
  await limits.getByLabel('Restart policy').selectOption('unless-stopped');
  await limits.getByLabel('Process limit').fill('50');
  await expect(cli(page)).toContainText('update --restart unless-stopped --memory 134217728');
  await limits.getByRole('button', { name: 'Change', exact: true }).click();
  await shell.toast('listener changed').first().waitFor();
  const format = '{{.HostConfig.Memory}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.PidsLimit}}';
  expect(await inspect('listener', format)).toBe('134217728 unless-stopped 50');
  // Its page shows what was changed from there, which no row of a list does.
  const details = await list.open('listener');
  await expect(details).toContainText('128 MiB');
  await page.keyboard.press('u');
  await limits.getByLabel('Memory limit').fill('96m');
  await limits.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(details).toContainText('96 MiB');
});

test('acts on several at once, by key and from the palette', async ({ page, engine }) => {
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  const inspect = (name: string, format: string) => engine.docker('inspect', '--format', format, name);
  for (const name of ['listener', 'web.two'])
    await engine.docker('run', '--detach', '--name', name, ...sleep);
  await engine.docker('create', '--name', 'other', ...sleep);
  await list.expectRows(3);
  await list.select('listener');
  await list.select('web.two');
  await list.bulk.getByRole('button', { name: 'More for the selected' }).click();
  await page.getByRole('menuitem', { name: 'Limits and restart policy…' }).click();
  const many = shell.dialog('Limits and restart policy of 2 containers');
  await many.getByLabel('Restart policy').selectOption('always');
  await many.getByRole('button', { name: 'Change', exact: true }).click();
  await shell.toast('2 containers changed').first().waitFor();
  for (const name of ['listener', 'web.two'])
    expect(await inspect(name, '{{.HostConfig.RestartPolicy.Name}}')).toBe('always');
  await list.row('web.two').focus();
  await page.keyboard.press('p');
  await list.expectRow('web.two', 'paused');
  await list.expectRow('listener', 'paused');

  // The palette has them as well.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('rename other');
  await expect(page.getByRole('option', { selected: true })).toContainText('Rename… other');
  await page.keyboard.press('Enter');
  await shell.dialog('Rename other').waitFor();
  await page.keyboard.press('Escape');
  await list.open('other');
  await page.keyboard.press('F2');
  await shell.dialog('Rename other').waitFor();
});

test('duplicates, commits, exports, and brings a deleted container back', async ({ app, page, engine }) => {
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  const port = await freePort();
  await engine.docker(
    ...['run', '--detach', '--name', 'web', '--publish', `127.0.0.1:${port}:80`, '--volume', 'named:/named'],
    ...['--volume', '/anonymous', '--env', 'API_TOKEN=s3cret', '--env', 'MODE=x', '--stop-timeout', '0'],
    ...sleep,
  );
  await engine.docker('exec', 'web', 'sh', '-c', 'echo new > /made-here; echo kept > /anonymous/file');
  const inspect = async (name: string) => JSON.parse(await engine.docker('inspect', name))[0];

  // Two copies, with names and ports of their own.
  await list.choose('web', 'Duplicate…');
  const duplicate = shell.dialog('Duplicate web');
  await duplicate.getByLabel('Copies').fill('2');
  await expect(duplicate.getByLabel('Name of copy 2')).toHaveValue('web-3');
  await expect(duplicate).toContainText('write to the same: named');
  await expect(duplicate).toContainText('a new, empty volume for: /anonymous');
  await duplicate.getByRole('button', { name: 'Make 2 copies' }).click();
  await list.expectRow('web-3', 'running');
  const [web, copy] = [await inspect('web'), await inspect('web-2')];
  expect(copy.Config.Env).toEqual(web.Config.Env);
  expect(copy.HostConfig.Binds).toEqual(web.HostConfig.Binds);
  const hostPort = (one: typeof web) => Number(one.HostConfig.PortBindings['80/tcp'][0].HostPort);
  expect(hostPort(copy)).toBeGreaterThan(port);
  const anonymous = (one: typeof web) =>
    one.Mounts.find((mount: { Destination: string }) => mount.Destination === '/anonymous').Name;
  expect(anonymous(copy)).not.toBe(anonymous(web));

  // An image of it, with the warnings.
  await list.choose('web', 'Commit to an image…');
  const commit = shell.dialog('Commit web to an image');
  await expect(commit).toContainText('for everyone who gets it: API_TOKEN');
  await expect(commit).toContainText('does not become part of the image: /anonymous, /named');
  await commit.getByLabel('Image').fill('web:snapshot');
  await commit.getByLabel('Message').fill('as it was');
  await expect(cli(page)).toContainText("commit --message 'as it was' web web:snapshot");
  await commit.getByRole('button', { name: 'Commit', exact: true }).click();
  await shell.toast('web:snapshot was made').first().waitFor();
  expect(await engine.docker('run', '--rm', 'web:snapshot', 'cat', '/made-here')).toBe('new');
  expect(await engine.docker('image', 'inspect', '--format', '{{.Comment}}', 'web:snapshot')).toBe(
    'as it was',
  );

  // Its files in an archive.
  const target = join(app.home, 'web.tar');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  await list.choose('web', 'Export files…');
  await shell.toast('web.tar was exported').first().waitFor();
  expect(execFileSync('tar', ['-xOf', target, 'made-here'], { encoding: 'utf8' })).toBe('new\n');

  // Deleted by mistake: the same configuration again, with the volumes that were kept.
  await list.row('web').hover();
  await list.action('web', 'Delete').click();
  await shell.dialog('Delete container web?').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(list.row('web')).toHaveCount(0);
  await shell.toast('web deleted').getByRole('button', { name: 'Undo' }).click();
  await list.expectRow('web', 'running');
  const again = await inspect('web');
  expect(again.Id).not.toBe(web.Id);
  expect(again.Config.Env).toEqual(web.Config.Env);
  expect(again.HostConfig.PortBindings).toEqual(web.HostConfig.PortBindings);
  expect(await engine.docker('exec', 'web', 'cat', '/anonymous/file')).toBe('kept');
});
