import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();

/** `1.236MB` of the CLI as Lighter writes it: `1.24 MB`. */
const spaced = (size = '') =>
  size.replace(/^([\d.]+)(\D+)$/, (_all, number, unit) => `${Number(Number(number).toPrecision(3))} ${unit}`);

test('a pull goes on without its dialog, shows as a task, and is told when the window is away', async ({
  launch,
  engine,
  registry,
  notifications,
}) => {
  const app = await launch();
  const page = await app.page();
  const shell = new Shell(page);
  await shell.open('Images');
  registry.setSpeed(2_000_000);
  await page.getByRole('button', { name: 'Pull image' }).first().click();
  const dialog = shell.dialog('Pull image');
  await dialog.getByLabel('Image').fill('nginx');
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(dialog.getByRole('progressbar').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Tasks' }).click();
  const task = shell.dialog('Tasks').getByRole('listitem').filter({ hasText: 'nginx' });
  await expect(task.getByRole('progressbar')).toBeVisible();
  await page.keyboard.press('Escape');

  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  registry.setSpeed(undefined);
  await expect
    .poll(() => notifications.all().map(({ summary }) => summary), { timeout: 30_000 })
    .toContain('Pulled nginx');
  expect(await engine.docker('images', '--quiet', 'nginx')).not.toBe('');
});

test('a cancelled pull is cancelled, and never a success', async ({ page, engine, registry }) => {
  const shell = new Shell(page);
  await shell.open('Images');
  registry.setSpeed(200_000);
  await page.getByRole('button', { name: 'Pull image' }).first().click();
  const dialog = shell.dialog('Pull image');
  await dialog.getByLabel('Image').fill('nginx');
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(dialog.getByRole('progressbar').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tasks' }).click();
  const task = shell.dialog('Tasks').getByRole('listitem').filter({ hasText: 'nginx' });
  await expect(task).toContainText('Cancelled');
  expect(await engine.docker('images', '--quiet', 'nginx')).toBe('');
});

test('a pull that fails says so in the registry’s words', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('Images');
  await page.getByRole('button', { name: 'Pull image' }).first().click();
  const dialog = shell.dialog('Pull image');
  await dialog.getByLabel('Image').fill('localhost:1/no/such:image');
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText(/refused|no such host|not found|denied/, {
    timeout: 30_000,
  });
});

test('deleting explains use, untags and removes, with the engine as the judge', async ({ page, engine }) => {
  await engine.docker('tag', 'busybox', 'mine:1');
  await engine.docker('create', '--name', 'user', 'crasher');
  const shell = new Shell(page);
  await shell.open('Images');
  const list = new ListPage(page, 'Images');
  await list.expectRow('crasher:latest', 'in-use');
  await expect(list.row('crasher:latest')).toContainText('user');

  // In use: the dialog names who uses it.
  await list.action('crasher:latest', 'Delete').click();
  await expect(shell.dialog('Delete image crasher:latest?')).toContainText('user');
  await page.keyboard.press('Escape');

  // One of two names: only the name goes.
  await list.action('mine:1', 'Delete').click();
  const dialog = shell.dialog('Delete image mine:1?');
  await expect(dialog).toContainText('Only this name goes');
  await expect(dialog.getByTestId('cli-equivalent')).toContainText('docker rmi mine:1');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(list.row('mine:1')).toHaveCount(0);
  expect(await engine.docker('images', '--format', '{{.Repository}}')).toContain('busybox');
});

test('shows layers, users and the inspection of an image', async ({ page, engine }) => {
  await engine.docker('create', '--name', 'user', 'busybox', 'true');
  const shell = new Shell(page);
  await shell.open('Images');
  const details = await new ListPage(page, 'Images').open('busybox:latest');
  await expect(details).toHaveAttribute('data-kind', 'image');
  await expect(details).toContainText('user');

  // What of its size is shared, as the CLI counts it; asked for, since the engine walks all layers.
  await engine.docker('commit', 'user', 'child:1');
  await details.getByRole('button', { name: 'What of it is shared?' }).click();
  const usage = await engine.docker('system', 'df', '--verbose', '--format', '{{json .Images}}');
  const counted = (
    JSON.parse(usage) as { Repository: string; SharedSize: string; UniqueSize: string }[]
  ).find(({ Repository }) => Repository === 'busybox');
  await expect(details).toContainText(
    `${spaced(counted?.UniqueSize)} its own, ${spaced(counted?.SharedSize)} shared`,
  );

  // A line and a part of the picture for each step that weighs something.
  await page.getByRole('tab', { name: 'Layers' }).click();
  await expect(details.getByRole('row').nth(1)).toContainText(/COPY|ADD|CMD/);
  const sizes = (await engine.docker('history', '--format', '{{.Size}}', 'busybox')).split('\n');
  await expect(details.getByRole('row')).toHaveCount(sizes.length + 1);
  await expect(details.getByTestId('layer-picture').locator('> *')).toHaveCount(
    sizes.filter((size) => size !== '0B').length,
  );
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await expect(details).toContainText('"RootFS"');
});

test('names of one image stand together; keys, menu and palette act on them', async ({ page, engine }) => {
  await engine.docker('tag', 'busybox', 'mine/app:1');
  await engine.docker('tag', 'busybox', 'mine/app:2');
  const shell = new Shell(page);
  await shell.open('Images');
  const list = new ListPage(page, 'Images');
  const group = list.group('busybox, mine/app');
  await expect(group).toContainText('3 names');
  await group.getByRole('button', { expanded: true }).click();
  await expect(list.row('mine/app:1')).toHaveCount(0);
  await group.focus();
  await page.keyboard.press('ArrowRight');
  await expect(list.row('mine/app:1')).toBeVisible();

  // Keys on the row that has the focus; the menu names them, and what the CLI would do.
  await list.row('mine/app:1').focus();
  await page.keyboard.press('t');
  await expect(shell.dialog('Add a name to mine/app:1')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list.row('mine/app:1')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Run', exact: true })).toHaveAttribute(
    'aria-keyshortcuts',
    'R',
  );
  const remove = page.getByRole('menuitem', { name: 'Delete', exact: true });
  await expect(remove).toHaveAttribute('aria-description', /^docker .*rmi mine\/app:1$/);
  const keep = page.getByRole('menuitemcheckbox', { name: 'Keep when cleaning up' });
  await keep.click();
  await expect(keep).toBeChecked();
  await keep.click();
  await expect(keep).not.toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = shell.dialog('Keyboard shortcuts').getByRole('region', { name: 'Images' });
  await expect(help.getByRole('term').filter({ hasText: 'Push' })).toBeVisible();
  await expect(help).toContainText('docker rmi NAME');
  await page.keyboard.press('Escape');

  // From the palette, on the name that is meant.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('delete app:2');
  await expect(page.getByRole('option', { selected: true })).toContainText('Delete mine/app:2');
  await page.keyboard.press('Enter');
  const dialog = shell.dialog('Delete image mine/app:2?');
  await expect(dialog).toContainText('Only this name goes');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(list.row('mine/app:2')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('delete unused');
  await page.keyboard.press('Enter');
  await expect(shell.dialog('Delete unused images?')).toBeVisible();
  await page.keyboard.press('Escape');

  // All names at once: then the image goes.
  await list.group('busybox, mine/app').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete with all names' }).click();
  const both = shell.dialog('Delete 2 images?');
  await expect(both.getByRole('listitem')).toHaveCount(2);
  await expect(both.getByTestId('cli-equivalent')).toContainText('docker rmi busybox:latest mine/app:1');
  await both.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => engine.docker('images', '--quiet', 'busybox')).toBe('');
  expect(await engine.docker('images', '--quiet', 'mine/app')).toBe('');
});

test('compares two images: configuration and layers, as the CLI tells them', async ({ page, engine }) => {
  const make = async (version: string, from: string, more: string[]) => {
    const id = await engine.docker('run', '--detach', from, 'sh', '-c', `echo ${version} > /version`);
    await engine.docker('wait', id);
    const changes = [`ENV JAVA_VERSION=${version}`, `CMD ["java${version}"]`, ...more];
    await engine.docker('commit', ...changes.flatMap((line) => ['--change', line]), id, `java:${version}`);
    await engine.docker('rm', id);
  };
  await make('8', 'busybox', ['ENV OLD=yes']);
  await make('17', 'busybox', ['EXPOSE 8080', 'ENV ADMIN_PASSWORD=canary']);
  const shell = new Shell(page);
  await shell.open('Images');
  const list = new ListPage(page, 'Images');
  await list.select('java:17');
  await list.select('java:8');
  await list.bulk.getByRole('button', { name: 'Compare' }).click();
  const compare = page.getByTestId('compare');
  await expect(compare).toContainText('java:8 → java:17');
  const row = (name: string) =>
    compare.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  const cells = (name: string) => row(name).getByRole('cell');
  await expect(cells('JAVA_VERSION')).toHaveText(['8', '17']);
  await expect(cells('Command')).toHaveText(['java8', 'java17']);
  await expect(row('OLD')).toHaveAttribute('data-change', 'removed');
  await expect(row('Exposed ports')).toHaveAttribute('data-change', 'added');
  await expect(row('ADMIN_PASSWORD')).not.toContainText('canary');
  await expect(row('Platform')).toHaveCount(0);
  const layers = async (name: string) =>
    JSON.parse(await engine.docker('inspect', '--format', '{{json .RootFS.Layers}}', name)) as string[];
  const [eight, seventeen] = [await layers('java:8'), await layers('java:17')];
  const shared = eight.filter((layer, index) => seventeen[index] === layer).length;
  await expect(compare).toContainText(
    new RegExp(`same ${shared} layers?; ${eight.length} and ${seventeen.length} layers in all`),
  );
  await expect(compare.getByRole('list', { name: 'Layers' }).getByRole('listitem')).toHaveText([
    /removed.*echo 8/,
    /added.*echo 17/,
  ]);
  await compare.getByRole('checkbox', { name: 'Show what is the same' }).check();
  await expect(row('Platform')).toHaveAttribute('data-change', 'same');
  await compare.getByRole('button', { name: 'Swap' }).click();
  await expect(cells('JAVA_VERSION')).toHaveText(['17', '8']);
});
