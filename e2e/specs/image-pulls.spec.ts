import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../main/engine/client';
import { createTransport } from '../../main/engine/transport';
import { pullImage } from '../../main/tasks/pull';
import { type Engine, startRegistry } from '../../scripts/engine/index.mjs';
import { withOneApp } from '../fixtures/one-app';
import { publishForTwo } from '../fixtures/platforms';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const test = withOneApp();

/** Pulls as the app does, without it; gives the engine's last word about each layer. */
async function pullLayers({ socket }: Engine, ref: string, onLayer?: (words: string[]) => void) {
  const transport = createTransport({ kind: 'socket', path: socket });
  const signal = new AbortController().signal;
  const client = createClient({ transport, version: '1.41', epoch: 1, signal });
  let words: string[] = [];
  try {
    await pullImage(
      client,
      { ref },
      async () => null,
      signal,
      ({ layers }) => {
        words = (layers ?? []).map(({ status }) => status);
        onLayer?.(words);
      },
    );
  } finally {
    transport.dispose();
  }
  return words;
}

/** Pushes an image of layers with this many MB of noise each, on busybox; the engine has it no more afterwards. */
async function pushNoise(engine: Engine, ref: string, layers: number[]): Promise<void> {
  let from = 'busybox';
  for (const [index, megabytes] of layers.entries()) {
    const write = `dd if=/dev/urandom of=/noise-${index} bs=1M count=${megabytes}`;
    await engine.docker('run', '--name', 'noise', from, 'sh', '-c', write);
    await engine.docker('commit', 'noise', ref);
    await engine.docker('rm', 'noise');
    from = ref;
  }
  await engine.docker('push', ref);
  await engine.docker('rmi', ref);
}

test('several pulls run at once, each a task of its own; one is by digest', async ({
  page,
  engine,
  registry,
}) => {
  const noise = ['a', 'b'].map((name) => `${registry.host}/noise/${name}:1`);
  for (const ref of noise) await pushNoise(engine, ref, [2]);
  const shell = new Shell(page);
  await shell.open('Images');
  const accept = 'application/vnd.docker.distribution.manifest.v2+json';
  const manifest = await fetch(`${registry.url}/v2/library/nginx/manifests/latest`, { headers: { accept } });
  const digest = manifest.headers.get('docker-content-digest') ?? '';
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  const refs = [`nginx@${digest}`, ...noise];
  registry.setSpeed(50_000);
  for (const ref of refs) {
    await page.getByRole('button', { name: 'Pull image' }).first().click();
    const dialog = shell.dialog('Pull image');
    await dialog.getByLabel('Image').fill(ref);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(dialog.getByRole('progressbar').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  const task = (ref: string) => shell.dialog('Tasks').getByRole('listitem').filter({ hasText: ref });
  for (const ref of refs) await expect(task(ref)).toContainText('Running');

  registry.setSpeed(undefined);
  for (const ref of refs) await expect(task(ref)).toContainText('Done', { timeout: 60_000 });
  expect(await engine.docker('inspect', '--format', '{{.RepoDigests}}', `nginx@${digest}`)).toContain(digest);
  for (const ref of noise) expect(await engine.docker('images', '--quiet', ref)).not.toBe('');
});

test('a pull after one that died succeeds, and does not fetch the layers that are there', async ({
  engine,
}) => {
  const storage = mkdtempSync(join(tmpdir(), 'lighter-storage-'));
  const mortal = await startRegistry({ storage });
  const name = (host: string) => `${host}/noise/deep:1`;
  try {
    await pushNoise(engine, name(mortal.host), [1, 20]);
    mortal.setSpeed(2_000_000);
    let end: Promise<void> | null = null;
    const dies = pullLayers(engine, name(mortal.host), (words) => {
      if (words.includes('Pull complete')) end ??= mortal.stop();
    });
    await expect(dies).rejects.toMatchObject({ code: 'registry' });
    await end;
    const again = await startRegistry({ storage });
    try {
      // The layer of busybox; the engine itself gives up what a pull without an end has brought.
      expect(await pullLayers(engine, name(again.host))).toEqual([
        'Already exists',
        'Pull complete',
        'Pull complete',
      ]);
      expect(await engine.docker('run', '--rm', name(again.host), 'ls', '/')).toContain('noise-1');
    } finally {
      await again.stop();
    }
  } finally {
    rmSync(storage, { recursive: true });
  }
});

test('a newer image names the containers that run the old one, and recreates them', async ({
  page,
  engine,
  registry,
}) => {
  const ref = `${registry.host}/mine/web:1`;
  const imageOf = (name: string) => engine.docker('inspect', '--format', '{{.Image}}', name);
  // The registry has the newer one, the engine the older one by the same name.
  const base = await engine.docker('create', 'busybox', 'true');
  await engine.docker('commit', '--change', 'ENV VERSION=2', '--change', 'CMD ["sleep","200"]', base, ref);
  const newer = await engine.docker('images', '--no-trunc', '--quiet', ref);
  await engine.docker('push', ref);
  await engine.docker('rmi', ref);
  await engine.docker('commit', '--change', 'ENV VERSION=1', '--change', 'CMD ["sleep","100"]', base, ref);
  await engine.docker('rm', base);
  await engine.docker('run', '--detach', '--name', 'web', '--stop-timeout', '0', ref);
  await engine.docker('run', '--detach', '--name', 'other', 'busybox', 'sleep', '1000');
  expect(await imageOf('web')).not.toBe(newer);

  const shell = new Shell(page);
  await new ListPage(page, 'Containers').expectRow('web', 'running');
  await shell.open('Images');
  await page.getByRole('button', { name: 'Pull image' }).first().click();
  const dialog = shell.dialog('Pull image');
  await dialog.getByLabel('Image').fill(ref);
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  const toast = shell.toast('1 container still uses the old one: web');
  await expect(toast).toBeVisible({ timeout: 30_000 });
  await expect(toast.getByRole('button', { name: 'Recreate web' })).toBeVisible();

  // The task keeps the offer when the toast has gone.
  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  const task = shell.dialog('Tasks').getByRole('listitem').filter({ hasText: ref });
  await expect(task).toContainText('1 container still uses the old one: web');
  await expect(task.getByRole('button', { name: /^Recreate/ })).toHaveCount(1);
  await task.getByRole('button', { name: 'Recreate web' }).click();
  const change = shell.dialog('Change the image of web');
  await expect(change.getByLabel('Image', { exact: true })).toHaveValue(ref);
  await expect(
    change.getByRole('table', { name: 'What changes' }).getByRole('row', { name: 'VERSION' }),
  ).toContainText('2');
  await change.getByRole('button', { name: /eplace$/ }).click();
  await expect(change).toHaveCount(0, { timeout: 30_000 });
  await expect.poll(() => imageOf('web')).toBe(newer);
  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  await expect(task.first()).not.toContainText('still uses');
});

test('all tags of a repository, and an image for another platform', async ({ page, engine, registry }) => {
  const repository = `${registry.host}/many/tags`;
  for (const tag of ['1', '2']) {
    await engine.docker('tag', 'busybox', `${repository}:${tag}`);
    await engine.docker('push', `${repository}:${tag}`);
    await engine.docker('rmi', `${repository}:${tag}`);
  }
  const architecture = await engine.docker('version', '--format', '{{.Server.Arch}}');
  const other = architecture === 'arm64' ? 'amd64' : 'arm64';
  await publishForTwo(registry.url, 'library/busybox', other, architecture);
  const shell = new Shell(page);
  await shell.open('Images');
  const dialog = shell.dialog('Pull image');
  const open = async (ref: string) => {
    await page.getByRole('button', { name: 'Pull image' }).first().click();
    await dialog.getByLabel('Image', { exact: true }).fill(ref);
    await dialog.getByText('Platform and tags').click();
  };

  await open(repository);
  await dialog.getByLabel('Pull all tags').check();
  await expect(dialog.getByTestId('cli-equivalent')).toHaveText(`docker pull --all-tags ${repository}`);
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(shell.toast(`${repository} is here now`)).toBeVisible({ timeout: 30_000 });
  expect((await engine.docker('images', '--format', '{{.Tag}}', repository)).split('\n').sort()).toEqual([
    '1',
    '2',
  ]);

  const two = `${registry.host}/library/busybox:two`;
  await open(two);
  // The size is that of this engine's own of the two.
  await dialog.getByRole('button', { name: 'Show tags' }).click();
  const tags = dialog.getByRole('list', { name: 'Show tags' }).getByRole('listitem');
  await expect(tags.filter({ hasText: /^two/ })).toHaveText(/^two[\d.]+ [kM]B/);
  await dialog.getByLabel('Platform', { exact: true }).fill(`linux/${other}`);
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(shell.toast(`${two} is here now`)).toBeVisible({ timeout: 30_000 });
  expect(await engine.docker('inspect', '--format', '{{.Os}}/{{.Architecture}}', two)).toBe(`linux/${other}`);
  const details = await new ListPage(page, 'Images').open(two);
  await expect(details).toContainText(`linux/${other}`);
});
