import type { Locator, Page } from '@playwright/test';

/** The frame around every page: navigation, badge, tasks. Names are those of the English locale. */
export class Shell {
  constructor(readonly page: Page) {}

  get badge(): Locator {
    return this.page.getByTestId('engine-badge');
  }

  async open(name: 'Containers' | 'Images' | 'Builds' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  alert(text: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: text });
  }
}
