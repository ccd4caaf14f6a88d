import { withOneApp } from '../fixtures/one-app';
import { held } from '../fixtures/open-files';
import { expect } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { ListPage } from '../pages/list-page';
import { words } from '../pages/words';

const test = withOneApp();

/** What is left open costs the engine: connections of its process. */
const socketsOf = (pid: number) => held(pid).sockets;

/** Burns a CPU for as long as `/busy` is there. */
const worker =
  'while true; do if [ -f /busy ]; then i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; else sleep 0.5; fi; done';

/** Per cent: a machine that is busy with other tests leaves the worker little, but never as little as idleness. */
const idle = 5;
const busy = 8;

test('figures come, follow the load, and cost nothing once the tab is left', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker(
    ...['run', '--detach', '--name', 'worker', '--memory', '64m', '--pids-limit', '50'],
    ...['busybox', 'sh', '-c', worker],
  );
  const list = new ListPage(page, 'Containers');
  await list.expectRow('worker', 'running');
  await list.open('worker');
  const before = socketsOf(app.pid);
  await page.getByRole('tab', { name: 'Stats' }).click();
  const cpu = page.getByTestId('stat-cpu');
  const percent = async () => Number.parseFloat(await cpu.innerText());
  const memory = page.getByTestId('stat-memory');
  await expect(cpu).toHaveText(/^\d+(\.\d+)? %$/);
  await expect(memory).toHaveText(/^[\d.]+ [kM]B \/ 67.1 MB$/);
  await expect(page.getByTestId('stat-pids')).toHaveText(/^[1-9]$/);
  await expect(page.getByTestId('details')).toContainText('50 at most');
  await expect(page.getByTestId('stat-network')).toHaveText(/Received [\d.]+ k?B\/s.*Sent [\d.]+ k?B\/s/);
  await expect.poll(percent, { timeout: 20_000 }).toBeLessThan(idle);
  await expect(page.getByTestId('cli-equivalent')).toHaveText('docker stats worker');

  await engine.docker('exec', id, 'touch', '/busy');
  await expect.poll(percent, { timeout: 20_000 }).toBeGreaterThan(busy);
  await expect(page.getByTestId('stat-disk')).toHaveText(/Read [\d.]+ .?B\/s.*Written [\d.]+ .?B\/s/);
  await expect(
    page.getByRole('img', { name: /^CPU, last 1m: between [\d.]+ % and [\d.]+ %$/ }),
  ).toBeVisible();
  // The judge is the CLI: totals only grow, so what it has told the page shows sooner or later, or did before.
  const judge = async () => {
    const told = await engine.docker('stats', '--no-stream', '--format', '{{.NetIO}} / {{.BlockIO}}', id);
    const [received, sent, read, written] = told.replace(/([\d.])([kMG]?B)/g, '$1 $2').split(' / ');
    const shown = await page.getByTestId('details').innerText();
    return [`${received} received, ${sent} sent`, `${read} read, ${written} written`].every((text) =>
      shown.includes(text),
    );
  };
  await expect.poll(judge).toBe(true);

  await expect.poll(() => socketsOf(app.pid)).toBeGreaterThan(before);
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect.poll(() => socketsOf(app.pid)).toBeLessThanOrEqual(before);

  // The course is still there when one comes back.
  await engine.docker('exec', id, 'rm', '/busy');
  await page.getByRole('tab', { name: 'Stats' }).click();
  await expect(page.getByRole('img', { name: /^CPU, last 1m: between/ })).toBeVisible();
  const peak = async () =>
    Number(
      (await page.getByRole('img', { name: /^CPU/ }).getAttribute('aria-label'))?.match(/and ([\d.]+)/)?.[1],
    );
  expect(await peak()).toBeGreaterThan(busy);

  // Logs, and the list's own figures, cost as little: nothing once they are left, nothing in a hidden window.
  const hide = (isHidden: boolean) =>
    app.electron.evaluate(({ BrowserWindow }, isHidden) => {
      const [window] = BrowserWindow.getAllWindows();
      if (isHidden) window?.hide();
      else window?.show();
    }, isHidden);
  const expectReading = (isReading: boolean) =>
    expect
      .poll(() => socketsOf(app.pid) > before, { timeout: 20_000, message: `connections above ${before}` })
      .toBe(isReading);
  const openList = () => page.getByRole('link', { name: 'Containers', exact: true }).click();
  for (const open of [() => page.getByRole('tab', { name: 'Logs' }).click(), openList]) {
    await open();
    await expectReading(true);
    await hide(true);
    await expectReading(false);
    await hide(false);
    await expectReading(true);
    if (open !== openList) await page.getByRole('tab', { name: 'Overview' }).click();
    else await page.getByRole('link', { name: 'Images', exact: true }).click();
    await expectReading(false);
  }
});

test('what does not run, or has no network, says so and shows the way on', async ({ page, engine }) => {
  const id = await engine.docker(
    ...['run', '--detach', '--name', 'worker', '--network', 'none', '--stop-timeout', '0'],
    ...['busybox', 'sleep', '1000'],
  );
  const list = new ListPage(page, 'Containers');
  await list.expectRow('worker', 'running');
  await list.open('worker');
  await page.getByRole('tab', { name: 'Stats' }).click();
  const details = page.getByTestId('details');
  await expect(details).toContainText('It has no network.');
  const panel = page.getByRole('tabpanel');
  const cpu = page.getByTestId('stat-cpu');
  await expect(cpu).toContainText('%');

  await engine.docker('pause', id);
  await expect(panel).toContainText('It is paused');
  await expect(cpu).toHaveText('–');
  await panel.getByRole('button', { name: 'Resume' }).click();
  await expect(details).toHaveAttribute('data-state', 'running');
  await expect(cpu).toContainText('%');

  await engine.docker('stop', id);
  await expect(panel).toContainText('It is not running');
  await expect(page.getByTestId('stat-memory')).toHaveText('–');
  await panel.getByRole('button', { name: 'Start' }).click();
  await expect(cpu).toContainText('%');
  expect(await engine.docker('inspect', '--format', '{{.State.Running}}', id)).toBe('true');
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko' });

  test('figures are in the words of the language, without faults that axe finds', async ({
    page,
    engine,
  }) => {
    const t = words('ko');
    const id = await engine.docker('run', '--detach', '--network', 'host', 'busybox', 'sleep', '1000');
    await expect(page.getByTestId('row')).toBeVisible();
    await page.evaluate((to) => window.location.assign(to), `#/containers/${id}/stats`);
    await expect(page.getByTestId('stat-cpu')).toContainText('%');
    await expect(page.getByTestId('details')).toContainText(t('stats:noNetwork.host'));
    await expect(page.getByRole('img', { name: new RegExp(`^${t('stats:memory')}, `) })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
  });
});
