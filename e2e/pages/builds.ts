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
