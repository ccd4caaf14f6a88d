import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';

const file = (page: Page, path: string) => page.locator(`[data-testid="file"][data-path="${path}"]`);
const open = async (page: Page, id: string) => {
  await expect(page.getByTestId('row').first()).toBeVisible();
  await page.evaluate((to) => window.location.assign(to), `#/containers/${id}/files`);
};
const choose = async (page: Page, path: string, action: string) => {
  await file(page, path).click({ button: 'right' });
  await page.getByRole('menuitem', { name: action, exact: true }).click();
};

test('look, edit, upload, download, rename and delete in a running container', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker(
    'run',
    '-d',
    '--name',
    'box',
    '-v',
    'things:/things',
    'busybox',
    'sleep',
    '1000',
  );
  const inBox = (...command: string[]) => engine.docker('exec', 'box', ...command);
  await inBox(
    'sh',
    '-c',
    'mkdir /w; printf "one\\r\\ntwo\\r\\n" > /w/a.conf; chmod 640 /w/a.conf; chown 7:8 /w/a.conf',
  );
  await inBox('sh', '-c', 'ln -s ../w/a.conf /w/link; : > "/w/two\nlines"; rm /etc/group; : > /things/x');
  await open(page, id);

  // Marks, as `docker diff` has them: what was added, what is gone, and what holds changes.
  await expect(file(page, '/w')).toHaveAttribute('data-change', 'added');
  await expect(file(page, '/etc')).toHaveAttribute('data-change', 'within');
  await file(page, '/etc').click();
  await expect(file(page, '/etc/group')).toHaveAttribute('data-change', 'deleted');
  expect(await engine.docker('diff', 'box')).toContain('D /etc/group');
  await expect(file(page, '/things')).toContainText('Volume');

  // By keys: into the folder, along to the file; a link leads to what it names.
  await file(page, '/w').click();
  await expect(file(page, '/w/a.conf')).toBeVisible();
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.focus();
  await page.keyboard.press('ArrowRight');
  await expect(file(page, '/w/a.conf')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('l');
  await expect(file(page, '/w/link')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(file(page, '/w/a.conf')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('cli-equivalent')).toHaveText('docker cp box:/w/a.conf .');
  // Enter opens: the contents have the focus.
  await expect(page.getByTestId('file-preview').getByRole('textbox')).toHaveValue('one\ntwo\n');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('file-preview')).toBeFocused();

  // An edit keeps line ends, mode and owner; one that comes too late is not lost without a word.
  const pane = page.getByTestId('file-preview');
  const text = pane.getByRole('textbox');
  await expect(text).toHaveValue('one\ntwo\n');
  await pane.getByRole('button', { name: 'Edit' }).click();
  await text.fill('one\nthree\n');
  await page.keyboard.press('Control+s');
  await expect(pane.getByRole('button', { name: 'Edit' })).toBeVisible();
  expect(await inBox('od', '-c', '/w/a.conf')).toContain('t   h   r   e   e  \\r  \\n');
  expect(await inBox('stat', '-c', '%a %u:%g', '/w/a.conf')).toBe('640 7:8');
  await pane.getByRole('button', { name: 'Edit' }).click();
  await text.fill('mine\n');
  await inBox('sh', '-c', 'echo theirs > /w/a.conf');
  await pane.getByRole('button', { name: 'Save' }).click();
  await expect(pane.getByRole('alert')).toContainText('changed since it was read');
  expect(await inBox('cat', '/w/a.conf')).toBe('theirs');
  await pane.getByRole('button', { name: 'Overwrite it' }).click();
  await expect.poll(() => inBox('cat', '/w/a.conf')).toContain('mine');

  // Upload by drag and drop, then a folder by the menu; what is there is asked about.
  const local = mkdtempSync(join(app.home, 'local-'));
  mkdirSync(join(local, 'folder/한글'), { recursive: true });
  writeFileSync(join(local, 'a.conf'), 'dropped');
  writeFileSync(join(local, 'folder/한글/run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  const box = await file(page, '/w').boundingBox();
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(local, 'a.conf')], dragOperationsMask: 1 };
  const at = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 10 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
  const question = page.getByRole('dialog', { name: 'Overwrite 1 item?' });
  await expect(question).toContainText('a.conf');
  expect(await inBox('cat', '/w/a.conf')).toContain('mine');
  await question.getByRole('button', { name: 'Overwrite' }).click();
  await expect.poll(() => inBox('cat', '/w/a.conf')).toBe('dropped');
  await app.electron.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    },
    join(local, 'folder'),
  );
  await choose(page, '/w', 'Upload folder…');
  await expect.poll(() => inBox('sh', '-c', 'stat -c "%a %s" /w/folder/한글/run.sh || true')).toBe('755 10');

  // Download: the folder as a tar that holds it, the file as it is; nothing half done is left.
  const saved = join(app.home, 'saved.tar');
  const saveTo = (path: string) =>
    app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
  await saveTo(saved);
  await choose(page, '/w', 'Download');
  await expect(page.getByRole('status').filter({ hasText: 'box:/w was downloaded' })).toBeVisible();
  expect(readFileSync(saved).toString('latin1')).toContain('w/a.conf');
  await saveTo(join(app.home, 'saved.conf'));
  await choose(page, '/w/a.conf', 'Download');
  await expect(page.getByRole('status').filter({ hasText: 'box:/w/a.conf was downloaded' })).toBeVisible();
  expect(readFileSync(join(app.home, 'saved.conf'), 'utf8')).toBe('dropped');

  // The same by its key, and from the palette, which names the chosen file.
  await saveTo(join(app.home, 'by-key.conf'));
  await file(page, '/w/a.conf').click();
  await tree.focus();
  await page.keyboard.press('ControlOrMeta+s');
  await expect.poll(() => existsSync(join(app.home, 'by-key.conf'))).toBe(true);
  await saveTo(join(app.home, 'by-palette.conf'));
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('download a.conf');
  const palette = page.getByRole('dialog', { name: 'Command palette', exact: true });
  await expect(palette.getByRole('option', { selected: true })).toContainText('Download a.conf');
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(join(app.home, 'by-palette.conf'))).toBe(true);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('In the files');
  await page.keyboard.press('Escape');

  // New folder, rename, delete; a mount says whose files go.
  await file(page, '/w').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'New folder…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('made here');
  await page.keyboard.press('Enter');
  await expect(file(page, '/w/made here')).toBeVisible();
  await tree.focus();
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByLabel('New name').fill('-rf');
  await page.keyboard.press('Enter');
  await expect(file(page, '/w/-rf')).toBeVisible();
  expect(await inBox('ls', '-d', '/w/-rf')).toBe('/w/-rf');
  await tree.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog', { name: /-rf/ }).getByRole('button', { name: 'Delete' }).click();
  await expect(file(page, '/w/-rf')).toHaveCount(0);
  expect(await inBox('ls', '/w')).not.toContain('-rf');
  await file(page, '/things').click();
  await choose(page, '/things/x', 'Delete…');
  await expect(page.getByRole('dialog')).toContainText('volume things');
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await inBox('ls', '/things')).toBe('x');
});

test('a container that never ran and holds no program is read, written and explained', async ({
  page,
  engine,
}) => {
  const folder = mkdtempSync('/tmp/lighter-scratch-');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY only /etc/only.txt\nCMD ["/nothing"]\n');
  writeFileSync(join(folder, 'only'), 'alone\n');
  await engine.docker('build', '--tag', 'empty', folder);
  const id = await engine.docker('create', '--name', 'bare', 'empty');
  await open(page, id);
  await file(page, '/etc').click();
  await file(page, '/etc/only.txt').click();
  const pane = page.getByTestId('file-preview');
  await expect(pane.getByRole('textbox')).toHaveValue('alone\n');
  await pane.getByRole('button', { name: 'Edit' }).click();
  await pane.getByRole('textbox').fill('changed\n');
  await pane.getByRole('button', { name: 'Save' }).click();
  await expect(file(page, '/etc/only.txt')).toHaveAttribute('data-change', 'changed');
  expect(await engine.docker('cp', 'bare:/etc/only.txt', '-')).toContain('changed\n');
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('made');
  await page.keyboard.press('Enter');
  await expect(file(page, '/etc/made')).toHaveAttribute('data-type', 'folder');
  await file(page, '/etc/made').click({ button: 'right' });
  const entry = page.getByRole('menuitem', { name: 'Delete…' });
  await expect(entry).toHaveAttribute('aria-disabled', 'true');
  await expect(entry).toHaveAttribute('title', /Start it first/);
  await page.keyboard.press('Escape');
  await engine.docker('rm', 'bare');
  await expect(page.getByRole('main')).toContainText('deleted');
});
