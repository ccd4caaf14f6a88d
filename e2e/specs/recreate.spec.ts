import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskStep } from '@contract/tasks';
import { createClient } from '../../main/engine/client';
import { createTransport } from '../../main/engine/transport';
import { openJournal } from '../../main/resources/recreate/journal';
import { planOf, prepare } from '../../main/resources/recreate/plan';
import { recreate } from '../../main/resources/recreate/recreate';
import { settle, unfinishedOn } from '../../main/resources/recreate/unfinished';
import type { Engine } from '../../scripts/engine/index.mjs';
import { test as base, expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

/** The engine's side of a replacement, without the app: against the real engine, with the docker CLI as the judge. */
const test = base.extend<{ replacer: Replacer }>({
  replacer: async ({ engine }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lighter-journal-'));
    const transport = createTransport({ kind: 'socket', path: engine.socket });
    await use(createReplacer(engine, transport, join(folder, 'recreate.json')));
    transport.dispose();
    rmSync(folder, { recursive: true });
  },
});

type Replacer = ReturnType<typeof createReplacer>;

function createReplacer(engine: Engine, transport: ReturnType<typeof createTransport>, file: string) {
  const journal = openJournal(file);
  const connect = () => {
    const lost = new AbortController();
    const client = createClient({ transport, version: '1.41', epoch: 1, signal: lost.signal });
    return { client, lose: () => lost.abort() };
  };
  const { client } = connect();
  return {
    journal,
    client,
    plan: async (name: string, image: string) => {
      const id = await engine.docker('inspect', '--format', '{{.Id}}', name);
      return planOf(client, await prepare(client, '1.41', id, { image }));
    },
    /** `at` is told each step, and may cancel or cut the connection. */
    async replace(
      name: string,
      image: string,
      at?: (step: TaskStep, does: { cancel(): void; lose(): void }) => void,
    ) {
      const line = connect();
      const cancel = new AbortController();
      const id = await engine.docker('inspect', '--format', '{{.Id}}', name);
      const { old, spec } = await prepare(client, '1.41', id, { image });
      return recreate({
        ...{ client: line.client, engine: 'here', journal, old, spec },
        signal: cancel.signal,
        tell: (step) => at?.(step, { cancel: () => cancel.abort(), lose: line.lose }),
        timing: { alive: 600 },
      });
    },
  };
}

const sleep = ['sleep', '1000'];

/** Two versions of an image: each with a variable, a label, a command, a port and a volume of its own. */
async function makeVersions(engine: Engine): Promise<void> {
  const base = await engine.docker('create', 'busybox', 'true');
  const commit = (tag: string, ...changes: string[]) =>
    engine.docker('commit', ...changes.flatMap((change) => ['--change', change]), base, tag);
  await commit(
    'app:8',
    ...['ENV APP_VERSION=8 SHARED=old', 'LABEL version=8 kept=same', 'CMD ["sleep","808"]'],
    ...['EXPOSE 8008', 'VOLUME /data', 'WORKDIR /tmp'],
  );
  await commit(
    'app:17',
    ...['ENV APP_VERSION=17 NEW=1', 'LABEL version=17 kept=same', 'CMD ["sleep","1717"]'],
    ...['EXPOSE 1717', 'VOLUME /data', 'WORKDIR /var'],
  );
  await commit('app:broken', 'CMD ["sh","-c","echo no such database >&2; exit 4"]');
  await commit('app:sick', 'HEALTHCHECK --interval=100ms --retries=1 CMD false', 'CMD ["sleep","99"]');
  await engine.docker('rm', base);
}

test('image 8 to 17: what came from the old image goes; volumes, networks, addresses and names stay', async ({
  engine,
  replacer,
}) => {
  await makeVersions(engine);
  const inspect = async (name: string) => JSON.parse(await engine.docker('inspect', name))[0];
  await engine.docker('network', 'create', '--subnet', '10.123.4.0/24', 'shop');
  await engine.docker('network', 'create', 'back');
  await engine.docker('run', '--detach', '--name', 'db', '--network', 'back', '--stop-timeout', '0', 'app:8');
  await engine.docker(
    ...['run', '--detach', '--name', 'web.shop-1', '--network', 'shop', '--ip', '10.123.4.77'],
    ...['--network-alias', 'www', '--env', 'SHARED=mine', '--env', 'TOKEN=s3cret', '--label', 'team=blue'],
    ...['--volume', 'named:/named:ro', '--volume', '/anonymous'],
    ...['--memory', '64m', '--cap-add', 'SYS_TIME', '--restart', 'unless-stopped', '--stop-timeout', '0'],
    ...[
      '--sysctl',
      'net.core.somaxconn=1024',
      '--publish',
      '127.0.0.1::8008',
      '--tmpfs',
      '/scratch',
      'app:8',
    ],
  );
  await engine.docker('network', 'connect', '--alias', 'inner', '--link', 'db:store', 'back', 'web.shop-1');
  for (const path of ['/anonymous', '/data'])
    await engine.docker('exec', 'web.shop-1', 'sh', '-c', `echo from-8 > ${path}/file`);
  const before = await inspect('web.shop-1');

  const plan = await replacer.plan('web.shop-1', 'app:17');
  expect(plan.refused).toBeNull();
  const rows = plan.differences.map(({ field, name, before, after }) => [field, name, before, after]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['env', 'APP_VERSION', '8', '17'],
      ['env', 'NEW', null, '1'],
      ['command', '', '["sleep","808"]', '["sleep","1717"]'],
      ['workdir', '', '/tmp', '/var'],
      ['port', '1717/tcp', null, '1717/tcp'],
      ['label', 'version', '8', '17'],
    ]),
  );
  expect(rows.filter(([field]) => field === 'env').map(([, name]) => name)).toEqual(['APP_VERSION', 'NEW']);
  expect(plan.volumes.map(({ target }) => target).sort()).toEqual(['/anonymous', '/data', '/named']);

  const id = await replacer.replace('web.shop-1', 'app:17');
  const after = await inspect('web.shop-1');
  expect(after.Id).toBe(id);
  expect(after.State.Running).toBe(true);
  expect(after.Config.Env).toEqual(
    expect.arrayContaining(['APP_VERSION=17', 'NEW=1', 'SHARED=mine', 'TOKEN=s3cret']),
  );
  expect(after.Config.Cmd).toEqual(['sleep', '1717']);
  expect(after.Config.WorkingDir).toBe('/var');
  expect(after.Config.Labels).toMatchObject({ version: '17', kept: 'same', team: 'blue' });
  // Published ports stay, what only the old image exposed goes.
  expect(Object.keys(after.Config.ExposedPorts).sort()).toEqual(['1717/tcp', '8008/tcp']);
  expect(after.HostConfig.PortBindings).toEqual(before.HostConfig.PortBindings);
  for (const key of ['Memory', 'CapAdd', 'RestartPolicy', 'Sysctls', 'Tmpfs', 'Binds', 'NetworkMode'])
    expect(after.HostConfig[key], key).toEqual(before.HostConfig[key]);
  const { shop, back } = after.NetworkSettings.Networks;
  expect(shop).toMatchObject({ IPAddress: '10.123.4.77' });
  expect(shop.Aliases).toEqual(['www', after.Id.slice(0, 12)]);
  expect(back.Aliases).toEqual(['inner', after.Id.slice(0, 12)]);
  expect(back.Links).toEqual(['db:store']);
  expect(after.Config.Hostname).toBe(after.Id.slice(0, 12));
  const volumes = (one: typeof before) =>
    Object.fromEntries(one.Mounts.map((mount: Record<string, unknown>) => [mount.Destination, mount.Name]));
  expect(volumes(after)).toEqual(volumes(before));
  for (const path of ['/anonymous', '/data'])
    expect(await engine.docker('exec', 'web.shop-1', 'cat', `${path}/file`)).toBe('from-8');
  expect(await engine.docker('ps', '--all', '--format', '{{.Names}}')).toBe('web.shop-1\ndb');
  expect(replacer.journal.entries).toEqual([]);
});

/** A container with all that has to be there again after a way back, and the look whether it is. */
async function startShop(engine: Engine, replacer: Replacer) {
  await makeVersions(engine);
  await engine.docker('network', 'create', '--subnet', '10.123.5.0/24', 'shop');
  await engine.docker('network', 'create', 'back');
  const id = await engine.docker(
    ...['run', '--detach', '--name', 'web.1', '--network', 'shop', '--ip', '10.123.5.5'],
    ...['--volume', '/anonymous', '--stop-timeout', '0', 'app:8'],
  );
  await engine.docker('network', 'connect', '--alias', 'inner', 'back', 'web.1');
  await engine.docker('exec', 'web.1', 'sh', '-c', 'echo kept > /anonymous/file');
  const volumes = () => engine.docker('volume', 'ls', '--quiet');
  const before = await volumes();
  const expectAsBefore = async () => {
    const [now] = JSON.parse(await engine.docker('inspect', 'web.1'));
    expect(now.Id).toBe(id);
    expect(now.State.Running).toBe(true);
    expect(now.NetworkSettings.Networks.shop.IPAddress).toBe('10.123.5.5');
    expect(now.NetworkSettings.Networks.back.Aliases).toContain('inner');
    expect(await engine.docker('ps', '--all', '--format', '{{.Names}}')).toBe('web.1');
    expect(await volumes()).toBe(before);
    expect(replacer.journal.entries).toEqual([]);
  };
  return { id, expectAsBefore };
}

test('a new image that fails and a lost engine leave the old one as it was', async ({ engine, replacer }) => {
  const { id, expectAsBefore } = await startShop(engine, replacer);
  await expect(replacer.replace('web.1', 'app:broken')).rejects.toMatchObject({
    message: expect.stringContaining('ended with code 4'),
    detail: expect.stringContaining('no such database'),
  });
  await expectAsBefore();
  await expect(replacer.replace('web.1', 'app:sick')).rejects.toThrow('health check failed');
  await expectAsBefore();

  // The engine is lost in the middle: the journal knows what to do when it is there again.
  await expect(
    replacer.replace('web.1', 'app:17', (now, { lose }) => now === 'health' && lose()),
  ).rejects.toMatchObject({ message: expect.stringContaining('did not fully succeed') });
  const unfinished = () => unfinishedOn(replacer.client, 'here', replacer.journal, new Set());
  const [found] = await unfinished();
  expect(found).toMatchObject({
    name: 'web.1',
    keptName: `web.1-before-${id.slice(0, 6)}`,
    newName: 'web.1',
    ran: true,
  });
  await settle(replacer.client, replacer.journal, found?.id ?? '', 'back');
  await expectAsBefore();
  expect(await unfinished()).toEqual([]);
  expect(await engine.docker('exec', 'web.1', 'cat', '/anonymous/file')).toBe('kept');
});

test('a cancel at any step leaves the old one as it was', async ({ engine, replacer }) => {
  const { expectAsBefore } = await startShop(engine, replacer);
  for (const step of ['rename', 'stop', 'create', 'connect', 'start', 'health'] as const) {
    await test.step(`cancelled at ${step}`, async () => {
      const told: TaskStep[] = [];
      await expect(
        replacer.replace('web.1', 'app:17', (now, { cancel }) => {
          told.push(now);
          if (now === step) cancel();
        }),
      ).rejects.toMatchObject({ code: 'cancelled' });
      expect(told).toContain(step);
      expect(told).not.toContain('remove');
      await expectAsBefore();
    });
  }
  expect(await engine.docker('exec', 'web.1', 'cat', '/anonymous/file')).toBe('kept');
});

test('stopped ones stay stopped, paused ones paused, and what cannot go back is refused', async ({
  engine,
  replacer,
}) => {
  await makeVersions(engine);
  await engine.docker('create', '--name', 'fresh', 'app:8');
  await engine.docker('run', '--detach', '--name', 'frozen', '--entrypoint', '', 'app:8', ...sleep);
  await engine.docker('pause', 'frozen');
  await engine.docker('run', '--detach', '--rm', '--name', 'brief', 'app:8');
  const format = '{{.State.Status}} {{json .Config.Entrypoint}} {{json .Config.Cmd}}';

  await replacer.replace('fresh', 'app:17');
  expect(await engine.docker('inspect', '--format', format, 'fresh')).toBe('created null ["sleep","1717"]');
  await replacer.replace('frozen', 'app:17');
  expect(await engine.docker('inspect', '--format', format, 'frozen')).toBe('paused null ["sleep","1000"]');
  expect((await replacer.plan('brief', 'app:17')).refused).toBe('auto-remove');

  // One that has run and was stopped: its address, alias and data wait for its next start.
  await engine.docker('network', 'create', '--subnet', '10.123.6.0/24', 'shop');
  await engine.docker(
    ...['run', '--detach', '--name', 'job.1.x', '--network', 'shop', '--ip', '10.123.6.9'],
    ...['--network-alias', 'worker', '--stop-timeout', '0', 'app:8'],
  );
  await engine.docker('exec', 'job.1.x', 'sh', '-c', 'echo kept > /data/file');
  await engine.docker('stop', 'job.1.x');
  await replacer.replace('job.1.x', 'app:17');
  expect(await engine.docker('inspect', '--format', format, 'job.1.x')).toBe('created null ["sleep","1717"]');
  await engine.docker('start', 'job.1.x');
  const [job] = JSON.parse(await engine.docker('inspect', 'job.1.x'));
  expect(job.NetworkSettings.Networks.shop).toMatchObject({ IPAddress: '10.123.6.9' });
  expect(job.NetworkSettings.Networks.shop.Aliases).toContain('worker');
  expect(await engine.docker('exec', 'job.1.x', 'cat', '/data/file')).toBe('kept');
});

test('in the app: pick a tag, read what changes, replace; a killed Lighter tells of it and goes back', async ({
  launch,
  engine,
}) => {
  await makeVersions(engine);
  const id = await engine.docker('run', '--detach', '--name', 'web', '--stop-timeout', '0', 'app:8');
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  await engine.docker('create', '--name', 'a-neighbour', 'busybox');
  const row = list.row('web');
  await expect(row).toHaveAttribute('data-id', id);
  // Below the other one, so that pinning moves it.
  await list.expectRows(2);
  await row.focus();
  // Pinned, protected, selected, and the focus is on it.
  for (const key of ['t', 'g', ' ']) await page.keyboard.press(key);
  await page.keyboard.press('i');
  const dialog = shell.dialog('Change the image of web');
  await dialog.getByLabel('Image', { exact: true }).fill('app:17');
  const changes = dialog.getByRole('table', { name: 'What changes' });
  const changed = shell.dialog('Edit web').getByRole('table', { name: 'What changes' });
  await expect(changes.getByRole('row', { name: 'APP_VERSION' })).toContainText('17');
  await expect(dialog).toContainText('Its volume comes along');
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await shell.toast('web was replaced').first().waitFor({ timeout: 30_000 });
  expect(await engine.docker('inspect', '--format', '{{.Config.Image}}', 'web')).toBe('app:17');
  // What stood at the old container stands at the new one.
  const expectFollowed = async (name: string, before: string) => {
    await expect(list.row(name)).not.toHaveAttribute('data-id', before);
    await expect(list.row(name)).toHaveAttribute('aria-selected', 'true');
    await expect(list.row(name)).toBeFocused();
    await expect(page.getByTestId('row').first()).toHaveAttribute('data-name', name);
    await expect(list.row(name).getByRole('img', { name: /^Protected/ })).toBeVisible();
  };
  await expectFollowed('web', id);

  // Also where the dialog has gone meanwhile, and under another name.
  const second = await engine.docker('inspect', '--format', '{{.Id}}', 'web');
  await page.keyboard.press('e');
  await shell.dialog('Edit web').getByRole('textbox', { name: 'Name', exact: true }).fill('web.shop');
  await shell.dialog('Edit web').getByRole('button', { name: 'Review changes' }).click();
  await shell.dialog('Edit web').getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(shell.dialog('Edit web').getByRole('list', { name: 'Steps' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectFollowed('web.shop', second);
  await engine.docker('rename', 'web.shop', 'web');

  // On its own page, the page follows, with the tab that is open.
  await list.open('web');
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'running');

  // Any other option, on the run form: what nobody touches stays, a volume without a name too.
  const volume = () =>
    engine.docker(
      'inspect',
      '--format',
      '{{(index .Mounts 0).Name}} {{(index .Mounts 0).Destination}}',
      'web',
    );
  const data = await volume();
  await page.keyboard.press('e');
  const edit = shell.dialog('Edit web');
  await edit.getByLabel('Host port').first().fill('18083');
  await edit.getByLabel('Container port').first().fill('1717');
  await edit.getByRole('textbox', { name: 'Memory limit' }).fill('64m');
  await edit.getByRole('button', { name: 'Review changes' }).click();
  await expect(changed.getByRole('row', { name: '--memory' })).toContainText('64m');
  await expect(changed.getByRole('row', { name: '-p' })).toContainText('18083:1717');
  await edit.getByRole('button', { name: 'Back to the form' }).click();
  await expect(edit.getByRole('textbox', { name: 'Memory limit' })).toHaveValue('64m');
  await edit.getByRole('button', { name: 'Review changes' }).click();
  await edit.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(edit).toHaveCount(0, { timeout: 30_000 });
  expect(
    await engine.docker(
      ...[
        'inspect',
        '--format',
        '{{.HostConfig.Memory}} {{json .HostConfig.PortBindings}} {{.Config.Image}}',
        'web',
      ],
    ),
  ).toBe('67108864 {"1717/tcp":[{"HostIp":"","HostPort":"18083"}]} app:17');
  expect(await volume()).toBe(data);
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'running');
  await expect(page.getByTestId('details')).toHaveAttribute(
    'data-id',
    await engine.docker('inspect', '--format', '{{.Id}}', 'web'),
  );
  await expect(page.getByRole('tab', { name: 'Inspect' })).toHaveAttribute('aria-selected', 'true');

  // Killed while it waits for health that does not come.
  await engine.docker('tag', 'app:17', 'slow:1');
  const slow = await engine.docker(
    ...['commit', '--change', 'HEALTHCHECK --interval=60s CMD true', 'web', 'slow:2'],
  );
  expect(slow).toContain('sha256:');
  const before = await engine.docker('inspect', '--format', '{{.Id}}', 'web');
  await page.keyboard.press('i');
  await dialog.getByLabel('Image', { exact: true }).fill('slow:2');
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Waiting until it is well' })).toHaveAttribute(
    'aria-current',
    'step',
    { timeout: 20_000 },
  );
  process.kill(app.pid, 'SIGKILL');
  const again = await (await launch({ home: app.home })).page();
  const question = new Shell(again).dialog('web was not fully replaced');
  await expect(question).toContainText('The new container runs');
  await expect(question.getByTestId('cli-equivalent').last()).toContainText('rm -f -v web && docker ');
  await question.getByRole('button', { name: 'Back to the old one' }).click();
  await new Shell(again).toast('web is the old container again').first().waitFor();
  expect(await engine.docker('inspect', '--format', '{{.Id}} {{.State.Status}}', 'web')).toBe(
    `${before} running`,
  );
});
