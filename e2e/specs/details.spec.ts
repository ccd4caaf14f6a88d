import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

const test = withOneApp();

test('overview: place in life, ports, mounts, masked environment, exit code', async ({ page, engine }) => {
  await engine.docker(
    'create',
    '--name',
    'subject',
    '--env',
    'API_KEY=not-for-everyone',
    '--volume',
    'things:/data',
    '--memory',
    '64m',
    '--restart',
    'on-failure:3',
    'crasher',
  );
  const list = new ListPage(page, 'Containers');
  const details = await list.open('subject');
  await expect(details).toHaveAttribute('data-state', 'created');
  await expect(details).toContainText('things');
  await expect(details).toContainText('/data');
  await expect(details).not.toContainText('not-for-everyone');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(details).toContainText('not-for-everyone');

  await engine.docker('update', '--restart', 'no', 'subject');
  await engine.docker('start', 'subject');
  await expect(details).toHaveAttribute('data-state', 'exited');
  await expect(details).toContainText('Why did it exit?');

  await engine.docker('rm', 'subject');
  await expect(page.getByRole('main')).toContainText('deleted');
  // As when Compose has replaced it.
  await engine.docker('create', '--name', 'subject', 'busybox');
  await page.getByRole('link', { name: 'Open the new one' }).click();
  await expect(details).toHaveAttribute('data-name', 'subject');
});

test('logs: follow, search, timestamps, clear, save, and on after a restart', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker('run', '--detach', '--name', 'talker', '--stop-timeout', '1', 'chatty');
  await new ListPage(page, 'Containers').open('talker');
  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = page.getByRole('log', { name: 'Container logs' });
  await expect(log).toContainText('line 3');
  // The last line is always in view while following.
  const lastShown = async () => Math.max(0, ...((await log.innerText()).match(/\d+$/gm) ?? []).map(Number));
  const first = await lastShown();
  await expect.poll(lastShown).toBeGreaterThan(first + 3);

  const times = page.getByRole('switch', { name: 'Timestamps' });
  const withTimes = /\d\d:\d\d:\d\d\.\d{3}/;
  await times.setChecked(true, { force: true });
  await expect(log).toContainText(withTimes);
  await times.setChecked(false, { force: true });
  await expect(log).not.toContainText(withTimes);

  await page.getByRole('searchbox', { name: 'Search logs' }).fill('line 2');
  await expect(log.locator('mark').first()).toContainText('line 2');
  await page.getByRole('searchbox', { name: 'Search logs' }).fill('');

  const path = join(app.home, 'saved.log');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('line 1\n');
  expect(existsSync(`${path}.partial`)).toBe(false);

  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(log).not.toContainText('line 1\n');

  await engine.docker('stop', id);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'exited');
  await engine.docker('start', id);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'running');
  const last = async () => (await engine.docker('logs', '--tail', '1', id)).trim();
  const reached = await last();
  await expect(log).toContainText(reached);
});

test('overview: why it ended, how it is closed off, what runs in it, how its health is', async ({
  page,
  engine,
}) => {
  const list = new ListPage(page, 'Containers');
  const open = async (name: string) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Containers' }).click();
    return list.open(name);
  };
  const exit = page.getByTestId('exit-card');
  const step = page.getByTestId('next-step');
  const inspect = (name: string, format: string) => engine.docker('inspect', '--format', format, name);
  const life = (step: string) => page.getByTestId('life-cycle').locator(`[data-step="${step}"]`);

  await test.step('more memory than it may', async () => {
    const hog = [
      '--memory',
      '16m',
      '--memory-swap',
      '16m',
      'busybox',
      'sh',
      '-c',
      'echo loading; tail /dev/zero',
    ];
    await engine.docker('run', '--name', 'hog', ...hog).catch(() => undefined);
    expect(await inspect('hog', '{{.State.ExitCode}} {{.State.OOMKilled}}')).toBe('137 true');
    await open('hog');
    await expect(exit).toContainText('Killed for memory');
    await expect(exit.getByTestId('last-lines')).toContainText('loading');
    await expect(step).toHaveAttribute('data-step', 'raiseMemory');
    // What is offered does what it says.
    const command = await step.getByTestId('cli-equivalent').innerText();
    await promisify(execFile)('sh', ['-c', command.split('&&')[0] ?? ''], { env: engine.env });
    expect(await inspect('hog', '{{.HostConfig.Memory}}')).toBe(String(32 * 1024 * 1024));
  });

  await test.step('killed by hand, then started and stopped from the picture', async () => {
    await engine.docker(
      'run',
      '--detach',
      '--name',
      'victim',
      '--stop-timeout',
      '1',
      'busybox',
      'sleep',
      '600',
    );
    await engine.docker('kill', 'victim');
    const details = await open('victim');
    await expect(exit).toContainText('SIGKILL');
    await expect(exit).toContainText('Not killed for memory');
    await expect(life('stop')).toHaveCount(0);
    await life('start').click();
    await expect(details).toHaveAttribute('data-state', 'running');
    await expect(exit).toHaveCount(0);

    const processes = page.getByTestId('processes');
    await processes.scrollIntoViewIfNeeded();
    await expect(processes).toContainText('sleep 600');
    await expect(processes).toContainText(await inspect('victim', '{{.State.Pid}}'));
    await life('stop').click();
    await expect(details).toHaveAttribute('data-state', 'exited');
    await expect(processes).toContainText('Nothing runs in it now');
  });

  await test.step('a command that is not there', async () => {
    await engine.docker('run', '--name', 'lost', 'busybox', '/no/such/program').catch(() => undefined);
    await open('lost');
    await expect(step).toHaveAttribute('data-step', 'noCommand');
    await expect(step).toContainText('/no/such/program');
  });

  await test.step('a health check that fails', async () => {
    await engine.docker('run', '--detach', '--name', 'sick', 'healthy');
    await engine.docker('exec', 'sick', 'rm', '/healthy');
    await open('sick');
    const health = page.getByTestId('health');
    await expect(health).toContainText('Unhealthy');
    await expect(health).toContainText('test -e /healthy');
    await expect(health.getByText('Failed (code 1)').first()).toBeVisible();
  });

  await test.step('walls taken down', async () => {
    const isolation = page.getByTestId('isolation');
    const gap = (id: string) => isolation.locator(`[data-finding="${id}"]`);
    await engine.docker(
      ...['run', '--detach', '--name', 'open', '--privileged', '--pid', 'host', '--stop-timeout', '0'],
      // Not this machine's own: the engine makes a folder where there is nothing.
      ...['--volume', `${engine.socket}:/var/run/docker.sock`, 'busybox', 'sleep', '600'],
    );
    await expect(await open('open')).toHaveAttribute('data-state', 'running');
    for (const id of ['privileged', 'engineSocket', 'pidHost'])
      await expect(gap(id)).toHaveAttribute('data-level', 'bad');
    await expect(gap('engineSocket')).toContainText(engine.socket);
    // The card says what is so: nothing is filtered in it, and it sees the host's processes.
    const status = await engine.docker('exec', 'open', 'grep', '^Seccomp:', '/proc/self/status');
    expect(status).toMatch(/\t0$/);
    expect(await engine.docker('exec', 'open', 'cat', '/proc/1/comm')).toBe(
      readFileSync('/proc/1/comm', 'utf8').trim(),
    );
    await engine.docker(
      ...['create', '--name', 'closed', '--read-only', '--cap-drop', 'ALL', '--user', '1000'],
      ...['--security-opt', 'no-new-privileges', '--memory', '64m', '--pids-limit', '50', 'busybox'],
    );
    await open('closed');
    await expect(gap('plainUser')).toContainText('1000');
    await expect(isolation.locator('[data-level="bad"], [data-level="warn"]')).toHaveCount(0);
  });
});

test('inspect: the engine’s own JSON, searched, folded, and led back to by path', async ({
  app,
  page,
  engine,
}) => {
  const id = await engine.docker(
    'create',
    '--name',
    'subject',
    '--label',
    'my.own/label=found',
    'busybox',
    'true',
  );
  await new ListPage(page, 'Containers').open('subject');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  const details = page.getByTestId('details');
  await expect(details).toContainText(id);
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('RestartPolicy');
  await expect(details.locator('mark').first()).toContainText('RestartPolicy');

  // The format line of what was found prints just that.
  await search.fill('my.own/label');
  await search.press('Enter');
  await expect(page.getByTestId('json-path')).toHaveText('Config.Labels["my.own/label"]');
  const command = await details.getByTestId('cli-equivalent').innerText();
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: engine.env });
  expect(stdout.trim()).toBe('found');
  const clipboard = () => app.electron.evaluate(({ clipboard: held }) => held.readText());
  await page.getByRole('button', { name: 'Copy value' }).click();
  await expect.poll(clipboard).toBe('found');

  // Left goes up to the labels, and then folds them.
  await page.getByTestId('json').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('json-path')).toHaveText('Config.Labels');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByTestId('json')).not.toContainText('my.own/label');
  await search.press('Enter');
  await expect(page.getByTestId('json')).toContainText('my.own/label');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(async () => JSON.parse(await clipboard()).Id).toBe(id);
});
