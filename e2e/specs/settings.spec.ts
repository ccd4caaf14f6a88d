import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { words } from '../pages/words';

const en = words('en');
const ko = words('ko');

test('language and theme change at once, and are kept', async ({ launch }) => {
  const app = await launch();
  const page = await app.page();
  await page.getByRole('link', { name: en('shell:page.settings') }).click();
  await expect(page.getByRole('heading', { level: 1, name: en('shell:page.settings') })).toBeVisible();
  await page.getByRole('radio', { name: '한국어' }).check({ force: true });
  await expect(page.getByRole('heading', { level: 1, name: ko('shell:page.settings') })).toBeVisible();
  await expect(page.getByTestId('engine-badge')).toContainText(ko('shell:engine.running'));
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
  // The theme, not the component library's own sheet, which the page may load after it.
  await expect(page.getByRole('button', { name: ko('registries:login.logIn') })).toHaveCSS(
    'font-size',
    '13px',
  );
  await page.getByRole('radio', { name: ko('settings:dark'), exact: true }).check({ force: true });
  await expect.poll(() => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  expect(await axeFaults(page)).toEqual([]);
  await app.close();

  const again = await launch({ home: app.home });
  const next = await again.page();
  await expect(next.getByRole('heading', { level: 1, name: ko('shell:page.containers') })).toBeVisible();
  expect(await again.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
});

test('without close to tray, closing the window ends the app', async ({ app, page }) => {
  await page.getByRole('link', { name: en('shell:page.settings') }).click();
  await page.getByRole('switch', { name: en('settings:closeToTray') }).setChecked(false, { force: true });
  const ended = new Promise<void>((resolve) => app.electron.once('close', () => resolve()));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
});

test('start at login says why it cannot be had in development', async ({ page }) => {
  await page.getByRole('link', { name: en('shell:page.settings') }).click();
  await expect(page.getByRole('switch', { name: en('settings:startAtLogin') })).toBeDisabled();
});
