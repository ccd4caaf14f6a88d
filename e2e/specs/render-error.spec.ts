import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { words } from '../pages/words';

for (const locale of ['en', 'ko']) {
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
  });
}
