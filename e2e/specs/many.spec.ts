import { dirname, join } from 'node:path';
import { startProxy } from '../../scripts/bench/proxy.mjs';
import { ask } from '../../scripts/engine/ask.mjs';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const real = 50;
const copies = 200;
const all = real * copies;
const last = `many-49-${copies - 1}`;

test('10,000 containers are one list: few rows in the page, the last by a key, one by its name', async ({
  launch,
  engine,
}) => {
  for (let index = 0; index < real; index += 1) {
    await engine.docker('create', '--name', `many-${String(index).padStart(2, '0')}`, 'busybox', 'true');
  }
  const socketPath = join(dirname(engine.socket), 'many.sock');
  const proxy = await startProxy({ socketPath, engine: engine.socket, factor: copies });
  proxy.release();
  try {
    const page = await (await launch({ env: { DOCKER_HOST: proxy.host } })).page();
    const list = new ListPage(page, 'Containers');
    await expect(list.table).toHaveAttribute('aria-rowcount', String(all + 1));
    const inPage = () => list.table.getByTestId('row').count();
    expect(await inPage()).toBeLessThan(60);

    // By keys alone: into the list, to its end, and back.
    await list.table.getByTestId('row').first().focus();
    await page.keyboard.press('End');
    const end = list.table.getByTestId('row').last();
    await expect(end).toHaveAttribute('aria-rowindex', String(all + 1));
    await expect(end).toBeFocused();
    expect(await inPage()).toBeLessThan(60);
    await page.keyboard.press('Home');
    await expect(list.table.getByTestId('row').first()).toBeFocused();

    await page.getByRole('searchbox').fill(last);
    await expect(list.table).toHaveAttribute('aria-rowcount', '2');
    await expect(list.table.getByTestId('row')).toHaveAttribute('data-name', last);
    await page.getByRole('searchbox').fill('');
    await expect(list.table).toHaveAttribute('aria-rowcount', String(all + 1));

    // All of them chosen, none of them drawn for it; what would be hit is said with its number.
    await list.table.getByRole('checkbox').first().check();
    await expect(page.getByText(`${all.toLocaleString('en')} selected`)).toBeVisible();
    expect(await inPage()).toBeLessThan(60);

    // A container that comes is one row more.
    await engine.docker('create', '--name', 'one-more', 'busybox', 'true');
    await expect(list.table).toHaveAttribute('aria-rowcount', String(all + 2));
  } finally {
    proxy.close();
  }
});

test('5,000 names of images are one list as well, those of one image under one head', async ({
  launch,
  engine,
}) => {
  const names = 50;
  const images = 100;
  await Promise.all(
    Array.from({ length: names - 1 }, (_, index) =>
      ask(engine.socket, 'POST', `/images/busybox/tag?repo=many&tag=t${String(index).padStart(2, '0')}`),
    ),
  );
  const others = ['chatty', 'healthy', 'crasher'];
  // A line a name, and one for the head of each image that has several.
  const lines = images * (names + 1 + others.length);
  const socketPath = join(dirname(engine.socket), 'tags.sock');
  const proxy = await startProxy({ socketPath, engine: engine.socket, factor: images, kind: 'images' });
  proxy.release();
  try {
    const page = await (await launch({ env: { DOCKER_HOST: proxy.host } })).page();
    await new Shell(page).open('Images');
    const list = new ListPage(page, 'Images');
    await expect(list.table).toHaveAttribute('aria-rowcount', String(lines + 1));
    await list.expectRows(lines - images);
    const inPage = () => list.table.getByRole('row').count();
    expect(await inPage()).toBeLessThan(60);
    await list.table.getByTestId('row').first().focus();
    await page.keyboard.press('End');
    const end = list.table.getByRole('row').last();
    await expect(end).toHaveAttribute('aria-rowindex', String(lines + 1));
    await expect(end).toBeFocused();
    expect(await inPage()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('copy-99/many:t48');
    await list.expectRows(1);
    await expect(list.row('copy-99/many:t48')).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Group names of one image' }).click();
    await expect(list.table).toHaveAttribute('aria-rowcount', String(lines - images + 1));

    // A name that comes is one line more in each copy.
    await engine.docker('tag', 'chatty', 'chatty:more');
    await expect(list.table).toHaveAttribute('aria-rowcount', String(lines + 1));
  } finally {
    proxy.close();
  }
});
