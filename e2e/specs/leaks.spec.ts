import { mainHolds, pageHolds } from '../fixtures/memory';
import { held } from '../fixtures/open-files';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { TerminalTab } from '../pages/terminal';

/** `LIGHTER_ROUNDS=200 npx playwright test leaks` for the record in docs/reliability.md. */
const rounds = Number(process.env.LIGHTER_ROUNDS ?? 5);
test.setTimeout(90_000 + rounds * 10_000);

/**
 * Less than one forgotten terminal screen or log buffer; more than what the browser itself notes of a page's life, and
 * than the quarter of an hour of figures that main keeps for who comes back. What was compiled is counted apart: V8
 * makes machine code of what is hot, function by function, until all that is hot has some.
 */
const slackBytes = 300_000;

test('opening and closing details, logs, terminals, figures and files leaves nothing behind', async ({
  app,
  page,
  engine,
}) => {
  // With a trace the page gained five times as much.
  await app.electron.context().tracing.stop();
  await engine.docker('run', '--detach', '--name', 'talker', 'chatty');
  const list = new ListPage(page, 'Containers');
  const terminal = new TerminalTab(page);
  await list.expectRow('talker', 'running');

  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  const round = async () => {
    await list.open('talker');
    await tab('Logs').click();
    await expect(page.getByRole('log')).toContainText(/\w/);
    await terminal.open();
    await terminal.button('Start session').or(terminal.session).first().waitFor();
    if ((await terminal.session.count()) === 0) await terminal.button('Start session').click();
    await terminal.expectRunning();
    await terminal.button('Close session').click();
    await expect(terminal.session).toHaveCount(0);
    await tab('Stats').click();
    await expect(page.getByTestId('stat-cpu')).toHaveText(/%/);
    await tab('Files').click();
    await expect(page.getByTestId('file').first()).toBeVisible();
    await tab('Inspect').click();
    await page.getByRole('link', { name: 'Containers', exact: true }).click();
    await list.expectRow('talker', 'running');
  };
  /** All that an hour of looking could leave behind, in both processes. */
  const look = async () => ({ page: await pageHolds(page), main: await mainHolds(app), ...held(app.pid) });

  // The first rounds load what is loaded once: code, fonts, the compiled styles.
  for (let turn = 0; turn < 3; turn += 1) await round();
  const before = await look();
  for (let turn = 0; turn < rounds; turn += 1) await round();
  // Sockets that nobody uses close by themselves after a while.
  await expect.poll(() => held(app.pid).sockets, { timeout: 20_000 }).toBeLessThanOrEqual(before.sockets);
  const after = await look();
  if (process.env.LIGHTER_ROUNDS) console.log(rounds, JSON.stringify({ before, after }));

  expect(after.page.bytes - before.page.bytes).toBeLessThan(slackBytes);
  expect(after.main.bytes - before.main.bytes).toBeLessThan(slackBytes);
  expect(after.page.nodes - before.page.nodes).toBeLessThan(100);
  expect(after.page.listeners - before.page.listeners).toBeLessThan(20);
  expect(after.watches).toBeLessThanOrEqual(before.watches);
});
