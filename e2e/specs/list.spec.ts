import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

const sleep = ['busybox', 'sleep', '1000'] as const;

test('columns are ordered, sized, fitted, remembered and reset', async ({ launch, engine }) => {
  await engine.docker('run', '--detach', '--name', 'a-container-with-quite-a-long-name', ...sleep);
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(1);
  const header = (name: string) => list.table.getByRole('columnheader', { name, exact: true });
  const order = async () =>
    (await list.table.getByRole('columnheader').allTextContents()).filter(
      (name) => name && name !== 'Actions',
    );
  const widthOf = async (name: string) => Math.round((await header(name).boundingBox())?.width ?? 0);
  expect((await order()).slice(0, 4)).toEqual(['Name', 'Image', 'State', 'Ports']);

  // With keys, then by dragging, in the column menu.
  const columns = page.getByRole('button', { name: 'Columns' });
  await columns.click();
  const entry = (name: string) => page.getByRole('menuitemcheckbox', { name });
  await entry('Ports').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await order()).slice(0, 4)).toEqual(['Name', 'Image', 'Ports', 'State']);
  await expect(entry('Ports')).toBeFocused();
  await entry('State').dragTo(entry('Image'));
  await expect.poll(async () => (await order()).slice(0, 4)).toEqual(['Name', 'State', 'Image', 'Ports']);
  await entry('Created').click();
  await page.keyboard.press('Escape');

  // The edge of a header.
  const edge = header('Image').getByTestId('column-edge');
  const before = await widthOf('Image');
  const box = await edge.boundingBox();
  if (!box) throw new Error('The header has no edge.');
  await page.mouse.move(box.x + box.width - 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 62, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf('Image')).toBe(before - 60);
  await header('Name').getByRole('button').focus();
  const nameBefore = await widthOf('Name');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => widthOf('Name')).toBe(nameBefore - 16);
  await header('Name').getByTestId('column-edge').dblclick();
  const link = list.row('a-container-with-quite-a-long-name').getByRole('link').first();
  await expect
    .poll(async () => (await widthOf('Name')) - Math.round((await link.boundingBox())?.width ?? 0))
    .toBe(16);
  const fitted = await widthOf('Name');
  await app.close();

  const again = await launch({ home: app.home });
  const list2 = new ListPage(await again.page(), 'Containers');
  await list2.expectRows(1);
  const headers = list2.table.getByRole('columnheader');
  await expect(headers.nth(2)).toHaveText('State');
  await expect(headers.filter({ hasText: 'Created' })).toHaveCount(0);
  expect(Math.round((await headers.nth(1).boundingBox())?.width ?? 0)).toBe(fitted);
  await list2.page.getByRole('button', { name: 'Columns' }).click();
  await list2.page.getByRole('menuitem', { name: 'Reset columns' }).click();
  await expect(headers.nth(2)).toHaveText('Image');
});

test('CPU, memory and network are shown with a line of what was', async ({ page, engine }) => {
  await engine.docker('run', '--detach', '--name', 'busy', 'busybox', 'sh', '-c', 'while :; do :; done');
  const list = new ListPage(page, 'Containers');
  await list.expectRow('busy', 'running');
  await list.page.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['Ports', 'Uptime', 'Created'])
    await page.getByRole('menuitemcheckbox', { name }).click();
  await page.keyboard.press('Escape');
  const cell = (column: string) => list.row('busy').locator(`[data-column="${column}"]`);
  await expect(cell('cpu').locator('path')).toHaveAttribute('d', /^M.*L/, { timeout: 20_000 });
  const [, cpu] = (await engine.docker('stats', '--no-stream', '--format', '{{.Name}} {{.CPUPerc}}')).split(
    ' ',
  );
  const shown = Number.parseFloat((await cell('cpu').textContent()) ?? '');
  expect(Math.abs(shown - Number.parseFloat(cpu ?? ''))).toBeLessThan(60);
  await expect(cell('memory')).toHaveText(/\d B|kB|MB/);
  await expect(cell('network')).toHaveText(/B\/s$/);
});
