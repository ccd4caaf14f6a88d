import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { startFakeEngine } from '../../main/engine/testing/fake-engine';
import { expect, test } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { words } from '../pages/words';

const part = (page: Page, kind: string) => page.getByTestId(`anatomy-${kind}`);
const explanation = (page: Page) => page.getByTestId('anatomy-explanation');
const open = (page: Page) => page.evaluate(() => window.location.assign('#/engine'));

/** The parent of a process, by this machine's own list. */
const parentOf = (pid: string) => /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];

test('the picture tells the truth, and moves with the containers', async ({ page, engine }) => {
  await open(page);
  const told = JSON.parse(await engine.docker('version', '--format', '{{json .Server}}'));
  const version = (name: string): string =>
    told.Components.find((component: { Name: string }) => component.Name === name).Version;
  await expect(part(page, 'client')).toContainText(/Lighter, \d+ calls? \/ min/);
  await expect(part(page, 'daemon')).toContainText(told.Version);
  await expect(part(page, 'daemon')).toContainText(`API ${told.ApiVersion}`);
  await expect(part(page, 'keeper')).toContainText(version('containerd'));
  await expect(page.getByTestId('anatomy')).toContainText('No container is running');

  // The entry script gives way to another program: what runs is told, not what was asked for.
  const script = 'sleep 1; exec sleep 1000';
  await engine.docker('run', '-d', '--name', 'web', '--stop-signal', 'KILL', 'busybox', 'sh', '-c', script);
  await engine.docker('run', '-d', '--name', 'other', '--stop-signal', 'KILL', 'busybox', 'sleep', '1000');
  const pidOf = (name: string) => engine.docker('inspect', '--format', '{{.State.Pid}}', name);
  const main = (name: string) => part(page, 'container').filter({ hasText: name });
  const web = await pidOf('web');
  await expect(main('web')).toContainText(`sleep, PID ${web}`);
  await expect(main('other')).toContainText(`sleep, PID ${await pidOf('other')}`);
  await expect(part(page, 'shim')).toHaveText([
    `shimPID ${parentOf(await pidOf('other'))}`,
    `shimPID ${parentOf(web)}`,
  ]);
  await expect(part(page, 'runtime')).toHaveText([`runc${version('runc')}`, `runc${version('runc')}`]);

  await engine.docker('restart', 'web');
  const after = await pidOf('web');
  expect(after).not.toBe(web);
  await expect(main('web')).toContainText(`PID ${after}`);
  await engine.docker('stop', 'other');
  await expect(part(page, 'container')).toHaveCount(1);

  await main('web').hover();
  await expect(explanation(page)).toContainText(`PID ${after} on the engine's machine`);
  await part(page, 'shim').hover();
  await expect(explanation(page)).toContainText('containerd-shim-runc-v2 is the parent of the main process');
  await part(page, 'keeper').click();
  await expect(page.locator('#version-containerd')).toBeFocused();
  await expect(page.locator('#version-containerd')).toContainText(version('containerd'));
  await main('web').click();
  await expect(page.getByRole('heading', { level: 1, name: 'web' })).toBeVisible();
});

test('the page tells what docker info tells, the traffic, and the disk on request', async ({
  page,
  engine,
}) => {
  await open(page);
  const info = JSON.parse(await engine.docker('info', '--format', '{{json .}}'));
  const content = page.getByRole('main');
  for (const fact of [info.Name, info.OperatingSystem, info.Driver, info.LoggingDriver, info.DockerRootDir])
    await expect(content).toContainText(fact);
  await expect(content).toContainText(`v${info.CgroupVersion}, ${info.CgroupDriver}`);
  await expect(content).toContainText(`${info.DefaultRuntime} (default)`);
  for (const mirror of info.RegistryConfig.Mirrors ?? []) await expect(content).toContainText(mirror);

  const events = page.getByTestId('events-per-minute');
  await expect(events).toHaveText(/^\d+$/);
  const before = Number(await events.textContent());
  const id = await engine.docker('create', '--name', 'unseen-secret', 'busybox');
  await expect.poll(async () => Number(await events.textContent())).toBeGreaterThan(before);
  const traffic = page.getByTestId('engine-traffic');
  await expect(traffic).toContainText('GET /_ping');
  await expect(traffic).toContainText('GET /containers/json');
  await expect(traffic).not.toContainText(/unseen-secret|[0-9a-f]{12}/);
  await engine.docker('rm', id);

  const disk = page.getByTestId('engine-disk');
  await disk.getByRole('button', { name: 'Measure' }).click();
  await expect(disk.locator('[data-kind="images"]')).toContainText(/\d of 4/);
  await expect(traffic).toContainText('GET /system/df');
});

test.describe('without a mouse or eyes, in Korean', () => {
  test.use({ locale: 'ko' });
  const t = words('ko');

  test('arrow keys move through the picture, the list says the same', async ({ app, page, engine }) => {
    await open(page);
    for (let number = 1; number <= 8; number += 1)
      await engine.docker('run', '-d', '--name', `many-${number}`, 'busybox', 'sleep', '1000');
    await expect(part(page, 'container')).toHaveCount(6);
    await expect(page.getByTestId('anatomy')).toContainText(t('anatomy:more', { count: 2, number: '2' }));
    await expect(part(page, 'container').first()).toContainText(/many-8.*PID \d+/);

    await part(page, 'client').focus();
    for (const kind of ['daemon', 'keeper', 'shim', 'runtime', 'container']) {
      await page.keyboard.press('ArrowRight');
      await expect(part(page, kind).first()).toBeFocused();
    }
    await page.keyboard.press('ArrowDown');
    await expect(part(page, 'container').nth(1)).toBeFocused();
    await expect(explanation(page)).toContainText('many-7');
    await expect(part(page, 'container').nth(1)).toHaveAttribute('aria-describedby', 'anatomy-explanation');
    expect(await axeFaults(page)).toEqual([]);

    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(900);
    const overflow = await page
      .getByTestId('anatomy')
      .evaluate((card) => card.scrollWidth - card.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);

    await page.getByRole('radio', { name: t('anatomy:list') }).check({ force: true });
    const list = page.getByRole('list', { name: t('anatomy:title') });
    await expect(list).toContainText('dockerd');
    await expect(list).toContainText(t('anatomy:explain.client'));
    await expect(list.getByRole('button', { name: 'many-8' })).toBeVisible();
    expect(await axeFaults(page)).toEqual([]);
  });
});

test('says what Podman does not have and what cannot be known', async ({ launch }) => {
  const id = 'a'.repeat(64);
  const podman = await startFakeEngine({
    version: {
      Version: '4.3.1',
      Components: [
        { Name: 'Podman Engine', Version: '4.3.1' },
        { Name: 'Conmon', Version: 'conmon version 2.1.6, commit: unknown' },
        { Name: 'OCI Runtime (crun)', Version: 'crun version 1.8.1\ncommit: f8a0' },
      ],
    },
    routes: {
      'GET /info': { Warnings: ['WARNING: No swap limit support'] },
      'GET /containers/json': [
        { Id: id, Names: ['/pod'], Image: 'x', ImageID: '', State: 'running', Status: 'Up 3 hours' },
      ],
      'GET /images/json': [],
      'GET /networks': [],
      'GET /volumes': { Volumes: [] },
      [`GET /containers/${id}/json`]: { Path: 'top', State: { Pid: 1 }, HostConfig: { Runtime: 'crun' } },
    },
  });
  try {
    const app = await launch({ env: { DOCKER_HOST: podman.url } });
    const page = await app.page();
    await open(page);
    await expect(part(page, 'daemon')).toContainText('podman');
    await expect(part(page, 'keeper')).toContainText('not part of Podman');
    await expect(part(page, 'shim')).toHaveText('conmonnot known from here');
    await expect(part(page, 'runtime')).toHaveText('crun1.8.1');
    await part(page, 'container').hover();
    await expect(explanation(page)).toContainText('pod was started as top');
    await expect(page.getByRole('main')).toContainText('a container at its memory limit may go on in swap');
  } finally {
    await podman.dispose();
  }
});
