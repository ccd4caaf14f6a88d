import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegistry } from '../../scripts/engine/index.mjs';
import { run } from '../../scripts/engine/processes.mjs';
import { giveBuildx, noBuildx } from '../fixtures/buildx';
import { expect, test } from '../fixtures/test';
import { written } from '../fixtures/written';
import { chooseBuilder, expectBuildEnd, openBuildDialog } from '../pages/builds';
import { Shell } from '../pages/shell';

test.setTimeout(120_000);
const auth = { user: 'me', password: 'canary-for-builds' };

test('a build takes its base image from a registry that asks for a login, with either builder', async ({
  launch,
  engine,
}) => {
  const registry = await startRegistry({ auth });
  const home = mkdtempSync(join(tmpdir(), 'lighter-logins-'));
  const context = mkdtempSync(join(tmpdir(), 'lighter-build-'));
  const base = `${registry.host}/private/base:1`;
  /** The docker command with the app's configuration. */
  const docker = (args: string[], input?: string) =>
    run('docker', args, { env: { ...engine.env, DOCKER_CONFIG: join(home, 'docker') }, input });
  const login = () =>
    docker(['login', '--username', auth.user, '--password-stdin', registry.host], auth.password);
  try {
    mkdirSync(join(home, 'docker'), { recursive: true });
    await login();
    await docker(['tag', 'busybox', base]);
    await docker(['push', base]);
    await docker(['rmi', base]);
    await docker(['logout', registry.host]);
    writeFileSync(join(context, 'Dockerfile'), `FROM ${base}\nRUN echo built\n`);

    const app = await launch({ home });
    const page = await app.page();
    const shell = new Shell(page);
    await shell.open('Images');
    const build = async (builder: 'BuildKit' | 'Classic builder', tag: string) => {
      const dialog = await openBuildDialog(app, page, context);
      await dialog.getByLabel('Tags').fill(tag);
      await dialog.getByText('More options').click();
      await chooseBuilder(page, builder);
      await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    };
    for (const builder of ['BuildKit', 'Classic builder'] as const) {
      const tag = `with-${builder.split(' ')[0]?.toLowerCase()}:1`;
      await test.step(`${builder}: without a login it says that one is needed`, async () => {
        await build(builder, tag);
        await expectBuildEnd(page, 'failed');
        await page.getByRole('button', { name: 'Tasks', exact: true }).click();
        await expect(shell.dialog('Tasks').getByRole('listitem').first()).toContainText('asks for a login');
        await page.keyboard.press('Escape');
        expect(await engine.docker('images', '--quiet', tag)).toBe('');
        await shell.open('Images');
      });
      await test.step(`${builder}: with the docker command's login it builds`, async () => {
        await login();
        await build(builder, tag);
        await expectBuildEnd(page, 'done');
        expect(await engine.docker('images', '--quiet', tag)).not.toBe('');
        await engine.docker('rmi', '--force', tag);
        await engine.docker('builder', 'prune', '--all', '--force');
        await docker(['logout', registry.host]);
        await shell.open('Images');
      });
    }
    const log = readFileSync(join(home, 'profile/logs/main.log'), 'utf8');
    expect(log).not.toContain(auth.password);
  } finally {
    await registry.stop();
    rmSync(context, { recursive: true });
  }
});

test('docker buildx goes by the docker command’s logins; with one that only Lighter keeps, BuildKit builds', async ({
  launch,
  engine,
}) => {
  test.skip(noBuildx !== null, noBuildx ?? '');
  const registry = await startRegistry({ auth });
  const home = mkdtempSync(join(tmpdir(), 'lighter-logins-'));
  const context = mkdtempSync(join(tmpdir(), 'lighter-build-'));
  const base = `${registry.host}/private/base:1`;
  const docker = (args: string[], input?: string) =>
    run('docker', args, { env: { ...engine.env, DOCKER_CONFIG: join(home, 'docker') }, input });
  try {
    giveBuildx(home);
    await docker(['login', '--username', auth.user, '--password-stdin', registry.host], auth.password);
    await docker(['tag', 'busybox', base]);
    await docker(['push', base]);
    await docker(['rmi', base]);
    writeFileSync(join(context, 'Dockerfile'), `FROM ${base}\nRUN echo built\n`);
    const app = await launch({ home });
    const page = await app.page();
    const shell = new Shell(page);
    const build = async (tag: string, builder: string) => {
      await shell.open('Images');
      const dialog = await openBuildDialog(app, page, context);
      await expect(dialog.getByTestId('builder')).toContainText(builder);
      await dialog.getByLabel('Tags').fill(tag);
      await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    };
    await build('by-cli:1', 'docker buildx, which the Docker CLI here has.');
    await expectBuildEnd(page, 'done');
    expect(await engine.docker('images', '--quiet', 'by-cli')).not.toBe('');

    await docker(['logout', registry.host]);
    await engine.docker('rmi', '--force', 'by-cli:1');
    await engine.docker('builder', 'prune', '--all', '--force');
    await build('without:1', 'docker buildx');
    await expectBuildEnd(page, 'failed');
    await expect(page.getByRole('alert')).toContainText('asks for a login');
    expect(await engine.docker('images', '--quiet', 'without')).toBe('');

    await shell.open('Settings');
    await page.getByTestId('registries').getByRole('button', { name: 'Log in' }).click();
    const login = shell.dialog('Log in to a registry');
    await login.getByLabel('Registry').fill(registry.host);
    await login.getByLabel('User name').fill(auth.user);
    await login.getByLabel('Password or token').fill(auth.password);
    await login.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(shell.toast(`Logged in to ${registry.host}`)).toBeVisible();
    await build('by-lighter:1', 'docker buildx does not see the registry login that only Lighter keeps');
    await expectBuildEnd(page, 'done');
    expect(await engine.docker('images', '--quiet', 'by-lighter')).not.toBe('');
    expect(written(home)).not.toContain(auth.password);
  } finally {
    await registry.stop();
    rmSync(context, { recursive: true });
  }
});
