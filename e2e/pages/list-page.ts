import { expect, type Locator, type Page } from '@playwright/test';

type ListState = 'loading' | 'ready' | 'error' | 'empty' | 'no-match';

/** A list of engine objects, whatever their kind. */
export class ListPage {
  constructor(
    readonly page: Page,
    readonly title: string,
  ) {}

  get table(): Locator {
    return this.page.getByRole('grid', { name: this.title });
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search' });
  }

  get bulk(): Locator {
    return this.page.getByRole('toolbar', { name: 'Bulk actions' });
  }

  /** The row of one object, by its name. */
  row(name: string): Locator {
    return this.page.locator(`[data-testid="row"][data-name="${name}"]`);
  }

  /** The head of a group of rows. */
  group(name: string): Locator {
    return this.page.locator(`[data-testid="group-row"][data-name="${name}"]`);
  }

  action(name: string, action: string): Locator {
    return this.row(name).getByRole('button', { name: action, exact: true });
  }

  /** Opens the row's menu and clicks one of its entries. */
  async choose(name: string, entry: string): Promise<void> {
    await this.action(name, 'More actions').click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async open(name: string): Promise<Locator> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
    const details = this.page.getByTestId('details');
    await details.waitFor();
    return details;
  }

  async show(filter: 'All' | 'Running' | 'Stopped' | 'Unhealthy'): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: 'Show' })
      .getByRole('radio', { name: new RegExp(`^${filter}`) })
      .check({ force: true });
  }

  async select(name: string): Promise<void> {
    await this.row(name)
      .getByRole('checkbox', { name: `Select ${name}` })
      .check();
  }

  async expectState(state: ListState): Promise<void> {
    await expect(this.page.getByTestId('list-state')).toHaveAttribute('data-state', state);
  }

  async expectRows(count: number): Promise<void> {
    await expect(this.page.getByTestId('row-count')).toHaveText(String(count));
  }

  async expectRow(name: string, state: string): Promise<void> {
    await expect(this.row(name)).toHaveAttribute('data-state', state);
  }
}
