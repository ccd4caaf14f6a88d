import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();

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
  await page.getByRole('tab', { name: 'Layers' }).click();
  await expect(details.getByRole('row').nth(1)).toContainText(/COPY|ADD|CMD/);
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await expect(details).toContainText('"RootFS"');
});
