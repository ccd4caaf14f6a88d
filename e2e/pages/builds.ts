import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { App } from '../fixtures/launch';
import { Shell } from './shell';

/** Has the system's dialog for files and folders answer with this path from now on. */
export const answerWith = (app: App, path: string) =>
  app.electron.evaluate(({ dialog }, chosen) => {
    Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [chosen] }) });
  }, path);

/** Opens the dialog and has the system's one answer with the folder. */
export async function openBuildDialog(app: App, page: Page, folder: string) {
  await answerWith(app, folder);
  await page.getByRole('button', { name: 'Build image', exact: true }).first().click();
  const dialog = new Shell(page).dialog('Build image');
  await dialog.getByRole('button', { name: 'Choose folder' }).click();
  await expect(dialog.getByTestId('build-source')).toContainText(folder);
  return dialog;
}

/** Takes a builder in the open dialog, among its further options. */
export async function chooseBuilder(page: Page, builder: 'docker buildx' | 'BuildKit' | 'Classic builder') {
  await page.getByRole('combobox', { name: 'Builder' }).click();
  await page.getByRole('option', { name: builder }).click();
}

/** The step of the build on the page whose words have this text. */
export const buildStep = (page: Page, text: string) =>
  page.getByTestId('build-step').filter({ hasText: text });

/** Waits for the build on the page to end so. */
export const expectBuildEnd = (page: Page, state: string) =>
  expect(page.getByTestId('details')).toHaveAttribute('data-state', state, { timeout: 30_000 });

/**
 * Builds a folder with far too much in it, and cancels while that is sent. `build` opens the dialog, waits for `isTold`
 * that it is too much, and builds.
 */
export async function cancelWhileSent(
  page: Page,
  folder: string,
  build: (isTold: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const huge = join(folder, 'huge.img');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM busybox\nCOPY . /all\n');
  writeFileSync(huge, '');
  // Takes no room here, and long to send.
  truncateSync(huge, 5_000_000_000);
  await build(async () => {
    const told = page.getByTestId('context-size');
    await expect(told).toContainText('huge.img 5 GB');
    await expect(told).toContainText('That is much to send.');
  });
  const shell = new Shell(page);
  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  const sending = shell.dialog('Tasks').getByRole('listitem').first().getByRole('progressbar');
  await expect(sending).toHaveAttribute('aria-valuenow', /^[1-9]\d*$/, { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expectBuildEnd(page, 'cancelled');
  rmSync(huge);
}
