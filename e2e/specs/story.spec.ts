import type { Locator, Page } from '@playwright/test';
import { get } from '../fixtures/http';
import { expect, test } from '../fixtures/test';
import { words } from '../pages/words';

/** Keeps the links that the app opens outside, instead of starting a browser. */
const keepOpenedLinks = (app: import('../fixtures/launch').App) =>
  app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedLinks: opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
const openedLinks = (app: import('../fixtures/launch').App) =>
  app.electron.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks);

const row = (page: Page, name: string) => page.locator(`[data-testid="row"][data-name="${name}"]`);

for (const locale of ['en', 'ko']) {
  test.describe(`the newcomer's story (${locale})`, () => {
    test.use({ locale });
    const t = words(locale);

    test('by mouse', async ({ app, page, engine, port80: _ }) => {
      await keepOpenedLinks(app);

      // See that the engine runs.
      const badge = page.getByTestId('engine-badge');
      await expect(badge).toHaveAttribute('data-state', 'running');
      await expect(badge).toContainText(t('shell:engine.running'));

      // Pull nginx.
      const main = page.getByRole('navigation', { name: t('shell:main') });
      await main.getByRole('link', { name: t('shell:page.images') }).click();
      await page
        .getByRole('button', { name: t('images:pull') })
        .first()
        .click();
      const pull = page.getByRole('dialog', { name: t('pull:title') });
      await pull.getByLabel(t('pull:image')).fill('nginx');
      await expect(pull.getByTestId('cli-equivalent')).toContainText('docker pull nginx');
      await pull.getByRole('button', { name: t('pull:pull'), exact: true }).click();

      // See the image.
      await expect(row(page, 'nginx:latest')).toHaveAttribute('data-state', 'unused');
      expect(await engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}')).toContain('nginx:latest');
      if (await pull.isVisible()) await page.keyboard.press('Escape');

      // Run it as webserver on port 80.
      await row(page, 'nginx:latest')
        .getByRole('button', { name: t('images:run'), exact: true })
        .click();
      const run = page.getByRole('dialog', { name: t('run:title') });
      await run.getByLabel(t('run:name'), { exact: true }).fill('webserver');
      await expect(run.getByLabel(t('run:hostPort'))).toHaveValue('80');
      await expect(run.getByLabel(t('run:containerPort'))).toHaveValue(/^80/);
      await expect(run.getByTestId('cli-equivalent')).toContainText(
        'docker run -d --name webserver -p 80:80 nginx',
      );
      await run.getByRole('button', { name: t('run:run'), exact: true }).click();
      await expect(run).toBeHidden();

      // See it in the list (`docker ps`).
      await main.getByRole('link', { name: t('shell:page.containers') }).click();
      await expect(row(page, 'webserver')).toHaveAttribute('data-state', 'running');
      expect(await engine.docker('ps', '--format', '{{.Names}} {{.Image}}')).toContain('webserver nginx');

      // Open localhost:80.
      await row(page, 'webserver').getByRole('link', { name: '80:80' }).click();
      await expect.poll(() => openedLinks(app)).toEqual(['http://localhost/']);
      await expect.poll(async () => (await get('http://localhost:80/'))?.status).toBe(200);

      // Stop it, and see it stopped (`docker ps -a`).
      await row(page, 'webserver')
        .getByRole('button', { name: t('containers:action.stop') })
        .click();
      await expect(row(page, 'webserver')).toHaveAttribute('data-state', 'exited');
      expect(await engine.docker('ps', '--format', '{{.Names}}')).not.toContain('webserver');
      expect(await engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}')).toContain(
        'webserver exited',
      );
      expect(await get('http://localhost:80/')).toBeUndefined();

      // Delete it.
      await row(page, 'webserver')
        .getByRole('button', { name: t('common:delete') })
        .click();
      const confirm = page.getByRole('dialog', { name: t('containers:delete.title', { name: 'webserver' }) });
      await expect(confirm).toContainText('webserver');
      await confirm.getByRole('button', { name: t('common:delete'), exact: true }).click();
      await expect(row(page, 'webserver')).toHaveCount(0);
      expect(await engine.docker('ps', '-a', '--format', '{{.Names}}')).not.toContain('webserver');
    });

    test('by keyboard alone', async ({ app, page, engine, registry, port80: _ }) => {
      await keepOpenedLinks(app);
      const { keyboard } = page;
      await expect(page.getByTestId('engine-badge')).toHaveAttribute('data-state', 'running');

      const isAt = (target: Locator) => target.evaluate((element) => element === document.activeElement);
      /** Presses a key until the target has the focus; nothing else moves it in this test. */
      const pressTo = async (key: string, target: Locator) => {
        await target.waitFor();
        for (let presses = 0; presses < 80; presses += 1) {
          if (await isAt(target)) return;
          await keyboard.press(key);
        }
        throw new Error(`${key} never reaches ${target}`);
      };
      const link = (title: string) =>
        page.getByRole('navigation', { name: t('shell:main') }).getByRole('link', { name: title });
      const button = (name: string) => page.getByRole('button', { name, exact: true }).first();

      // Pull, from the button, which gives way to the progress.
      await pressTo('Tab', link(t('shell:page.images')));
      await keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: t('shell:page.images') }).waitFor();
      await pressTo('Tab', button(t('images:pull')));
      await keyboard.press('Enter');
      const pull = page.getByRole('dialog', { name: t('pull:title') });
      await expect(pull.getByLabel(t('pull:image'))).toBeFocused();
      await keyboard.type('nginx');
      registry.setSpeed(1_000_000);
      await pressTo('Tab', pull.getByRole('button', { name: t('pull:pull'), exact: true }));
      await keyboard.press('Enter');
      await expect(pull.getByRole('progressbar').first()).toBeVisible();
      await expect(pull.locator(':focus')).toHaveCount(1);
      registry.setSpeed(undefined);
      await expect(row(page, 'nginx:latest')).toBeVisible();
      await expect(pull).toBeHidden();
      await expect(button(t('images:pull'))).toBeFocused();
      expect(await engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}')).toContain('nginx:latest');

      // Run.
      await pressTo('Shift+Tab', link(t('shell:page.containers')));
      await keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: t('shell:page.containers') }).waitFor();
      await pressTo('Tab', button(t('containers:run')));
      await keyboard.press('Enter');
      const run = page.getByRole('dialog', { name: t('run:title') });
      await expect(run.getByLabel(t('run:image'), { exact: true })).toBeFocused();
      await keyboard.type('nginx:latest');
      await keyboard.press('Tab');
      await expect(run.getByLabel(t('run:hostPort'))).toHaveValue('80');
      await expect(run.getByLabel(t('run:name'), { exact: true })).toBeFocused();
      await keyboard.type('webserver');
      await keyboard.press('Enter');
      await expect(run).toBeHidden();
      await expect(row(page, 'webserver')).toHaveAttribute('data-state', 'running');
      await expect.poll(async () => (await get('http://localhost:80/'))?.status).toBe(200);
      await expect(button(t('containers:run'))).toBeFocused();

      // Open, from the row.
      await keyboard.press('/');
      await keyboard.type('webserver');
      await keyboard.press('ArrowDown');
      await expect(row(page, 'webserver')).toBeFocused();
      await pressTo('Tab', row(page, 'webserver').getByRole('link', { name: '80:80' }));
      await keyboard.press('Enter');
      await expect.poll(() => openedLinks(app)).toEqual(['http://localhost/']);
      await pressTo('Shift+Tab', row(page, 'webserver'));

      // Stop, from the row's own menu, which gives the row its focus back.
      await keyboard.press('Shift+F10');
      const menu = page.getByRole('menu');
      await pressTo(
        'ArrowDown',
        menu.getByRole('menuitem', { name: t('containers:action.stop'), exact: true }),
      );
      await keyboard.press('Enter');
      await expect(row(page, 'webserver')).toHaveAttribute('data-state', 'exited');
      expect(await engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}')).toContain(
        'webserver exited',
      );
      await expect(row(page, 'webserver')).toBeFocused();

      // Delete: it begins on Cancel, and Cancel is a way back.
      await keyboard.press('Delete');
      const confirm = page.getByRole('dialog', { name: t('containers:delete.title', { name: 'webserver' }) });
      await expect(confirm.getByRole('button', { name: t('common:cancel'), exact: true })).toBeFocused();
      await keyboard.press('Enter');
      await expect(confirm).toBeHidden();
      await expect(row(page, 'webserver')).toBeFocused();
      await keyboard.press('Delete');
      await pressTo('Tab', confirm.getByRole('button', { name: t('common:delete'), exact: true }));
      await keyboard.press('Enter');
      await expect(row(page, 'webserver')).toHaveCount(0);
      expect(await engine.docker('ps', '-a', '--format', '{{.Names}}')).not.toContain('webserver');
    });
  });
}
