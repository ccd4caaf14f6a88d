import type { Engine } from '../../scripts/engine/index.mjs';
import { expect, test } from '../fixtures/two-engines';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

test('copies a container with image, network and data to another engine; a cancel leaves nothing there', async ({
  launch,
  home,
  engine,
  other,
}) => {
  const page = await (await launch({ home })).page();
  const list = new ListPage(page, 'Containers');
  const shell = new Shell(page);
  // An image of 96 MB that cannot be packed smaller, and a container with all that has to come along.
  await engine.docker(
    'run',
    '--name',
    'maker',
    'busybox',
    'dd',
    'if=/dev/urandom',
    'of=/big',
    'bs=1M',
    'count=96',
  );
  await engine.docker(
    'commit',
    '--change',
    'CMD ["sleep","1000"]',
    '--change',
    'ENV A=image',
    'maker',
    'shop/web:1',
  );
  await engine.docker('rm', 'maker');
  await engine.docker('network', 'create', '--subnet', '10.124.4.0/24', 'shop');
  const id = await engine.docker(
    ...[
      'run',
      '--detach',
      '--name',
      'web',
      '--network',
      'shop',
      '--ip',
      '10.124.4.7',
      '--network-alias',
      'www',
    ],
    ...['--volume', 'data:/data:ro', '--volume', '/anonymous', '--env', 'B=mine', '--user', '0:0'],
    ...['--stop-timeout', '0', 'shop/web:1'],
  );
  await engine.docker(
    'run',
    '--rm',
    '--volume',
    'data:/d',
    'busybox',
    'sh',
    '-c',
    'echo kept > /d/f; chown 12:34 /d/f; chmod 640 /d/f',
  );
  await engine.docker('exec', 'web', 'sh', '-c', 'echo too > /anonymous/f');
  await other.docker('create', '--name', 'web', 'busybox');
  const left = async () =>
    [
      await other.docker('ps', '--all', '--format', '{{.Names}}'),
      await other.docker('images', '--format', '{{.Repository}}:{{.Tag}}'),
      await other.docker('volume', 'ls', '--quiet'),
      await other.docker('network', 'ls', '--format', '{{.Name}}'),
    ].join(' | ');
  const before = await left();

  await list.choose('web', 'Copy to another engine…');
  const dialog = shell.dialog('Copy web to another engine');
  const options = dialog.getByLabel('To engine');
  await expect(options.locator('option', { hasText: 'two · Docker Engine' })).toHaveCount(1);
  await options.selectOption(await options.locator('option', { hasText: 'two ·' }).getAttribute('value'));
  // The name is taken there, so that another one is offered.
  await expect(dialog.getByLabel('Name there')).toHaveValue('web-2');
  await dialog.getByLabel('Name there').fill('web');
  await expect(dialog).toContainText('A container there has this name');
  await dialog.getByLabel('Name there').fill('web-2');
  await expect(dialog).toContainText('It is made on two, on this machine');
  await expect(dialog).toContainText('The image shop/web:1 is sent');
  await expect(dialog).toContainText('These networks are made there: shop');
  await expect(dialog.getByTestId('cli-equivalent')).toContainText(
    'save shop/web:1 | docker --context two load',
  );
  await dialog.getByLabel('Copy what is in its 2 volumes').check();

  // Cancelled while the image is on its way.
  await dialog.getByRole('button', { name: 'Copy container', exact: true }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Copy container', exact: true })).toBeVisible({
    timeout: 20_000,
  });
  expect(await left()).toBe(before);

  await dialog.getByRole('button', { name: 'Copy container', exact: true }).click();
  await shell.toast('web was copied').first().waitFor({ timeout: 60_000 });
  const inspect = async (from: Engine, name: string) => JSON.parse(await from.docker('inspect', name))[0];
  const [copy, original] = [await inspect(other, 'web-2'), await inspect(engine, id)];
  expect(copy.State.Running).toBe(true);
  expect(copy.Image).toBe(original.Image);
  expect(copy.Config.Image).toBe('shop/web:1');
  for (const key of ['Env', 'Cmd', 'User']) expect(copy.Config[key], key).toEqual(original.Config[key]);
  expect(copy.NetworkSettings.Networks.shop).toMatchObject({ IPAddress: '10.124.4.7' });
  expect(copy.NetworkSettings.Networks.shop.Aliases).toContain('www');
  expect(await other.docker('exec', 'web-2', 'stat', '-c', '%u:%g %a', '/data/f')).toBe('12:34 640');
  expect(await other.docker('exec', 'web-2', 'cat', '/data/f', '/anonymous/f')).toBe('kept\ntoo');
  // The source has only been read.
  expect(original.State.Running).toBe(true);
  expect(await engine.docker('ps', '--all', '--format', '{{.Names}}')).toBe('web');
});
