import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, appLogs } from '../fixtures/launch';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();
test.setTimeout(120_000);

/** Writes a folder to build from and makes it the answer of the next file chooser. */
async function chooseFolder(app: App, page: Page, files: Record<string, string | Buffer>): Promise<void> {
  const folder = test.info().outputPath('shop');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await page.getByRole('link', { name: 'Builds', exact: true }).click();
  await page.getByRole('button', { name: 'Build image' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Build image' });
  await dialog.getByRole('button', { name: 'Choose folder' }).click();
  await expect(dialog.getByTestId('context-size')).toContainText(/go(es)? to the engine/);
}

const details = (page: Page) => page.getByTestId('details');
const step = (page: Page, text: string) => page.getByTestId('build-step').filter({ hasText: text });

const twoStages = `FROM busybox:latest AS maker
ARG GREETING=none
RUN echo "made with $GREETING" > /made && sleep 0.2
FROM busybox:latest
COPY --from=maker /made /made
COPY page.html /page.html
CMD ["cat", "/made"]
`;

/** Everything the app has written, which must hold no secret. */
function written(app: App): string {
  const texts = [app.outputFile, ...appLogs(app.home)];
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const info = statSync(path, { throwIfNoEntry: false });
      if (info?.isFile() && name.endsWith('.json')) texts.push(path);
      else if (info?.isDirectory() && name.includes('build')) walk(path);
    }
  };
  walk(join(app.home, 'profile'));
  return texts.map((path) => readFileSync(path, 'utf8')).join('\n');
}

test('builds stages with BuildKit and with the classic builder, again out of the cache, and keeps no secret', async ({
  app,
  page,
  engine,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Build image' });
  const files = {
    Dockerfile: twoStages,
    'page.html': 'hello',
    'large.bin': Buffer.alloc(3_000_000),
    '.dockerignore': '*.bin\n',
  };
  await chooseFolder(app, page, files);
  // The Dockerfile, what it needs and the ignore file; not the three megabytes.
  await expect(dialog.getByTestId('context-size')).toContainText('.dockerignore is honoured');
  await expect(dialog.getByTestId('context-size')).not.toContainText('MB');
  await expect(dialog.getByTestId('builder')).toContainText('BuildKit');
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('shop:1');
  await dialog.getByRole('button', { name: 'Add argument' }).click();
  await dialog
    .getByRole('textbox', { name: 'Argument', exact: true })
    .or(dialog.getByRole('combobox', { name: 'Argument', exact: true }))
    .first()
    .fill('GREETING');
  await dialog.getByLabel('Argument value').first().fill('s3cret-greeting');
  await dialog.getByLabel('Keep secret').first().check();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  await expect(details(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(await axeFaults(page)).toEqual([]);
  expect(await engine.docker('run', '--rm', 'shop:1')).toBe('made with s3cret-greeting');
  await page.getByRole('tab', { name: 'Stages' }).click();
  await expect(details(page)).toContainText('maker');
  expect(written(app)).not.toContain('s3cret-greeting');

  // Once more by the older builder: said so, and the folder is still known.
  await page.getByRole('button', { name: 'Build again' }).click();
  await expect(dialog.getByTestId('context-size')).toContainText(/go(es)? to the engine/);
  await dialog.getByText('More options').click();
  await dialog
    .getByRole('combobox', { name: 'Builder' })
    .or(dialog.getByRole('textbox', { name: 'Builder' }))
    .first()
    .click();
  await page.getByRole('option', { name: 'Classic builder' }).click();
  await expect(dialog.getByTestId('builder')).toContainText('Classic builder');
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('shop:2');
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  await expect(details(page)).toHaveAttribute('data-name', 'shop:2');
  await expect(details(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(await engine.docker('run', '--rm', 'shop:2')).toContain('made with');

  // The third time nothing is left to do.
  await page.getByRole('button', { name: 'Build again' }).click();
  await expect(dialog.getByTestId('context-size')).toContainText(/go(es)? to the engine/);
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('shop:3');
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  await expect(details(page)).toHaveAttribute('data-name', 'shop:3');
  await expect(details(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await expect(step(page, 'RUN echo')).toHaveAttribute('data-state', 'cached');

  await page.getByRole('link', { name: 'Back to builds' }).click();
  await new ListPage(page, 'Builds').expectRows(3);
  expect(await axeFaults(page)).toEqual([]);
});

test('tells the failing line, a mistake in the file and a file that is not there; a cancel leaves no image', async ({
  app,
  page,
  engine,
}) => {
  const dialog = page.getByRole('dialog', { name: 'Build image' });
  const build = async (dockerfile: string, tag: string) => {
    await chooseFolder(app, page, { Dockerfile: dockerfile });
    await dialog.getByRole('textbox', { name: 'Tags' }).fill(tag);
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    await expect(details(page)).toHaveAttribute('data-name', tag);
  };
  const images = () => engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}');

  await build('FROM busybox:latest\nRUN true\nRUN echo no such door >&2; exit 7\n', 'bad:1');
  await expect(details(page)).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
  await expect(step(page, 'exit 7')).toHaveAttribute('data-state', 'failed');
  await expect(details(page)).toContainText('no such door');
  await page.getByRole('button', { name: 'Show line 3' }).click();
  await expect(details(page)).toContainText('Line 3 failed');

  await build('FROM busybox:latest\nRNU true\n', 'bad:2');
  await expect(details(page)).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
  await expect(details(page)).toContainText(/unknown instruction: RNU/i);

  await build('FROM busybox:latest\nCOPY nothing /x\n', 'bad:3');
  await expect(details(page)).toHaveAttribute('data-state', 'failed', { timeout: 60_000 });
  await expect(details(page)).toContainText('nothing');

  await build('FROM busybox:latest\nRUN echo begun; sleep 300\n', 'bad:4');
  await expect(step(page, 'sleep 300')).toContainText('begun', { timeout: 60_000 });
  await details(page).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(details(page)).toHaveAttribute('data-state', 'cancelled', { timeout: 30_000 });
  expect(await images()).not.toContain('bad:');
  await new Shell(page).badge.waitFor();
});
