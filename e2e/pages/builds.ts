import { expect, type Page } from '@playwright/test';
import type { App } from '../fixtures/launch';
import { Shell } from './shell';

/** Opens the dialog and has the system's one answer with the folder. */
export async function openBuildDialog(app: App, page: Page, folder: string) {
  await app.electron.evaluate(({ dialog }, path) => {
    Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [path] }) });
  }, folder);
  await page.getByRole('button', { name: 'Build image', exact: true }).first().click();
  const dialog = new Shell(page).dialog('Build image');
  await dialog.getByRole('button', { name: 'Choose folder' }).click();
  await expect(dialog.getByTestId('build-source')).toContainText(folder);
  return dialog;
}

/** The step of the build on the page whose words have this text. */
export const buildStep = (page: Page, text: string) =>
  page.getByTestId('build-step').filter({ hasText: text });

/** Waits for the build on the page to end so. */
export const expectBuildEnd = (page: Page, state: string) =>
  expect(page.getByTestId('details')).toHaveAttribute('data-state', state, { timeout: 30_000 });
