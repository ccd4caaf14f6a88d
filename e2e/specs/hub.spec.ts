import type { Locator } from '@playwright/test';
import { type Engine, type Registry, startEngine, startRegistry } from '../../scripts/engine/index.mjs';
import { type Hub, startHub } from '../fixtures/hub';
import { test as base, expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

/** An engine and an app whose way to Docker Hub ends at a Hub of ours on this machine. */
const test = base.extend<{ images: Registry; hub: Hub; behind: Engine }>({
  // Its own: what is published here must not meet other tests.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from it.
  images: async ({}, use) => {
    const registry = await startRegistry();
    await use(registry);
    await registry.stop();
  },
  hub: async ({ images }, use) => {
    const hub = await startHub(images.port);
    await use(hub);
    hub.stop();
  },
  behind: async ({ hub }, use) => {
    const daemonEnv = { HTTPS_PROXY: hub.proxy, SSL_CERT_FILE: hub.ca };
    const engine = await startEngine({ daemonEnv });
    await use(engine);
    await engine.dispose();
  },
});

const press = (within: Locator, name: string) => within.getByRole('button', { name, exact: true }).click();

test('Docker Hub: search, tags, a newer image by digest, a limit with the time to wait, and what is in the way', async ({
  hub,
  behind,
  launch,
  images,
  engine,
}) => {
  const architecture = await behind.docker('version', '--format', '{{.Server.Arch}}');
  hub.results = [
    { name: 'nginx', description: 'A web server', star_count: 20_123, is_official: true },
    { name: 'someone/nginx', description: 'Of someone', star_count: 7, is_official: false },
  ];
  hub.tags = [
    {
      name: 'latest',
      last_updated: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      full_size: 1,
      images: [
        { os: 'linux', architecture: 'none', size: 5 },
        { os: 'linux', architecture, size: 61_000_000 },
      ],
    },
  ];
  const app = await launch({
    env: { DOCKER_HOST: behind.host },
    args: [`--proxy-server=${hub.proxy}`, '--ignore-certificate-errors'],
  });
  const page = await app.page();
  const shell = new Shell(page);
  const list = new ListPage(page, 'Images');
  const dialog = shell.dialog('Pull image');
  const pull = async (reference: string) => {
    await page.getByRole('button', { name: 'Pull image' }).first().click();
    await dialog.getByLabel('Image', { exact: true }).fill(reference);
  };
  await shell.open('Images');

  await test.step('search and tags', async () => {
    await pull('nginx');
    await expect(dialog.getByRole('button', { name: 'Search Docker Hub' })).toHaveAttribute(
      'title',
      /^docker .*search --limit 25 nginx$/,
    );
    await press(dialog, 'Search Docker Hub');
    const hits = dialog.getByRole('list', { name: 'Search Docker Hub' }).getByRole('listitem');
    await expect(hits).toHaveCount(2);
    await expect(hits.first()).toContainText('Official');
    await expect(hits.first()).toContainText('20,123');
    await expect(hits.last()).not.toContainText('Official');
    const names = await behind.docker('search', '--format', '{{.Name}} {{.StarCount}}', 'nginx');
    expect(names.split('\n')).toEqual(['nginx 20123', 'someone/nginx 7']);
    await hits.first().getByRole('button').click();
    await press(dialog, 'Show tags');
    const tags = dialog.getByRole('list', { name: 'Show tags' }).getByRole('listitem');
    await expect(tags).toHaveCount(1);
    await expect(tags).toContainText('61 MB');
    await expect(tags).toContainText('3 days ago');
    await tags.getByRole('button').click();
    await expect(dialog.getByLabel('Image', { exact: true })).toHaveValue('nginx:latest');
    await press(dialog, 'Pull');
    await expect(shell.toast('nginx:latest is here now')).toBeVisible();
    expect(await behind.docker('images', '--quiet', 'nginx')).not.toBe('');
  });

  await test.step('check for updates', async () => {
    await list.choose('nginx:latest', 'Check for updates');
    await expect(list.row('nginx:latest')).toContainText('Up to date');
    // Somebody publishes another image under the name.
    const published = `${images.host}/library/nginx:latest`;
    await engine.docker('tag', 'busybox', published);
    await engine.docker('push', published);
    await list.choose('nginx:latest', 'Check for updates');
    await expect(list.row('nginx:latest')).toContainText('Update available');
    await expect(shell.toast('1 image has a newer version')).toBeVisible();
    const pulled = await behind.docker('pull', '--quiet', 'nginx');
    expect(pulled).toContain('nginx');
    await list.choose('nginx:latest', 'Check for updates');
    await expect(list.row('nginx:latest')).toContainText('Up to date');
  });

  await test.step('the limit', async () => {
    await pull('busybox');
    await press(dialog, 'Pull');
    await expect(shell.toast('busybox is here now')).toBeVisible();
    hub.limit = { 'Retry-After': '90' };
    const before = hub.asked.length;
    await page.getByRole('button', { name: 'Check for updates' }).click();
    const alert = shell.alert('could not be checked');
    await expect(alert).toContainText('allows no more requests for now. Try again in 1m 30s');
    // Two images came from there; after the first refusal nobody is asked about the second.
    const manifests = hub.asked.slice(before).filter(({ path }) => path.includes('/manifests/'));
    expect(new Set(manifests.map(({ path }) => path)).size).toBe(1);
    await press(alert, 'Close');

    hub.limit = { 'RateLimit-Limit': '100;w=21600', 'RateLimit-Remaining': '0;w=21600' };
    await pull('healthy');
    await press(dialog, 'Pull');
    await expect(dialog.getByRole('alert')).toContainText('The limit counts over 6h');
    expect(await behind.docker('images', '--quiet', 'healthy')).toBe('');
    hub.limit = null;
    await page.keyboard.press('Escape');
  });

  await test.step('certificates and proxies', async () => {
    for (const [reference, words] of [
      ['untrusted.example/app', 'certificate is not trusted'],
      ['refused.example/app', 'proxy did not let the request through'],
      ['nginx:no-such-tag', 'has no such image or tag'],
    ] as const) {
      await pull(reference);
      await press(dialog, 'Pull');
      await expect(dialog.getByRole('alert')).toContainText(words, { timeout: 30_000 });
      await page.keyboard.press('Escape');
    }
  });
});
