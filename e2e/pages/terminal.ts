import { expect, type Locator, type Page } from '@playwright/test';

/** The `Terminal` tab of a container's details. Names are those of the English locale. */
export class TerminalTab {
  constructor(readonly page: Page) {}

  get session(): Locator {
    return this.page.getByTestId('terminal-session');
  }

  /** What the terminal shows, as assistive technology reads it. */
  get text(): Locator {
    return this.session.getByRole('list');
  }

  get notice(): Locator {
    return this.page.getByTestId('terminal-notice');
  }

  button(name: string): Locator {
    return this.page.getByTestId('terminal').getByRole('button', { name, exact: true });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  }

  async expectRunning(): Promise<void> {
    await expect(this.session).toHaveAttribute('data-state', 'running');
  }

  /** Types a line and sends it. */
  async enter(line: string): Promise<void> {
    await this.session.getByRole('textbox').focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }
}
