import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { words } from '../pages/words';

/** In the page's own script, as the files with the words may be what is missing. */
const failedStart = {
  en: { what: 'Lighter could not start its window', reload: 'Reload' },
  ko: { what: 'Lighter 창을 시작하지 못했습니다', reload: '다시 불러오기' },
};

for (const locale of ['en', 'ko'] as const) {
  test.describe(`a page that cannot be drawn (${locale})`, () => {
    test.use({ locale });
    const t = words(locale);

    test('says so, leaves the rest standing, and can be reported, left and loaded anew', async ({
      app,
      page,
      engine,
    }) => {
      for (const name of ['kept', 'other']) await engine.docker('create', '--name', name, 'busybox');
      const row = page.locator('[data-testid="row"][data-name="kept"]');
      await expect(row).toBeVisible();
      // What the list is drawn with fails, as a fault of ours or of a library would.
      await page.evaluate(() =>
        Object.defineProperty(Intl.Collator.prototype, 'compare', {
          get() {
            throw new Error('Drawn wrongly by the test');
          },
        }),
      );
      await page
        .getByRole('columnheader')
        .getByRole('button', { name: t('containers:column.name') })
        .click();
      const notice = page.getByTestId('render-error');
      await expect(notice).toContainText(t('errors:render.what'));
      await expect(page.getByTestId('engine-badge')).toBeVisible();
      expect(await axeFaults(page)).toEqual([]);

      await notice.getByText(t('errors:render.details'), { exact: true }).click();
      await expect(notice.locator('pre')).toContainText('Drawn wrongly by the test');
      await notice.getByRole('button', { name: t('errors:render.copy') }).click();
      const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
      await expect.poll(copied).toContain('Drawn wrongly by the test');

      // Another page is not held up by it.
      await page.getByRole('navigation').getByRole('link').last().click();
      await expect(page.getByRole('heading', { level: 1, name: t('shell:page.settings') })).toBeVisible();
      await page.evaluate(() => window.location.assign('#/containers'));
      await notice.getByRole('button', { name: t('errors:render.reload') }).click();
      await expect(row).toBeVisible();
    });

    test('says so also when it is the component library that fails', async ({ page }) => {
      // Asked by the library's provider, around all that it draws.
      await page.addInitScript(() => {
        window.matchMedia = () => {
          throw new Error('Library broken by the test');
        };
      });
      await page.reload();
      const notice = page.getByTestId('render-error');
      await expect(notice).toContainText(t('errors:render.what'));
      await expect(notice.getByRole('button', { name: t('errors:render.reload') })).toBeVisible();
      await notice.getByText(t('errors:render.details'), { exact: true }).click();
      await expect(notice.locator('pre')).toContainText('Library broken by the test');
    });

    test('says in the page that the app failed before it was drawn, and loads anew', async ({ page }) => {
      // Asked for as the app's script runs, before React.
      await page.addInitScript(() => {
        const listen = window.addEventListener.bind(window);
        Object.assign(window, {
          addEventListener: (type: string, listener: EventListener) => {
            if (type === 'message' && !sessionStorage.getItem('mended'))
              throw new Error('Broken by the test');
            listen(type, listener);
          },
        });
      });
      await page.reload();
      const notice = page.getByRole('alert');
      await expect(notice.getByRole('heading')).toHaveText(failedStart[locale].what);
      await expect(notice).toContainText('Broken by the test');
      await page.evaluate(() => sessionStorage.setItem('mended', 'yes'));
      await notice.getByRole('button', { name: failedStart[locale].reload }).click();
      await expect(page.getByTestId('engine-badge')).toBeVisible();
      await expect(page.locator('.failed-start')).toHaveCount(0);
    });
  });
}
