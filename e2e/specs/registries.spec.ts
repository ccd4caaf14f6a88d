import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startRegistry } from '../../scripts/engine/index.mjs';
import { type App, appLogs } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const auth = { user: 'me', password: 'canary-pass+word/?' };

/** The secret is in no file of the profile, in no log, and was never given to the CLI's file. */
function expectNoSecret(app: App): void {
  const files = readdirSync(app.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files).toEqual(expect.arrayContaining([...appLogs(app.home), app.outputFile]));
  for (const file of files) {
    const text = readFileSync(file, 'latin1');
    expect(text).not.toContain('canary-pass');
    expect(text).not.toContain(Buffer.from(`${auth.user}:${auth.password}`).toString('base64'));
  }
}

test('a registry with a login: refused without and with a wrong password, used with the right one, forgotten', async ({
  app,
  page,
  engine,
}) => {
  const registry = await startRegistry({ auth });
  try {
    const shell = new Shell(page);
    await shell.open('Images');
    const image = `${registry.host}/library/nginx`;
    await page.getByRole('button', { name: 'Pull image' }).first().click();
    const dialog = shell.dialog('Pull image');
    await dialog.getByLabel('Image').fill(image);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('asks for a login');

    await dialog.getByRole('button', { name: 'Log in' }).click();
    const login = shell.dialog('Log in to a registry');
    await expect(login.getByLabel('Registry')).toHaveValue(registry.host);
    await login.getByLabel('User name').fill(auth.user);
    await login.getByLabel('Password or token').fill('wrong');
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(login.getByRole('alert')).toContainText('does not accept this user and password');
    await login.getByLabel('Password or token').fill(auth.password);
    await expect(login.getByTestId('cli-equivalent')).toHaveText(`docker login -u me ${registry.host}`);
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(shell.toast(`Logged in to ${registry.host}`)).toBeVisible();

    // Back where the login was missing.
    await expect(dialog.getByLabel('Image')).toHaveValue(image);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(shell.toast(`${image} is here now`)).toBeVisible();
    expect(await engine.docker('images', '--quiet', image)).not.toBe('');

    await test.step('its repositories and tags', async () => {
      await page.getByRole('button', { name: 'Pull image' }).first().click();
      await dialog.getByLabel('Image', { exact: true }).fill(`${registry.host}/`);
      await dialog.getByRole('button', { name: 'Show repositories' }).click();
      const repositories = dialog.getByRole('list', { name: 'Show repositories' }).getByRole('listitem');
      await expect(repositories.filter({ hasText: 'library/nginx' })).toHaveCount(1);
      await repositories.filter({ hasText: 'library/nginx' }).getByRole('button').click();
      await expect(dialog.getByLabel('Image', { exact: true })).toHaveValue(image);
      await dialog.getByRole('button', { name: 'Show tags' }).click();
      const tags = dialog.getByRole('list', { name: 'Show tags' }).getByRole('listitem');
      await expect(tags).toHaveText(/^latest[\d.]+ MB.+ago$/);
      await page.keyboard.press('Escape');
    });

    await test.step('another registry never sees the login', async () => {
      const seen: string[] = [];
      const other = createServer((request, response) => {
        seen.push(JSON.stringify(request.headers));
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end('{}');
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      await page.getByRole('button', { name: 'Pull image' }).first().click();
      await dialog.getByLabel('Image', { exact: true }).fill(`127.0.0.1:${port}/library/nginx`);
      await dialog.getByRole('button', { name: 'Show tags' }).click();
      await expect(dialog.getByRole('alert')).toBeVisible();
      const asked = seen.length;
      await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
      await expect(dialog.getByRole('alert')).toContainText('asks for a login');
      expect(asked).toBeGreaterThan(0);
      expect(seen.length).toBeGreaterThan(asked);
      expect(seen.filter((headers) => headers.includes('"authorization"'))).toEqual([]);
      await page.keyboard.press('Escape');
      other.close();
    });

    const list = new ListPage(page, 'Images');
    await list.choose('crasher:latest', 'Push');
    const push = shell.dialog('Push image');
    await push.getByLabel('Push as').fill(`${registry.host}/mine:1`);
    await push.getByRole('button', { name: 'Push', exact: true }).click();
    await expect(shell.toast('was pushed')).toBeVisible();
    expect(await registry.tags('mine')).toEqual(['1']);

    await shell.open('Settings');
    const card = page.getByTestId('registries');
    await expect(card.getByRole('listitem')).toContainText(registry.host);
    await expect(card.getByRole('listitem')).toContainText('me');
    await expect(page.getByText(auth.password)).toHaveCount(0);
    expectNoSecret(app);
    const logOut = card.getByRole('button', { name: `Log out of ${registry.host}` });
    await expect(logOut).toHaveAttribute('title', `docker logout ${registry.host}`);
    await logOut.click();
    await expect(card).toContainText('Not logged in anywhere');
    expectNoSecret(app);
  } finally {
    await registry.stop();
  }
});
