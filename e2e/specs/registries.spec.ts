import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRegistry } from '../../scripts/engine/index.mjs';
import { appLogs } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';
import { ListPage } from '../pages/list-page';
import { Shell } from '../pages/shell';

const auth = { user: 'me', password: 'canary-pass+word/?' };

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
    let dialog = shell.dialog('Pull image');
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
    dialog = shell.dialog('Pull image');
    await expect(dialog.getByLabel('Image')).toHaveValue(image);
    await dialog.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(shell.toast(`${image} is here now`)).toBeVisible();
    expect(await engine.docker('images', '--quiet', image)).not.toBe('');

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
    await card.getByRole('button', { name: `Log out of ${registry.host}` }).click();
    await expect(card).toContainText('Not logged in anywhere');

    // The secret is in no file of ours, in no log, and was never given to the CLI's file.
    const config = join(app.home, 'docker', 'config.json');
    const files = [...appLogs(app.home), app.outputFile, ...(existsSync(config) ? [config] : [])];
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toContain('canary-pass');
      expect(text).not.toContain(Buffer.from(`${auth.user}:${auth.password}`).toString('base64'));
    }
  } finally {
    await registry.stop();
  }
});
