import { dirname, join } from 'node:path';
import { startProxy } from '../../scripts/bench/proxy.mjs';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

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
