import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const sleep = ['busybox', 'sleep', '1000'] as const;
const cli = (page: Page) => page.getByRole('dialog').getByTestId('cli-equivalent');

test('sends signals, renames and changes limits in place, by menu, key, palette and in bulk', async ({
  page,
  engine,
}) => {
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

  // Several at once, and the key on a selection.
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
  await page.keyboard.type('rename other');
  await page.keyboard.press('Enter');
  await shell.dialog('Rename other').waitFor();
  await page.keyboard.press('Escape');
  await list.open('other');
  await page.keyboard.press('F2');
  await shell.dialog('Rename other').waitFor();
});
