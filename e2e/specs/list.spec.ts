import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

const sleep = ['busybox', 'sleep', '1000'] as const;

test('columns are ordered, sized, fitted, remembered and reset', async ({ launch, engine }) => {
  await engine.docker('run', '--detach', '--name', 'a-container-with-quite-a-long-name', ...sleep);
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(1);
  const header = (name: string) => list.table.getByRole('columnheader', { name, exact: true });
  const order = async () =>
    (await list.table.getByRole('columnheader').allTextContents()).filter(
      (name) => name && name !== 'Actions',
    );
  const widthOf = async (name: string) => Math.round((await header(name).boundingBox())?.width ?? 0);
  expect((await order()).slice(0, 4)).toEqual(['Name', 'Image', 'State', 'Ports']);

  // With keys, then by dragging, in the column menu.
  const columns = page.getByRole('button', { name: 'Columns' });
  await columns.click();
  const entry = (name: string) => page.getByRole('menuitemcheckbox', { name });
  await entry('Ports').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await order()).slice(0, 4)).toEqual(['Name', 'Image', 'Ports', 'State']);
  await expect(entry('Ports')).toBeFocused();
  await entry('State').dragTo(entry('Image'));
  await expect.poll(async () => (await order()).slice(0, 4)).toEqual(['Name', 'State', 'Image', 'Ports']);
  await entry('Created').click();
  await page.keyboard.press('Escape');

  // The edge of a header.
  const edge = header('Image').getByTestId('column-edge');
  const before = await widthOf('Image');
  const box = await edge.boundingBox();
  if (!box) throw new Error('The header has no edge.');
  await page.mouse.move(box.x + box.width - 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 62, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf('Image')).toBe(before - 60);
  await header('Name').getByRole('button').focus();
  const nameBefore = await widthOf('Name');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => widthOf('Name')).toBe(nameBefore - 16);
  await header('Name').getByTestId('column-edge').dblclick();
  const link = list.row('a-container-with-quite-a-long-name').getByRole('link').first();
  await expect
    .poll(async () => (await widthOf('Name')) - Math.round((await link.boundingBox())?.width ?? 0))
    .toBe(16);
  const fitted = await widthOf('Name');
  await app.close();

  const again = await launch({ home: app.home });
  const list2 = new ListPage(await again.page(), 'Containers');
  await list2.expectRows(1);
  const headers = list2.table.getByRole('columnheader');
  await expect(headers.nth(2)).toHaveText('State');
  await expect(headers.filter({ hasText: 'Created' })).toHaveCount(0);
  expect(Math.round((await headers.nth(1).boundingBox())?.width ?? 0)).toBe(fitted);
  await list2.page.getByRole('button', { name: 'Columns' }).click();
  await list2.page.getByRole('menuitem', { name: 'Reset columns' }).click();
  await expect(headers.nth(2)).toHaveText('Image');
});

test('CPU, memory and network are shown with a line of what was', async ({ page, engine }) => {
  await engine.docker('run', '--detach', '--name', 'busy', 'busybox', 'sh', '-c', 'while :; do :; done');
  const list = new ListPage(page, 'Containers');
  await list.expectRow('busy', 'running');
  await list.page.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['Ports', 'Uptime', 'Created'])
    await page.getByRole('menuitemcheckbox', { name }).click();
  await page.keyboard.press('Escape');
  const cell = (column: string) => list.row('busy').locator(`[data-column="${column}"]`);
  await expect(cell('cpu').locator('path')).toHaveAttribute('d', /^M.*L/, { timeout: 20_000 });
  const [, cpu] = (await engine.docker('stats', '--no-stream', '--format', '{{.Name}} {{.CPUPerc}}')).split(
    ' ',
  );
  const shown = Number.parseFloat((await cell('cpu').textContent()) ?? '');
  expect(Math.abs(shown - Number.parseFloat(cpu ?? ''))).toBeLessThan(60);
  await expect(cell('memory')).toHaveText(/\d B|kB|MB/);
  await expect(cell('network')).toHaveText(/B\/s$/);
});

const project = (name: string) => ['--label', `com.docker.compose.project=${name}`];

test('containers of a Compose project stand together and are worked together', async ({ launch, engine }) => {
  const run = (name: string, ...args: string[]) =>
    engine.docker('run', '--detach', '--stop-timeout', '1', '--name', name, ...args, ...sleep);
  await run('shop-db-1', ...project('shop'));
  await run('shop-web-1', ...project('shop'));
  await engine.docker('create', '--name', 'shop-migrate-1', ...project('shop'), ...sleep);
  await run('alone');
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(4);
  const shop = list.group('shop');
  await expect(shop).toContainText('2 of 3 running');
  await expect(page.getByRole('rowgroup', { name: 'shop' }).getByRole('row')).toHaveCount(4);
  await expect(shop.locator('[data-column="cpu"]')).toHaveText(/%$/, { timeout: 20_000 });
  await expect(shop.locator('[data-column="memory"] path')).toHaveAttribute('d', /^M.+L/, {
    timeout: 20_000,
  });

  // By keyboard: closed, opened, into it and back.
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await expect(shop).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(list.row('shop-db-1')).toHaveCount(0);
  await list.expectRows(4);
  await expect(shop.getByRole('button', { name: 'shop', expanded: false })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(list.row('shop-db-1')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(list.row('shop-db-1')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(shop).toBeFocused();

  const states = async () =>
    (await engine.docker('ps', '-a', '--format', '{{.Names}} {{.State}}')).split('\n').sort();
  await shop.getByRole('button', { name: 'Stop all of shop' }).click();
  await expect(shop).toContainText('0 of 3 running');
  expect(await states()).toEqual([
    'alone running',
    'shop-db-1 exited',
    'shop-migrate-1 created',
    'shop-web-1 exited',
  ]);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('start all shop');
  await expect(page.getByRole('option', { selected: true })).toContainText('Start all of shop');
  await page.keyboard.press('Enter');
  await expect(shop).toContainText('3 of 3 running');
  // What the menu says Compose does the same with.
  await shop.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Stop all of shop' })).toHaveAttribute(
    'aria-description',
    /docker .*compose --project-name shop stop$/,
  );
  await page.keyboard.press('Escape');
  await shop.getByRole('checkbox', { name: 'Select shop' }).click();
  await expect(list.bulk).toContainText('3 selected');
  await page.keyboard.press('Escape');

  // What is closed stays closed, and without groups it is one list.
  await shop.getByRole('button', { name: /^shop/, expanded: true }).click();
  await expect(list.row('shop-web-1')).toHaveCount(0);
  await app.close();
  const again = await (await launch({ home: app.home })).page();
  const list2 = new ListPage(again, 'Containers');
  await list2.expectRows(4);
  await expect(list2.group('shop')).toBeVisible();
  await expect(list2.row('shop-web-1')).toHaveCount(0);
  await again.getByRole('button', { name: 'Group by project' }).click();
  await expect(list2.group('shop')).toHaveCount(0);
  await expect(again.getByTestId('row').nth(1)).toHaveAttribute('data-name', 'shop-db-1');
  await again.getByRole('button', { name: 'Group by project' }).click();

  await list2.group('shop').getByRole('button', { name: 'More actions' }).click();
  await again.getByRole('menuitem', { name: 'Delete all of shop' }).click();
  const dialog = again.getByRole('dialog', { name: 'Delete 3 containers?' });
  for (const name of ['shop-db-1', 'shop-migrate-1', 'shop-web-1'])
    await expect(dialog.getByTestId('cli-equivalent')).toContainText(name);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await list2.expectRows(1);
  expect(await states()).toEqual(['alone running']);
});

test('filters by state, image, label, network and volume, and keeps what was asked as a view', async ({
  launch,
  engine,
}) => {
  await engine.docker('network', 'create', 'front');
  const create = (name: string, ...args: string[]) =>
    engine.docker('create', '--name', name, ...args, ...sleep);
  await create('web', '--label', 'env=prod', '--network', 'front');
  await create('db', '--label', 'env=prod', '--volume', 'data:/data');
  await create('lab', '--label', 'env=test');
  await engine.docker('run', '--detach', '--name', 'talker', 'chatty');
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(4);
  for (const [query, args] of [
    ['label:env=prod', ['label=env=prod']],
    ['-state:created', ['status=running']],
    ['image:chatty', ['ancestor=chatty']],
    ['network:front', ['network=front']],
    ['volume:data', ['volume=data']],
    ['label:env label:env=test', ['label=env', 'label=env=test']],
  ] as const) {
    await list.search.fill(query);
    const filters = args.flatMap((one) => ['--filter', one]);
    const names = (await engine.docker('ps', '-a', '--format', '{{.Names}}', ...filters)).split('\n');
    await list.expectRows(names.length);
    for (const name of names) await expect(list.row(name)).toBeVisible();
  }
  // Plain text stays plain search.
  await list.search.fill('talk');
  await list.expectRows(1);

  // Typed, offered, taken as a chip, and taken back.
  await list.search.fill('');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Label' }).click();
  await expect(list.search).toHaveValue('label:');
  const offered = page.getByRole('listbox', { name: 'Values to filter by' }).getByRole('option');
  await expect(offered.first()).toHaveText(/label:env\s*3/);
  await list.search.pressSequentially('env=p');
  await expect(offered).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const chip = page.getByTestId('filter-chip');
  await expect(chip).toHaveText('label:env=prod');
  await list.expectRows(2);
  await list.search.fill('-state:created web');
  await page.keyboard.press('Enter');
  await expect(list.search).toHaveValue('web');
  await expect(chip).toHaveCount(2);

  // Nothing is left: which filter hides how many.
  await list.expectState('no-match');
  const state = page.getByTestId('list-state');
  await expect(state).toContainText('-state:created');
  await expect(state).toContainText('hides 1 row');
  await state.getByRole('button', { name: 'Remove filter -state:created' }).click();
  await list.expectRows(1);
  await list.search.fill('');
  await page.keyboard.press('Backspace');
  await expect(list.search).toHaveValue('label:env=prod');
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save or edit views' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Production');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await list.expectRows(4);
  await app.close();

  const again = await (await launch({ home: app.home })).page();
  const list2 = new ListPage(again, 'Containers');
  await list2.expectRows(4);
  // From any page by the palette, and from the list's menu.
  await again.getByRole('link', { name: 'Images', exact: true }).click();
  await again.keyboard.press('Control+k');
  await again.keyboard.type('production');
  await expect(again.getByRole('group', { name: 'Saved views' })).toContainText('Containers');
  await again.keyboard.press('Enter');
  await list2.expectRows(2);
  await again.getByRole('button', { name: 'Clear filters' }).click();
  await list2.expectRows(4);
  await again.getByRole('button', { name: 'Views' }).click();
  await again.getByRole('menuitemcheckbox', { name: 'Production' }).click();
  await list2.expectRows(2);
  await expect(again.getByTestId('filter-chip')).toHaveText('label:env=prod');
  await again.getByRole('button', { name: 'Views' }).click();
  await expect(again.getByRole('menuitemcheckbox', { name: 'Production' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await again.getByRole('menuitem', { name: 'Save or edit views' }).click();
  const rename = again.getByRole('textbox', { name: 'Rename view Production' });
  await rename.fill('Live');
  await rename.press('Enter');
  await again.getByRole('button', { name: 'Delete view Live' }).click();
  await expect(again.getByRole('list', { name: 'Saved views' })).toHaveCount(0);
});

test('a pinned container stands on top, a protected one is deleted only by its name', async ({
  launch,
  engine,
}) => {
  const create = (name: string) => engine.docker('create', '--name', name, ...sleep);
  for (const name of ['a-first', 'b-second', 'precious']) await create(name);
  const names = async () => (await engine.docker('ps', '-a', '--format', '{{.Names}}')).split('\n').sort();
  const app = await launch();
  const page = await app.page();
  const list = new ListPage(page, 'Containers');
  await list.expectRows(3);
  await list.choose('precious', 'Pin to top');
  await expect(page.getByTestId('row').first()).toHaveAttribute('data-name', 'precious');
  await list.row('precious').focus();
  await page.keyboard.press('g');
  await expect(list.row('precious').getByRole('img', { name: /^Protected/ })).toBeVisible();

  // From the list: the button waits for the name.
  const dialog = page.getByRole('dialog', { name: 'Delete container precious?' });
  const confirm = dialog.getByRole('button', { name: 'Delete', exact: true });
  await page.keyboard.press('Delete');
  await expect(dialog.getByRole('textbox', { name: 'Name of precious' })).toBeFocused();
  await expect(confirm).toBeDisabled();
  await page.keyboard.type('preciou');
  await page.keyboard.press('Enter');
  await expect(confirm).toBeDisabled();
  await page.keyboard.press('Escape');
  // From details and palette as well.
  await list.open('precious');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(confirm).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('delete precious');
  await page.getByRole('option', { name: /Delete precious/ }).click();
  await expect(confirm).toBeDisabled();
  await page.keyboard.press('Escape');
  // The page's word is not enough: main refuses.
  const id = await engine.docker('inspect', '--format', '{{.Id}}', 'precious');
  const outcome = await page.evaluate(
    ([id]) =>
      (
        window as unknown as { bridge: { call: (name: string, input: unknown) => Promise<unknown> } }
      ).bridge.call('containers.remove', { epoch: 1, ids: [id], force: true, volumes: false }),
    [id],
  );
  expect(JSON.stringify(outcome)).toContain('"protected"');
  expect(await names()).toEqual(['a-first', 'b-second', 'precious']);
  await app.close();

  // Remembered, and left out of what deletes many.
  const again = await (await launch({ home: app.home })).page();
  const list2 = new ListPage(again, 'Containers');
  await list2.expectRows(3);
  await expect(again.getByTestId('row').first()).toHaveAttribute('data-name', 'precious');
  await again.getByRole('button', { name: 'Delete stopped' }).click();
  const many = again.getByRole('dialog', { name: 'Delete 2 containers?' });
  await expect(many.getByTestId('protected')).toContainText('Protected containers stay');
  await expect(many.getByTestId('cli-equivalent')).not.toContainText('precious');
  await many.getByRole('button', { name: 'Delete', exact: true }).click();
  await list2.expectRows(1);
  expect(await names()).toEqual(['precious']);
  await list2.action('precious', 'Delete').click();
  await again.getByRole('textbox', { name: 'Name of precious' }).fill('precious');
  await again.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await list2.expectState('empty');
  expect(await names()).toEqual(['']);
});

test('every action has a key, a place in the menu with its command, and a line in the help', async ({
  page,
  engine,
}) => {
  await engine.docker('run', '--detach', '--name', 'worker', ...sleep);
  const list = new ListPage(page, 'Containers');
  await list.expectRow('worker', 'running');
  await list.row('worker').focus();
  await page.keyboard.press('p');
  await list.expectRow('worker', 'paused');
  await page.keyboard.press('p');
  await list.expectRow('worker', 'running');
  await page.keyboard.press('Shift+K');
  await list.expectRow('worker', 'exited');
  expect(await engine.docker('inspect', '--format', '{{.State.Status}}', 'worker')).toBe('exited');

  // What the menu says the CLI would do is what it does.
  await page.keyboard.press('Shift+F10');
  const start = page.getByRole('menuitem', { name: 'Start', exact: true });
  await expect(start).toBeFocused();
  await expect(start).toHaveAttribute('aria-keyshortcuts', 'S');
  await expect(start).toHaveAttribute('aria-description', /^docker .*start worker$/);
  for (const name of ['Restart', 'Logs', 'Pin to top', 'Protect from deletion', 'Copy ID', 'Delete'])
    await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  // The page's own button, and every tab of a container's page, have one as well.
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'Run container' })).toBeVisible();
  await page.keyboard.press('Escape');
  const details = page.getByTestId('details');
  for (const [key, name] of [
    ['j', 'Inspect'],
    ['f', 'Files'],
    ['m', 'Stats'],
    ['x', 'Terminal'],
    ['l', 'Logs'],
  ] as const) {
    if (key === 'j') await list.row('worker').focus();
    await page.keyboard.press(key);
    await expect(details.getByRole('tab', { name, exact: true })).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('tab', { name, exact: true }).focus();
  }
  await page.goBack();
  await list.expectRow('worker', 'exited');
  await list.row('worker').focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  // Files have some actions of the same name.
  for (const action of ['Stop', 'Kill', 'Logs', 'Pin to top', 'Protect from deletion', 'Copy ID', 'Delete'])
    await expect(help.getByRole('term').getByText(action, { exact: true }).first()).toBeVisible();
  await expect(help).toContainText('docker stop NAME');
  await page.keyboard.press('Escape');
  await expect(list.row('worker')).toBeFocused();
});
