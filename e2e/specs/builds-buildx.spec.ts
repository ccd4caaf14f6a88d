import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Background,
  findProgram,
  portAnswers,
  run,
  startBackground,
  until,
} from '../../scripts/engine/processes.mjs';
import { giveBuildx, noBuildx } from '../fixtures/buildx';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { written } from '../fixtures/written';
import { axeFaults } from '../pages/axe';
import {
  answerWith,
  buildStep,
  cancelWhileSent,
  chooseBuilder,
  expectBuildEnd,
  openBuildDialog,
} from '../pages/builds';
import { Shell } from '../pages/shell';

const agentSocket = join(tmpdir(), `lighter-agent-${process.pid}.sock`);
const canary = 'canary-for-buildx';

const test = withOneApp();
test.use({ appEnv: { SSH_AUTH_SOCK: agentSocket } });
test.setTimeout(120_000);
test.skip(noBuildx !== null, noBuildx ?? '');

let folder: string;
test.beforeEach(({ app }) => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-build-'));
  giveBuildx(app.home);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

test('docker buildx builds a folder with a Dockerfile of another one; secrets are in nothing, and it is again from the cache', async ({
  app,
  page,
  engine,
}) => {
  put(
    'other/Dockerfile',
    'FROM busybox:latest AS base\nARG TOKEN\nRUN echo made > /made && echo "with $TOKEN"\n' +
      'FROM busybox:latest\nCOPY --from=base /made /made\nCOPY . /all/\n' +
      'RUN --mount=type=secret,id=key cat /run/secrets/key && echo end-of-build\n',
  );
  put('app/app.txt', 'app');
  put('app/left.out', 'no');
  put('app/.dockerignore', 'left.out\n');
  const shell = new Shell(page);
  await shell.open('Builds');
  await page.getByRole('button', { name: 'Build image', exact: true }).first().click();
  const dialog = shell.dialog('Build image');
  await answerWith(app, join(folder, 'app'));
  await dialog.getByRole('button', { name: 'Choose folder' }).click();
  await expect(dialog.getByRole('alert')).toContainText('choose the Dockerfile first');
  await answerWith(app, join(folder, 'other/Dockerfile'));
  await dialog.getByRole('button', { name: 'Choose Dockerfile' }).click();
  await expect(dialog.getByTestId('build-source')).toContainText(join(folder, 'other'));
  await answerWith(app, join(folder, 'app'));
  await dialog.getByRole('button', { name: 'Choose folder' }).click();
  await expect(dialog.getByTestId('build-source')).toContainText(join(folder, 'app'));
  await expect(dialog.getByRole('combobox', { name: 'Dockerfile' })).toHaveValue(
    join(folder, 'other/Dockerfile'),
  );
  await expect(dialog.getByTestId('context-size')).toContainText('2 files');
  await expect(dialog.getByTestId('builder')).toHaveText('docker buildx, which the Docker CLI here has.');
  await dialog.getByLabel('Tags').fill('me/buildx:1');
  await dialog.getByRole('button', { name: 'Add argument' }).click();
  await dialog.getByLabel('Argument', { exact: true }).fill('TOKEN');
  await dialog.getByLabel('Argument value').fill(canary);
  await dialog.getByText('More options').click();
  await dialog.getByRole('button', { name: 'Add secret' }).click();
  await dialog.getByLabel('Secret ID').fill('key');
  await dialog.getByLabel('Secret value').fill(`${canary}-file`);
  await expect(dialog.getByTestId('cli-equivalent')).toHaveText(
    new RegExp(
      `docker( -H \\S+)? buildx build --load -f ${folder}/other/Dockerfile -t me/buildx:1 ` +
        `--build-arg TOKEN --secret id=key,env=key ${folder}/app$`,
    ),
  );
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();

  await expectBuildEnd(page, 'done');
  await buildStep(page, 'RUN --mount=type=secret').getByRole('button').click();
  await expect(page.getByRole('log')).toContainText('[hidden]');
  await expect(page.getByRole('log')).toContainText('end-of-build');
  expect(await engine.docker('run', '--rm', 'me/buildx:1', 'sh', '-c', 'cat /made; ls /all')).toBe(
    'made\napp.txt',
  );
  await page.getByRole('tab', { name: 'Stages' }).click();
  await expect(page.getByTestId('build-stage').nth(1)).toContainText('uses base');
  await page.getByRole('tab', { name: 'Details' }).click();
  const details = page.getByRole('tabpanel');
  await expect(details).toContainText('docker buildx, which the Docker CLI here has.');
  const id = (await engine.docker('images', '--no-trunc', '--quiet', 'me/buildx:1')).trim();
  await expect(details.getByRole('link')).toHaveAttribute('href', `#/images/${id}`);

  await page.getByRole('button', { name: 'Build again' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Dockerfile' })).toHaveValue(
    join(folder, 'other/Dockerfile'),
  );
  await dialog.getByLabel('Argument value').fill(canary);
  await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  await expect(buildStep(page, 'RUN echo made')).toHaveAttribute('data-state', 'cached');

  // With the others too, and it is not copied: the classic builder gets it in the archive.
  for (const builder of ['Classic builder', 'BuildKit'] as const) {
    const tag = `me/outside-${builder.split(' ')[0]?.toLowerCase()}:1`;
    put('other/Dockerfile', 'FROM busybox:latest\nCOPY . /all/\n');
    await page.getByRole('button', { name: 'Build again' }).click();
    await dialog.getByLabel('Tags').fill(tag);
    await dialog.getByText('More options').click();
    await chooseBuilder(page, builder);
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
    await expectBuildEnd(page, 'done');
    expect(await engine.docker('run', '--rm', tag, 'ls', '-A', '/all')).toBe('.dockerignore\napp.txt');
  }
  expect(written(app.home)).toContain('me/buildx:1');
  expect(written(app.home)).not.toContain(canary);
  expect(readFileSync(engine.log, 'utf8')).not.toContain(canary);
});

test('docker buildx: the line that fails, a missing file, a syntax error, and a cancel that ends all', async ({
  app,
  page,
  engine,
}) => {
  const shell = new Shell(page);
  await engine.docker('tag', 'busybox:latest', 'base:1');
  await shell.open('Images');
  const dialog = shell.dialog('Build image');
  const build = async (text: string) => {
    put('Dockerfile', text);
    if (await dialog.isHidden()) {
      const again = page.getByRole('button', { name: 'Build again' });
      if (await again.isVisible()) await again.click();
      else await openBuildDialog(app, page, folder);
    }
    await dialog.getByLabel('Tags').fill('never:1');
    await expect(dialog.getByTestId('builder')).toContainText('docker buildx');
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  };

  await build('FROM base:1\nWORKDIR /x\nRUN echo before; exit 7\n');
  await expectBuildEnd(page, 'failed');
  await expect(buildStep(page, 'exit 7')).toHaveAttribute('data-line', '3');
  await expect(page.getByRole('log')).toContainText('before');
  await expect(page.getByRole('alert')).toContainText('exit code: 7');
  await build('FROM base:1\nRUNN true\n');
  await expectBuildEnd(page, 'failed');
  await expect(page.getByRole('alert')).toContainText('The Dockerfile cannot be read.');
  await page.getByRole('button', { name: 'Show line 2' }).click();
  await expect(page.locator('.cm-failed')).toHaveText('RUNN true');
  await build('FROM base:1\nCOPY nowhere /\n');
  await expectBuildEnd(page, 'failed');
  await expect(page.getByRole('alert')).toContainText('A file that the build is to copy is not there.');

  await build('FROM base:1\nRUN echo begun; sleep 317\n');
  await page.getByRole('tab', { name: 'Steps' }).click();
  await expect(page.getByRole('log')).toContainText('begun', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expectBuildEnd(page, 'cancelled');
  await cancelWhileSent(page, folder, async (isTold) => {
    await page.getByRole('button', { name: 'Build again' }).click();
    await isTold();
    await dialog.getByRole('button', { name: 'Build', exact: true }).click();
  });
  expect(await engine.docker('images', '--quiet', 'never')).toBe('');
  // Neither the command goes on here, nor the step on the engine: no other test sleeps as long as this one.
  await expect.poll(async () => (await run('ps', ['-A', '-o', 'args'])).includes(folder)).toBe(false);
  await expect.poll(async () => (await run('ps', ['-A', '-o', 'args'])).includes('sleep 317')).toBe(false);
});

test('a step reaches the ssh agent of this machine, with docker buildx and with BuildKit', async ({
  app,
  page,
  engine,
}) => {
  const agent = await startAgent();
  try {
    await copyProgram('ssh-add', join(folder, 'root'));
    put('Dockerfile', 'FROM busybox\nCOPY root/ /\nRUN --mount=type=ssh /bin/ssh-add -l > /keys\n');
    const shell = new Shell(page);
    for (const builder of ['docker buildx', 'BuildKit'] as const) {
      const tag = `me/keys-${builder.split(' ').at(-1)?.toLowerCase()}:1`;
      await shell.open('Images');
      const dialog = await openBuildDialog(app, page, folder);
      await dialog.getByLabel('Tags').fill(tag);
      await dialog.getByText('More options').click();
      await chooseBuilder(page, builder);
      await dialog.getByLabel('ssh agent').check();
      await expect(dialog.getByTestId('cli-equivalent')).toContainText('--ssh default');
      await dialog.getByRole('button', { name: 'Build', exact: true }).click();
      await expectBuildEnd(page, 'done');
      expect(await engine.docker('run', '--rm', tag, 'cat', '/keys')).toContain(agent.fingerprint);
      await engine.docker('builder', 'prune', '--all', '--force');
    }
  } finally {
    await agent.stop();
  }
});

/** An ssh agent of our own with one key, where the app's environment says. */
async function startAgent(): Promise<{ fingerprint: string; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'lighter-agent-'));
  const key = join(home, 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lighter-test', '-f', key]);
  const agent: Background = await startBackground('ssh-agent', ['-D', '-a', agentSocket], {
    log: join(home, 'log'),
  });
  await until('the ssh agent to answer', () => portAnswers(agentSocket));
  await run('ssh-add', [key], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } });
  const fingerprint = (await run('ssh-keygen', ['-l', '-f', `${key}.pub`])).split(' ')[1] ?? '';
  return {
    fingerprint,
    async stop() {
      await agent.stop();
      rmSync(home, { recursive: true, force: true });
      rmSync(agentSocket, { force: true });
    },
  };
}

/** Copies a program of this machine with the libraries it needs to where an image has them. */
async function copyProgram(name: string, root: string): Promise<void> {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed.`);
  const needed = (await run('ldd', [path])).match(/\/\S+(?= \()/g) ?? [];
  for (const [from, to] of [[path, `/bin/${name}`], ...needed.map((library) => [library, library])]) {
    const target = join(root, String(to));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(String(from), target, { dereference: true });
  }
}
