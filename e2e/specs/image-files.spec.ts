import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { formatBytes } from '../../renderer/lib/format';
import { ask } from '../../scripts/engine/ask.mjs';
import type { App } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const press = (dialog: Locator, name: string) => dialog.getByRole('button', { name, exact: true }).click();

/** Has the system's file dialogs answer with this path. */
const answerWith = (app: App, path: string) =>
  app.electron.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, {
      showSaveDialog: async () => ({ canceled: false, filePath }),
      showOpenDialog: async () => ({ canceled: false, filePaths: [filePath] }),
    });
  }, path);

/** What all images take up, by the engine's own count. */
const imageBytes = async (socket: string): Promise<number> =>
  (await ask(socket, 'GET', '/system/df')).LayersSize;

test('names, pushes, saves, loads, imports and cleans up images, with the CLI and the registry as judges', async ({
  app,
  page,
  engine,
  registry,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lighter-files-'));
  const shell = new Shell(page);
  const list = new ListPage(page, 'Images');
  await shell.open('Images');
  const pushed = `${registry.host}/me/app:1`;

  await test.step('push under another name', async () => {
    await list.choose('crasher:latest', 'Push');
    const dialog = shell.dialog('Push image');
    await dialog.getByLabel('Push as').fill(pushed);
    await expect(dialog.getByTestId('cli-equivalent')).toHaveText(
      `docker tag crasher:latest ${pushed} && docker push ${pushed}`,
    );
    await press(dialog, 'Push');
    await expect(shell.toast(`${pushed} was pushed`)).toBeVisible();
    expect(await registry.tags('me/app')).toEqual(['1']);
  });

  await test.step('add a name', async () => {
    await list.row('crasher:latest').click({ button: 'right', position: { x: 300, y: 8 } });
    await page.getByRole('menuitem', { name: 'Add name' }).click();
    const dialog = shell.dialog('Add a name to crasher:latest');
    await dialog.getByLabel('New name').fill('mine:2');
    await page.keyboard.press('Enter');
    await list.expectRow('mine:2', 'unused');
    expect(await engine.docker('images', '--quiet', 'mine:2')).toBe(
      await engine.docker('images', '--quiet', 'crasher'),
    );
  });

  const archive = join(folder, 'two.tar');
  await test.step('save two', async () => {
    await answerWith(app, archive);
    await list.select('mine:2');
    await list.select('chatty:latest');
    await list.bulk.getByRole('button', { name: 'Save' }).click();
    const dialog = shell.dialog('Save 2 images');
    await expect(dialog.getByTestId('cli-equivalent')).toContainText('docker save -o images.tar');
    await press(dialog, 'Choose file');
    await expect(shell.toast('two.tar was saved')).toBeVisible();
    expect(readdirSync(folder)).toEqual(['two.tar']);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
  });

  await test.step('load them again', async () => {
    await engine.docker('rmi', 'mine:2', 'chatty:latest');
    await expect(list.row('mine:2')).toHaveCount(0);
    await page.getByRole('button', { name: 'Load image' }).click();
    const dialog = shell.dialog('Load image');
    await press(dialog, 'Choose file');
    await expect(dialog.getByTestId('cli-equivalent')).toHaveText(`docker load -i ${archive}`);
    await press(dialog, 'Load');
    await expect(shell.toast('two.tar was loaded')).toContainText('2 images');
    await list.expectRow('mine:2', 'unused');
    expect(await engine.docker('images', '--format', '{{.Repository}}')).toContain('chatty');
  });

  await test.step('import a file system', async () => {
    const files = join(folder, 'files.tar');
    const id = await engine.docker('create', 'busybox');
    await engine.docker('export', '--output', files, id);
    await answerWith(app, files);
    await page.getByRole('button', { name: 'Load image' }).click();
    const dialog = shell.dialog('Load image');
    await press(dialog, 'Choose file');
    await dialog.getByRole('radio', { name: 'File system' }).check({ force: true });
    await dialog.getByLabel('Image name').fill('imported:1');
    await dialog.getByLabel('Dockerfile lines').fill('CMD ["echo", "hello from files"]');
    await press(dialog, 'Import');
    await expect(shell.toast('imported:1 was imported')).toBeVisible();
    expect(await engine.docker('run', '--rm', 'imported:1')).toBe('hello from files');
    await engine.docker('rm', id);
  });

  await test.step('an archive that is none', async () => {
    await answerWith(app, app.outputFile);
    await page.getByRole('button', { name: 'Load image' }).click();
    const dialog = shell.dialog('Load image');
    await press(dialog, 'Choose file');
    await press(dialog, 'Load');
    await expect(dialog.getByRole('alert')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a save into a folder that is gone', async () => {
    rmSync(folder, { recursive: true });
    await answerWith(app, archive);
    await list.choose('mine:2', 'Save');
    await press(shell.dialog('Save image'), 'Choose file');
    await expect(shell.dialog('Save image').getByRole('alert')).toContainText('ENOENT');
    expect(existsSync(folder)).toBe(false);
    await page.keyboard.press('Escape');
  });

  await test.step('a clean-up deletes what its preview shows, and keeps what is protected', async () => {
    await engine.docker('create', '--name', 'user', 'healthy');
    await list.action('busybox:latest', 'More actions').click();
    await page.getByRole('menuitemcheckbox', { name: 'Keep when cleaning up' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete unused' }).click();
    const dialog = shell.dialog('Delete unused images?');
    const items = dialog.getByRole('listitem');
    const going = ['chatty:latest', 'crasher:latest', 'mine:2', 'imported:1', pushed];
    await expect(items).toHaveCount(going.length);
    for (const name of going) await expect(items.filter({ hasText: name })).toHaveCount(1);
    await expect(dialog).toContainText('Kept, because it is protected: busybox:latest');
    await expect(dialog.getByTestId('freed')).toContainText(/Frees/);
    await expect(dialog.getByTestId('cli-equivalent')).toHaveText(/^docker rmi( \S+){5}$/);
    await dialog.getByRole('radio', { name: 'Only those without a name' }).check({ force: true });
    await expect(dialog).toContainText('No image fits this choice.');
    await expect(dialog.getByRole('button', { name: 'Delete', exact: true })).toBeDisabled();
    await dialog.getByRole('radio', { name: 'All unused' }).check({ force: true });
    await dialog.getByLabel('Age', { exact: true }).selectOption({ label: 'Made more than 90 days ago' });
    await expect(dialog).toContainText('No image fits this choice.');
    await dialog.getByLabel('Age', { exact: true }).selectOption({ label: 'Any age' });
    await expect(items).toHaveCount(going.length);
    const before = await imageBytes(engine.socket);
    await press(dialog, 'Delete');
    const told = shell.toast('Unused images were deleted');
    await expect(told).toContainText(/came free, by the engine's count/);
    const freed = before - (await imageBytes(engine.socket));
    expect(freed).toBeGreaterThan(0);
    await expect(told).toContainText(`${formatBytes(freed)} came free`);
    expect((await engine.docker('images', '--format', '{{.Repository}}')).split('\n').sort()).toEqual([
      'busybox',
      'healthy',
    ]);
  });
});
