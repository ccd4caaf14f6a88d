import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { App } from '../fixtures/launch';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { written } from '../fixtures/written';
import { axeFaults } from '../pages/axe';
import {
  cancelWhileSent,
  chooseBuilder,
  expectBuildEnd as expectEnd,
  openBuildDialog,
  buildStep as step,
} from '../pages/builds';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();
test.setTimeout(120_000);
const canary = 'hunter2-canary';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-build-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const openDialog = (app: App, page: Page) => openBuildDialog(app, page, folder);
test('builds stages with BuildKit from a measured context, keeps secrets out of everything, and again from the cache', async ({
  app,
  page,
  engine,
}) => {
  put(
    'Dockerfile',
    'FROM busybox:latest AS base\nARG TOKEN\nRUN echo made > /made && echo "with $TOKEN"\n' +
      'FROM busybox:latest\nCOPY --from=base /made /made\nCOPY app.txt /\n' +
      'RUN --mount=type=secret,id=key cat /run/secrets/key && echo end-of-build\n',
  );
  put('app.txt', 'app');
  put('.dockerignore', 'huge\n');
  mkdirSync(join(folder, 'huge'));
  put('huge/blob', '');
  // Takes no room, and would take long to send.
  truncateSync(join(folder, 'huge/blob'), 5_000_000_000);
  const shell = new Shell(page);
  await shell.open('Builds');
  const list = new ListPage(page, 'Builds');

  const dialog = await openDialog(app, page);
  await expect(dialog.getByTestId('context-size')).toContainText('3 files');
  await expect(dialog.getByTestId('context-size')).toContainText('.dockerignore is honoured');
  // Else docker buildx on a machine whose docker command has it.
  await dialog.getByText('More options').click();
  await chooseBuilder(page, 'BuildKit');
  await expect(dialog.getByTestId('builder')).toContainText('BuildKit, as chosen');
  await dialog.getByLabel('Tags').fill('me/built:1');
  await dialog.getByRole('button', { name: 'Add argument' }).click();
  await dialog.getByLabel('Argument', { exact: true }).fill('TOKEN');
  await dialog.getByLabel('Argument value').fill(canary);
  await dialog.getByRole('button', { name: 'Add secret' }).click();
  await dialog.getByLabel('Secret ID').fill('key');
  await dialog.getByLabel('Secret value').fill(`${canary}-file`);
  await expect(dialog.getByTestId('cli-equivalent')).toHaveText(
    new RegExp(
      `env DOCKER_BUILDKIT=1 docker( -H \\S+)? build -t me/built:1 --build-arg TOKEN --secret id=key,env=key ${folder}$`,
    ),
  );
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();

  await expectEnd(page, 'done');
  await expect(page.getByRole('heading', { level: 1, name: 'me/built:1' })).toBeVisible();
  await step(page, 'RUN --mount=type=secret').getByRole('button').click();
  await expect(page.getByRole('log')).toContainText('[hidden]');
  await expect(page.getByRole('log')).toContainText('end-of-build');
  expect(await engine.docker('run', '--rm', 'me/built:1', 'cat', '/app.txt', '/made')).toBe('appmade');
  await page.getByRole('tab', { name: 'Stages' }).click();
  await expect(page.getByTestId('build-stage')).toHaveCount(2);
  await expect(page.getByTestId('build-stage').nth(1)).toContainText('uses base');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('not kept');

  // Once more: the form is there again without its secrets.
  await page.getByRole('button', { name: 'Build again' }).click();
  const again = shell.dialog('Build image');
  await expect(again.getByLabel('Tags')).toHaveValue('me/built:1');
  await expect(again.getByLabel('Argument value')).toHaveValue('');
  await again.getByLabel('Argument value').fill(canary);
  await again.getByRole('button', { name: 'Build', exact: true }).click();
  await expect(step(page, 'RUN echo made')).toHaveAttribute('data-state', 'cached');
  await page.getByRole('link', { name: 'Back to builds' }).click();
  await list.expectRows(2);
  expect(await axeFaults(page)).toEqual([]);
  expect(written(app.home)).toContain('me/built:1');
  expect(written(app.home)).not.toContain(canary);

  await page.getByRole('button', { name: 'Build cache' }).click();
  const cache = shell.dialog('Build cache');
  await expect(cache.getByTestId('cache-total')).toContainText('entries');
  await cache.getByLabel('Also what images still share').check();
  await cache.getByRole('button', { name: 'Clear cache' }).click();
  await expect(shell.toast('came free')).toBeVisible();
  expect(await engine.docker('system', 'df', '--format', '{{.Type}} {{.TotalCount}}')).toContain(
    'Build Cache 0',
  );
});

test('marks the line that fails with either builder, hints at mistakes, and cancels', async ({
  app,
  page,
  engine,
}) => {
  const shell = new Shell(page);
  /** What the newest task says of its failure. */
  const expectTaskSays = async (...words: string[]) => {
    await page.getByRole('button', { name: 'Tasks', exact: true }).click();
    const newest = shell.dialog('Tasks').getByRole('listitem').first();
    for (const one of words) await expect(newest).toContainText(one);
    await page.keyboard.press('Escape');
  };
  /** Builds what is on the page once more, with this builder. */
  const again = async (
    builder: 'BuildKit' | 'Classic builder',
    tag?: string,
    ready?: () => Promise<void>,
  ) => {
    await page.getByRole('button', { name: 'Build again' }).click();
    const dialog = shell.dialog('Build image');
    if (tag !== undefined) await dialog.getByLabel('Tags').fill(tag);
    await dialog.getByText('More options').click();
    await chooseBuilder(page, builder);
    await expect(dialog.getByTestId('builder')).toContainText(`${builder}, as chosen`);
    await ready?.();
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  };
  await engine.docker('tag', 'busybox:latest', 'base:1');
  await shell.open('Images');
  put('Dockerfile', 'FROM busybox\nWORKDIR /x\nRUN echo before; exit 7\n');

  await test.step('a failing step', async () => {
    const dialog = await openDialog(app, page);
    await expect(dialog).toContainText('1 hint about the Dockerfile');
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    await expectEnd(page, 'failed');
    await expect(step(page, 'exit 7')).toHaveAttribute('data-line', '3');
    await expect(page.getByRole('log')).toContainText('before');
    await page.getByRole('button', { name: 'Show line 3' }).click();
    await expect(page.locator('.cm-failed')).toHaveText('RUN echo before; exit 7');
    expect(await axeFaults(page)).toEqual([]);
    await expectTaskSays(
      'A step of the build failed.',
      'Line 3 of Dockerfile: RUN echo before; exit 7',
      'exit code: 7',
    );
    await again('Classic builder');
    await expectEnd(page, 'failed');
    await expect(step(page, 'exit 7')).toHaveAttribute('data-line', '3');
    await expect(page.getByRole('log')).toContainText('before');
    await expectTaskSays('A step of the build failed.', 'Line 3 of Dockerfile', 'non-zero code: 7');
  });

  await test.step('a syntax error, put right in the editor', async () => {
    put('Dockerfile', 'FROM base:1\nRUNN true\n');
    for (const builder of ['Classic builder', 'BuildKit'] as const) {
      await again(builder);
      await expectEnd(page, 'failed');
      await expectTaskSays('The Dockerfile cannot be read.', 'Line 2 of Dockerfile: RUNN true');
    }
    await page.getByRole('tab', { name: 'Dockerfile' }).click();
    await expect(page.locator('.cm-failed')).toHaveText('RUNN true');
    const dialog = shell.dialog('Build image');
    await page.getByRole('button', { name: 'Build again' }).click();
    await dialog.getByRole('button', { name: 'Edit Dockerfile' }).click();
    const editor = shell.dialog('Edit Dockerfile');
    await expect(editor).toContainText('RUNN is no instruction');
    const text = editor.getByLabel('Dockerfile text');
    await text.press('ControlOrMeta+a');
    await text.pressSequentially('FROM base:1\nCOPY nowhere /\n');
    await expect(editor).toContainText('No hints');
    expect(await axeFaults(page)).toEqual([]);
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('No hints');
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM base:1\nCOPY nowhere /\n');
  });

  await test.step('a missing file, with the classic builder', async () => {
    const dialog = shell.dialog('Build image');
    await dialog.getByText('More options').click();
    await chooseBuilder(page, 'Classic builder');
    await expect(dialog.getByTestId('builder')).toContainText('Classic builder, as chosen');
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    await expectEnd(page, 'failed');
    await expect(step(page, 'COPY nowhere')).toHaveAttribute('data-line', '2');
    await expectTaskSays(
      'A file that the build is to copy is not there.',
      'Line 2 of Dockerfile: COPY nowhere /',
    );
  });

  await test.step('a missing file, with BuildKit', async () => {
    await again('BuildKit');
    await expectEnd(page, 'failed');
    await expectTaskSays(
      'A file that the build is to copy is not there.',
      'Line 2 of Dockerfile: COPY nowhere /',
    );
  });

  await test.step('the classic builder makes an image of stages too, and keeps an argument secret', async () => {
    put(
      'Dockerfile',
      'FROM base:1 AS one\nARG TOKEN\nRUN echo "classic $TOKEN"; echo classic > /by\n' +
        'FROM base:1\nCOPY --from=one /by /by\n',
    );
    await page.getByRole('button', { name: 'Build again' }).click();
    const dialog = shell.dialog('Build image');
    await dialog.getByLabel('Tags').fill('me/classic:1');
    await dialog.getByRole('button', { name: 'Add argument' }).click();
    await dialog.getByLabel('Argument', { exact: true }).fill('TOKEN');
    await dialog.getByLabel('Argument value').fill(canary);
    await dialog.getByText('More options').click();
    await chooseBuilder(page, 'Classic builder');
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    await expectEnd(page, 'done');
    await step(page, 'RUN echo').getByRole('button').click();
    await expect(page.getByRole('log')).toContainText('classic [hidden]');
    expect(await engine.docker('run', '--rm', 'me/classic:1', 'cat', '/by')).toBe('classic');
    await page.getByRole('tab', { name: 'Stages' }).click();
    await expect(page.getByTestId('build-stage').nth(1)).toContainText('uses one');
    await page.getByRole('tab', { name: 'Steps' }).click();
    expect(written(app.home)).not.toContain(canary);
  });

  await test.step('a cancel', async () => {
    for (const builder of ['BuildKit', 'Classic builder'] as const) {
      put('Dockerfile', 'FROM base:1\nRUN echo begun; sleep 300\n');
      await again(builder, 'never:1');
      await expect(page.getByRole('log')).toContainText('begun', { timeout: 20_000 });
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await expectEnd(page, 'cancelled');
    }
    for (const builder of ['BuildKit', 'Classic builder'] as const)
      await cancelWhileSent(page, folder, (isTold) => again(builder, 'never:1', isTold));
    expect(await engine.docker('images', '--quiet', 'never')).toBe('');
    // Nothing goes on behind our back, and nothing is left lying about.
    await expect.poll(() => engine.docker('ps', '--all', '--quiet')).toBe('');
  });
});

test('builds a folder that is dropped on the dialog, and says what cannot be dropped', async ({
  page,
  engine,
}) => {
  put('Dockerfile', 'FROM busybox\nRUN echo dropped > /by\n');
  put('notes', 'no Dockerfile');
  const shell = new Shell(page);
  await shell.open('Builds');
  await page.getByRole('button', { name: 'Build image', exact: true }).first().click();
  const dialog = shell.dialog('Build image');
  const source = dialog.getByTestId('build-source');
  const drop = async (...files: string[]) => {
    const box = await source.boundingBox();
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
    const cdp = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', {
        type,
        ...at,
        data: { items: [], files, dragOperationsMask: 1 },
      });
  };
  await drop(join(folder, 'Dockerfile'), join(folder, 'notes'));
  await expect(dialog.getByRole('alert')).toContainText('Drop one folder or one Dockerfile.');
  await drop(folder);
  await expect(source).toContainText(folder);
  await expect(dialog.getByTestId('context-size')).toContainText('2 files');
  await dialog.getByLabel('Tags').fill('me/dropped:1');
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  await expectEnd(page, 'done');
  expect(await engine.docker('run', '--rm', 'me/dropped:1', 'cat', '/by')).toBe('dropped');
});
