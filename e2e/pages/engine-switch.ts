import { expect, type Page } from '@playwright/test';

/** The engine badge. */
export const badge = (page: Page) => page.getByTestId('engine-badge');
/** A row of the list by its name. */
export const row = (page: Page, name: string) => page.locator(`[data-testid="row"][data-name="${name}"]`);
/** The context's name in the status bar. */
export const context = (page: Page) => page.getByTestId('engine-context');
/** An engine in the switcher. */
export const option = (page: Page, name: string) =>
  page.locator(`[data-testid="engine-option"][data-name="${name}"]`);
/** Opens the switcher from the badge. */
export async function openSwitch(page: Page) {
  await badge(page).click();
  await page.getByRole('menuitem', { name: 'Switch engine', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch engine' });
  await expect(dialog.getByRole('radio').first()).toBeVisible();
  return dialog;
}

/** Switches to the engine of this name. */
export async function switchTo(page: Page, name: string) {
  const dialog = await openSwitch(page);
  await dialog.getByRole('radio', { name, exact: true }).check();
  await dialog.getByRole('button', { name: 'Switch', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Waits until the badge says so. */
export const expectState = (page: Page, state: string) =>
  expect(badge(page)).toHaveAttribute('data-state', state, { timeout: 30_000 });
