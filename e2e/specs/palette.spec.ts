import type { Page } from '@playwright/test';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';
import { words } from '../pages/words';

const test = withOneApp();

const palette = (page: Page, name = 'Command palette') => page.getByRole('dialog', { name, exact: true });
const chosen = (page: Page) => palette(page).getByRole('option', { selected: true });

async function open(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette(page).getByRole('combobox')).toBeFocused();
}

test('stops, opens and deletes containers without the mouse', async ({ page, engine }) => {
  const shell = new Shell(page);
  const list = new ListPage(page, 'Containers');
  const id = await engine.docker('run', '--detach', '--name', 'web-shop', '--stop-timeout', '0', 'chatty');
  await engine.docker('create', '--name', 'my-database', 'busybox', 'true');
  await list.expectRow('web-shop', 'running');
  await list.expectRow('my-database', 'created');

  // A few letters, not in a row, find it; all are the palette's, also those that come before it is there:
  // on the row that has the focus, P would pause.
  await list.row('web-shop').focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('stop wsp');
  await expect(palette(page).getByRole('combobox')).toHaveValue('stop wsp');
  await expect(chosen(page)).toContainText('Stop web-shop');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await shell.toast('web-shop stopped').first().waitFor();
  expect(await engine.docker('inspect', '--format', '{{.State.Running}}', id)).toBe('false');

  // What it cannot do in its state is not offered; what was done before comes first.
  await open(page);
  await expect(palette(page).getByRole('option', { name: /^Stop web-shop/ })).toHaveCount(0);
  await page.keyboard.type('web-shop');
  await expect(palette(page).getByRole('option', { name: /^Start web-shop/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('details')).toHaveAttribute('data-name', 'web-shop');

  await open(page);
  await page.keyboard.type('logs web');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: 'Container logs' })).toContainText('line');

  // What the page's own buttons do.
  await open(page);
  await page.keyboard.type('delete stopped');
  await page.keyboard.press('Enter');
  await expect(shell.dialog('Delete 2 containers?')).toContainText('my-database');
  await page.keyboard.press('Escape');

  // Deleting asks first, and Esc leaves everything as it was.
  await open(page);
  await page.keyboard.type('database delete');
  await page.keyboard.press('Enter');
  const asked = shell.dialog('Delete container my-database?');
  await expect(asked).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await open(page);
  await expect(
    palette(page).getByRole('group', { name: 'Recent' }).getByRole('option').first(),
  ).toContainText('Delete my-database');
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => engine.docker('ps', '--all', '--format', '{{.Names}}')).toBe('web-shop');
});

test('pages, dialogs and settings; the focus goes back; a dialog is not covered', async ({ page }) => {
  const shell = new Shell(page);
  const button = page.getByRole('button', { name: 'Run container' }).first();
  await expect(button).toBeVisible();
  await button.focus();
  await open(page);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(button).toBeFocused();

  await open(page);
  await page.keyboard.type('imag');
  await expect(chosen(page)).toContainText('Images');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Images' })).toBeVisible();

  await open(page);
  await page.keyboard.type('run busybox');
  await page.keyboard.press('Enter');
  const run = shell.dialog('Run container');
  await expect(run.getByLabel('Image', { exact: true })).toHaveValue(/busybox/);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(run).toBeVisible();
  await expect(palette(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(run).toBeHidden();

  await open(page);
  await page.keyboard.type('no such thing at all');
  await expect(palette(page)).toContainText('Nothing of that name');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette(page)).toBeHidden();

  await page.getByRole('navigation').getByRole('button', { name: 'Quick find' }).click();
  await page.keyboard.type('한국어');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '이미지' })).toBeVisible();
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko' });

  test('finds by the words of the language, without faults that axe finds', async ({ page, engine }) => {
    const t = words('ko');
    const id = await engine.docker('run', '--detach', '--name', 'worker', '--stop-timeout', '0', 'chatty');
    await expect(page.getByTestId('row')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    const dialog = palette(page, t('palette:title'));
    await expect(dialog.getByRole('option').first()).toContainText('worker');
    await page.keyboard.type(`worker ${t('containers:action.stop')}`);
    await expect(dialog.getByRole('option', { selected: true })).toContainText(
      t('palette:entry', { action: t('containers:action.stop'), name: 'worker' }),
    );
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => engine.docker('inspect', '--format', '{{.State.Running}}', id)).toBe('false');
  });
});
