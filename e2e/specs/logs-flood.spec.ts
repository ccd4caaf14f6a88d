import type { Page } from '@playwright/test';
import { pageHolds } from '../fixtures/memory';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();
test.setTimeout(120_000);

const rowsInPage = (page: Page) => page.getByRole('log', { name: 'Container logs' }).locator('[data-stream]');
const facts = (page: Page) => page.getByTestId('details').locator('footer');

async function openLogs(page: Page, name: string): Promise<void> {
  await new ListPage(page, 'Containers').open(name);
  await page.getByRole('tab', { name: 'Logs' }).click();
}

test('a log of 1,000,000 lines is held, searched and left without a trace', async ({ page, engine }) => {
  const print = 'BEGIN { for (i = 1; i <= 1000000; i++) print "line " i }';
  await engine.docker('run', '--name', 'million', '--detach', 'busybox', 'awk', print);
  await engine.docker('wait', 'million');
  // What the page needs for a log at all is there before it is measured.
  await openLogs(page, 'million');
  await expect(rowsInPage(page).last()).toContainText('line 1000000');
  await new Shell(page).open('Containers');
  const before = await pageHolds(page);

  await openLogs(page, 'million');
  await page.getByRole('button', { name: 'Load all' }).click();
  await expect(facts(page)).toContainText('1,000,000 lines', { timeout: 60_000 });
  expect(await rowsInPage(page).count()).toBeLessThan(300);
  const search = page.getByRole('searchbox', { name: 'Search logs' });
  await search.fill('line 500000');
  await expect(page.getByTestId('matches')).toHaveText('1', { timeout: 30_000 });
  await search.press('Enter');
  await expect(rowsInPage(page).filter({ hasText: 'line 500000' })).toBeVisible();

  await new Shell(page).open('Containers');
  await expect(rowsInPage(page)).toHaveCount(0);
  const after = await pageHolds(page);
  // Its text alone is 11 MB.
  expect(after.bytes - before.bytes).toBeLessThan(2_000_000);
});

test('a flood of 20,000 lines a second is followed to its last line, with the page at hand', async ({
  page,
  engine,
}) => {
  const rounds = 50;
  const each = 2000;
  const round = `awk -v r=$r 'BEGIN { for (i = 1; i <= ${each}; i++) print "flood " r * ${each} + i }'`;
  const script = `sleep 2; r=0; while [ $r -lt ${rounds} ]; do ${round}; r=$((r+1)); sleep 0.1; done; sleep 600`;
  await engine.docker('run', '--name', 'flood', '--detach', '--init', 'busybox', 'sh', '-c', script);
  await openLogs(page, 'flood');
  await expect(facts(page)).toContainText(/\d,\d{3} lines/, { timeout: 20_000 });

  // While it floods: a question is typed and answered, and taken back.
  const search = page.getByRole('searchbox', { name: 'Search logs' });
  await search.fill(`flood ${each}`);
  await expect(page.getByTestId('matches')).not.toHaveText('0');
  await search.fill('');

  const total = rounds * each;
  await expect(facts(page)).toContainText(`${total.toLocaleString('en')} lines`, { timeout: 60_000 });
  await expect(rowsInPage(page).last()).toContainText(`flood ${total}`);
  expect(await rowsInPage(page).count()).toBeLessThan(300);
  expect((await engine.docker('logs', '--tail', '1', 'flood')).trim()).toBe(`flood ${total}`);
});
