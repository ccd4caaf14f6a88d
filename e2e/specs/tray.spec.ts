import { freePort } from '../../scripts/engine/processes.mjs';
import type { App } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';
import { badge } from '../pages/engine-switch';
import { words } from '../pages/words';

const t = words('en');
const windows = (app: App) =>
  app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => one.isVisible()).length,
  );
const closeWindow = (app: App) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('stops and starts a container with the window closed', async ({ app, engine, tray, notifications }) => {
  await engine.docker('run', '--detach', '--name', 'quick', 'busybox', 'sleep', '1000');
  const page = await app.page();
  await expect(page.locator('[data-testid="row"][data-name="quick"]')).toHaveAttribute(
    'data-state',
    'running',
  );

  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);
  // The first time it says where it has gone.
  await expect
    .poll(() => notifications.all().map(({ summary }) => summary))
    .toContain(t('notifications:stillHere'));

  await expect.poll(() => tray.tooltip()).toBe('Engine running - 1 container');
  await expect
    .poll(() => tray.lines())
    .toEqual([
      'Engine running',
      'Open Lighter',
      '---',
      '● quick',
      '  Stop',
      '  Restart',
      '  Logs',
      '---',
      'Stop all containers',
      '---',
      ...(await tray.lines()).slice(-2),
    ]);
  const runningIcon = await tray.icon();

  await tray.click('● quick', 'Stop');
  await expect.poll(() => tray.icon(), 'busy while it stops').not.toBe(runningIcon);
  await expect
    .poll(() => engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}'), { timeout: 20_000 })
    .toBe('quick exited');
  await expect.poll(() => tray.tooltip()).toBe('Engine running - 0 containers');

  await expect.poll(() => tray.lines()).toContain('○ quick');
  await tray.click('○ quick', 'Start');
  await expect.poll(() => engine.docker('ps', '--format', '{{.Names}}')).toBe('quick');
  await expect.poll(() => tray.lines()).toContain('● quick');
  expect(await windows(app)).toBe(0);

  // And back again, at the place asked for.
  await tray.click('● quick', 'Logs');
  await expect.poll(() => windows(app)).toBe(1);
  const again = await app.page();
  await expect(again.getByRole('log', { name: 'Container logs' })).toBeVisible();
});

test('shows published ports and opens them', async ({ app, engine, tray }) => {
  await app.page();
  const port = await freePort();
  await engine.docker(
    'run',
    '--detach',
    '--name',
    'web',
    '--publish',
    `${port}:80`,
    'busybox',
    'sleep',
    '1000',
  );
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedLinks: opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  await expect.poll(() => tray.lines()).toContain(`  Open localhost:${port}`);
  await tray.click('● web', `Open localhost:${port}`);
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks))
    .toEqual([`http://localhost:${port}/`]);
});

test('stops all without asking, and the notification undoes it', async ({
  app,
  engine,
  tray,
  notifications,
}) => {
  await app.page();
  for (const name of ['one', 'two'])
    await engine.docker('run', '--detach', '--name', name, '--stop-timeout', '1', 'busybox', 'sleep', '1000');
  await expect.poll(() => tray.tooltip()).toBe('Engine running - 2 containers');

  await tray.click('Stop all containers');
  await expect.poll(() => engine.docker('ps', '--quiet'), { timeout: 20_000 }).toBe('');
  const stopped = () =>
    notifications.all().find(({ summary }) => summary === t('notifications:stoppedAll', { count: 2 }));
  await expect.poll(() => stopped()?.body).toContain('one, two');

  notifications.invokeAction(stopped()?.id ?? 0);
  await expect
    .poll(async () => (await engine.docker('ps', '--format', '{{.Names}}')).split('\n').sort())
    .toEqual(['one', 'two']);
  await expect.poll(() => tray.lines()).not.toContain(t('tray:undoStopAll', { count: 2 }));
});

test('starts in the tray with --hidden, and a second start shows the window', async ({
  launch,
  engine,
  tray,
}) => {
  await engine.docker('run', '--detach', '--name', 'early', 'busybox', 'sleep', '1000');
  const app = await launch({ args: ['--hidden'] });
  await expect.poll(() => tray.lines()).toContain('● early');
  expect(await windows(app)).toBe(0);

  // The same profile: the second process hands over and ends.
  await launch({ home: app.home }).catch(() => undefined);
  await expect.poll(() => windows(app)).toBe(1);
  const page = await app.page();
  await expect(page.locator('[data-testid="row"][data-name="early"]')).toBeVisible();
});

test('a window whose painting is never told is shown all the same', async ({ launch, tray }) => {
  const app = await launch({ args: ['--hidden'] });
  await expect.poll(() => tray.lines()).toContain('Open Lighter');
  // As where the graphics process fails at the wrong moment.
  await app.electron.evaluate(({ app: electronApp }) => {
    electronApp.once('browser-window-created', (_event, created) => {
      const emit = created.emit.bind(created) as (name: string, ...rest: unknown[]) => boolean;
      Object.assign(created, {
        emit: (name: string, ...rest: unknown[]) => name !== 'ready-to-show' && emit(name, ...rest),
      });
    });
  });
  await tray.click('Open Lighter');
  await expect.poll(() => windows(app)).toBe(1);
  await expect(badge(await app.page())).toHaveAttribute('data-state', 'running');
});

test('starts without a window once the settings say so, and the tray works and opens it', async ({
  launch,
  engine,
  tray,
}) => {
  await engine.docker(
    'run',
    '--detach',
    '--name',
    'early',
    '--stop-timeout',
    '1',
    'busybox',
    'sleep',
    '1000',
  );
  const first = await launch();
  const settings = await first.page();
  await settings.getByRole('link', { name: t('shell:page.settings') }).click();
  const hidden = settings.getByRole('switch', { name: t('settings:startHidden') });
  await hidden.setChecked(true, { force: true });
  await expect(hidden).toBeChecked();
  await first.close();

  const app = await launch({ home: first.home });
  await expect.poll(() => tray.lines()).toContain('● early');
  expect(await windows(app)).toBe(0);
  await tray.click('● early', 'Stop');
  await expect
    .poll(() => engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}'), { timeout: 20_000 })
    .toBe('early exited');
  expect(await windows(app)).toBe(0);
  await tray.click('Open Lighter');
  await expect.poll(() => windows(app)).toBe(1);
  await expect((await app.page()).locator('[data-testid="row"][data-name="early"]')).toHaveAttribute(
    'data-state',
    'exited',
  );
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko' });
  const k = words('ko');

  test('stops and starts a container with the window closed', async ({
    app,
    engine,
    tray,
    notifications,
  }) => {
    await engine.docker(
      'run',
      '--detach',
      '--name',
      'quick',
      '--stop-timeout',
      '1',
      'busybox',
      'sleep',
      '1000',
    );
    const row = (await app.page()).locator('[data-testid="row"][data-name="quick"]');
    await expect(row).toHaveAttribute('data-state', 'running');
    await closeWindow(app);
    await expect.poll(() => windows(app)).toBe(0);
    await expect
      .poll(() => notifications.all().map(({ summary }) => summary))
      .toContain(k('notifications:stillHere'));

    const tooltip = (count: number) => k('tray:tooltip', { state: k('shell:engine.running'), count });
    await expect.poll(() => tray.tooltip()).toBe(tooltip(1));
    await expect
      .poll(() => tray.lines())
      .toEqual([
        k('shell:engine.running'),
        k('tray:open'),
        '---',
        '● quick',
        `  ${k('tray:stop')}`,
        `  ${k('tray:restart')}`,
        `  ${k('tray:logs')}`,
        '---',
        k('tray:stopAll'),
        '---',
        k('tray:settings'),
        k('tray:quit'),
      ]);
    await tray.click('● quick', k('tray:stop'));
    await expect
      .poll(() => engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}'), { timeout: 20_000 })
      .toBe('quick exited');
    await expect.poll(() => tray.tooltip()).toBe(tooltip(0));
    await expect.poll(() => tray.lines()).toContain('○ quick');
    await tray.click('○ quick', k('tray:start'));
    await expect.poll(() => engine.docker('ps', '--format', '{{.Names}}')).toBe('quick');
    expect(await windows(app)).toBe(0);
  });
});

test('follows the engine away and back', async ({ launch, engine, tray }) => {
  await launch({ args: ['--hidden'] });
  await expect.poll(() => tray.tooltip()).toContain('Engine running');
  const running = await tray.icon();
  await engine.kill();
  await expect.poll(() => tray.tooltip()).toBe('Engine stopped');
  expect(await tray.icon()).not.toBe(running);
  await engine.start();
  await expect.poll(() => tray.tooltip()).toContain('Engine running');
});

test('quits from the tray', async ({ app, tray }) => {
  await app.page();
  const ended = new Promise<void>((resolve) => app.electron.once('close', () => resolve()));
  await tray.click('Quit Lighter');
  await ended;
});
