import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { giveBuildx, noBuildx } from '../fixtures/buildx';
import { makeCertificates, openTcp, startSshBox } from '../fixtures/doors';

import { contextCli, expect, runBusybox, test, writeContext } from '../fixtures/two-engines';
import { expectBuildEnd, openBuildDialog } from '../pages/builds';
import { badge, context, expectState, openSwitch, option, row, switchTo } from '../pages/engine-switch';
import { Shell } from '../pages/shell';

// Several starts of the app in a test, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

/** Opens Diagnose and waits for what these checks find. */
async function expectFindings(page: Page, findings: Record<string, string>) {
  await badge(page).click();
  await page.getByRole('menuitem', { name: 'Diagnose' }).click();
  for (const [id, finding] of Object.entries(findings)) {
    const check = page.locator(`[data-testid="check"][data-id="${id}"]`);
    await expect(check).toHaveAttribute('data-finding', finding, { timeout: 15_000 });
  }
}

test('DOCKER_HOST in all its forms, DOCKER_CONTEXT, TLS by folder and by context lead where the docker command goes', async ({
  launch,
  home,
  engine,
  other,
  certificates,
}) => {
  await runBusybox(engine, 'in-one');
  await runBusybox(other, 'in-two');
  const plain = await openTcp(other.socket);
  const { ca, cert, key, folder } = certificates;
  const address = `127.0.0.1:${other.port}`;
  await contextCli(home)(
    ...['context', 'create', 'secure', '--docker'],
    `host=tcp://${address},ca=${ca},cert=${cert},key=${key}`,
  );
  const tls = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
  const ways: [string, Record<string, string>, 'in-one' | 'in-two'][] = [
    ['a socket', { DOCKER_HOST: other.host }, 'in-two'],
    ['tcp://', { DOCKER_HOST: `tcp://127.0.0.1:${plain.port}` }, 'in-two'],
    ['http://', { DOCKER_HOST: `http://127.0.0.1:${plain.port}` }, 'in-two'],
    ['host:port', { DOCKER_HOST: `127.0.0.1:${plain.port}` }, 'in-two'],
    ['tcp:// with TLS', { DOCKER_HOST: `tcp://${address}`, ...tls }, 'in-two'],
    ['DOCKER_CONTEXT', { DOCKER_CONTEXT: 'two' }, 'in-two'],
    ['DOCKER_CONTEXT with TLS', { DOCKER_CONTEXT: 'secure' }, 'in-two'],
    ['the context in use', {}, 'in-one'],
  ];
  try {
    for (const [name, env, container] of ways) {
      await test.step(name, async () => {
        const app = await launch({ home, env });
        const page = await app.page();
        await expect(row(page, container)).toBeVisible();
        const isPlain = ['tcp://', 'http://', 'host:port'].includes(name);
        await expect(context(page).getByText('not encrypted')).toHaveCount(isPlain ? 1 : 0);
        await app.close();
      });
    }
  } finally {
    await plain.close();
  }
});

test('dockerd --tlsverify: what is wrong with the certificates is told, each with what helps', async ({
  launch,
  home,
  engine,
  other,
  certificates,
}) => {
  await runBusybox(engine, 'in-one');
  await runBusybox(other, 'in-two');
  const { ca, cert, key } = certificates;
  const stranger = await makeCertificates(join(home, 'stranger'));
  const create = (name: string, files: string, host = `127.0.0.1:${other.port}`) =>
    contextCli(home)('context', 'create', name, '--docker', `host=tcp://${host},${files}`);
  await create('secure', `ca=${ca},cert=${cert},key=${key}`);
  await create('wrong-ca', `ca=${stranger.ca},cert=${cert},key=${key}`);
  await create('no-certificate', `ca=${ca}`);
  await create('wrong-certificate', `ca=${ca},cert=${stranger.cert},key=${stranger.key}`);
  await create('no-files', 'skip-tls-verify=false');
  const empty = join(home, 'empty');
  mkdirSync(empty, { recursive: true });
  const noFiles = { DOCKER_HOST: 'tcp://127.0.0.1:1', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: empty };
  const first = await launch({ home, env: noFiles });
  let page = await first.page();
  await expectState(page, 'missing');
  await expect(page.getByTestId('list-state')).toContainText('The secure connection to the engine could not');
  await expect(page.getByTestId('list-state')).toContainText(`There is no ca.pem in ${empty}`);
  await first.close();

  page = await (await launch({ home })).page();
  await expect(row(page, 'in-one')).toBeVisible();
  const state = page.getByTestId('list-state');
  for (const [name, what, next, words] of [
    ['wrong-ca', "The engine's certificate is not trusted", 'Use the ca.pem of the authority', /certificate/],
    [
      'no-certificate',
      'takes connections only with a client certificate',
      'Get cert.pem and key.pem',
      /alert/,
    ],
    ['wrong-certificate', 'takes connections only with a client certificate', 'Get cert.pem', /alert/],
  ] as const) {
    await switchTo(page, name);
    await expectState(page, 'unresponsive');
    for (const text of [what, next, words]) await expect(state).toContainText(text);
    await expect(page.locator('[data-testid="row"]')).toHaveCount(0);
  }
  // Without any certificate it is asked in the clear, and refuses.
  await switchTo(page, 'no-files');
  await expectState(page, 'unresponsive');
  await expect(state).toContainText('does not speak as a Docker engine does');
  await switchTo(page, 'secure');
  await expect(row(page, 'in-two')).toBeVisible();
  await openSwitch(page);
  await expect(page.locator('[data-testid="engine-option"][data-current="true"]')).toContainText('two');
});

test('an engine behind TLS is added by hand; one without it only after a warning', async ({
  launch,
  home,
  other,
  certificates,
}) => {
  await runBusybox(other, 'in-two');
  const plain = await openTcp(other.socket);
  try {
    const app = await launch({ home });
    const page = await app.page();
    // The system's file dialog answers with these.
    await app.electron.evaluate(({ dialog }, { ca, cert, key }) => {
      const answers = [ca, cert, key];
      Object.assign(dialog, {
        showOpenDialog: async () => ({ canceled: false, filePaths: [answers.shift()] }),
      });
    }, certificates);
    await openSwitch(page);
    await page.getByRole('button', { name: 'Add engine' }).click();
    const form = page.getByRole('dialog', { name: 'Add engine' });
    await form.getByRole('textbox', { name: 'Address' }).fill(`tcp://127.0.0.1:${other.port}`);
    await form.getByRole('textbox', { name: 'Name' }).fill('farm');
    for (const file of ['CA certificate', 'Client certificate', 'Client key']) {
      await form.getByRole('button', { name: `Choose ${file}` }).click();
    }
    await expect(form.getByText(certificates.key, { exact: true })).toBeVisible();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    const list = page.getByRole('dialog', { name: 'Switch engine' });
    // It is the engine of context `two`, by another way.
    await expect(page.locator('[data-testid="engine-option"]', { hasText: 'farm' })).toHaveAttribute(
      'data-state',
      'running',
    );
    await list.getByRole('button', { name: 'Switch', exact: true }).click();
    await expect(row(page, 'in-two')).toBeVisible();
    await expect(context(page)).toContainText('farm');
    const kept = readFileSync(join(home, 'profile', 'engines.json'), 'utf8');
    expect(kept).toContain(certificates.key);
    expect(kept).not.toContain('PRIVATE KEY');
    await expectFindings(page, { answer: 'answers', tls: 'accepted', 'api-version': 'known' });

    await openSwitch(page);
    await page.getByRole('button', { name: 'Add engine' }).click();
    await form.getByRole('textbox', { name: 'Address' }).fill(`tcp://127.0.0.1:${plain.port}`);
    await form.getByRole('textbox', { name: 'Name' }).fill('bare');
    await form.getByRole('switch', { name: 'Encrypt with TLS' }).click({ force: true });
    await expect(page.getByTestId('plain-warning')).toContainText('Nothing is encrypted');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form).toContainText('Confirm this first');
    await form.getByRole('checkbox').check();
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    const bare = page.locator('[data-testid="engine-option"]', { hasText: 'bare' });
    await expect(bare).toHaveAttribute('data-state', 'running');
    // Removed, the chosen one stays in use under its other name.
    await list.getByRole('button', { name: 'Remove bare from the list' }).click();
    await expect(page.locator('[data-testid="engine-option"]', { hasText: 'bare' })).toHaveCount(0);
  } finally {
    await plain.close();
  }
});

/** Command lines of the ssh processes that lead to this engine. */
function tunnels(socket: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' });
  return list
    .split('\n')
    .filter((line) => line.includes(`:${socket}`) && line.includes('ssh') && !/^\s*\d+\s+Z/.test(line))
    .map((line) => Number.parseInt(line, 10));
}

test('a docker context over ssh is found, switched to and named wherever something is destroyed', async ({
  launch,
  home,
  engine,
  other,
  tray,
  notifications,
}) => {
  const box = await startSshBox(join(home, 'ssh'));
  try {
    box.trust();
    writeContext(home, 'far', `ssh://buildbox${other.socket}`);
    writeContext(home, 'nowhere', 'ssh://buildbox/run/none.sock');
    // The same engine by its socket would be the same row.
    await contextCli(home)('context', 'rm', 'two');
    await runBusybox(engine, 'in-one');
    for (const name of ['in-two', 'web']) await runBusybox(other, name);
    await other.docker('create', '--name', 'idle', 'busybox');
    const page = await (await launch({ home, env: { PATH: `${box.programs}:${process.env.PATH}` } })).page();
    await expect(row(page, 'in-one')).toBeVisible();
    await expect.poll(() => tray.lines()).toContain('● in-one');
    expect((await tray.lines()).join()).not.toContain('On engine');
    const dialog = await openSwitch(page);
    await expect(option(page, 'far')).toHaveAttribute('data-state', 'running');
    await expect(option(page, 'far')).toContainText('another machine');
    await expect(option(page, 'far')).toContainText('2 of 3 running');
    await dialog.getByRole('radio', { name: 'far', exact: true }).check();
    await expect(dialog.getByTestId('cli-equivalent')).toHaveText('docker context use far');
    await dialog.getByRole('button', { name: 'Switch', exact: true }).click();
    await expect(row(page, 'in-two')).toBeVisible();
    await expect(row(page, 'in-one')).toHaveCount(0);

    const named = 'On engine far (127.0.0.1)';
    await expect(page.getByTestId('remote-frame')).toContainText(named);
    await expect(context(page)).toContainText('far');
    const onEngine = page.getByTestId('on-engine');
    await row(page, 'in-two').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(onEngine).toHaveText(named);
    await expect(page.getByTestId('cli-equivalent')).toHaveText('docker --context far rm -f in-two');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete stopped' }).click();
    await expect(onEngine).toHaveText(named);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Images' }).click();
    await page.locator('[data-testid="row"]').getByRole('button', { name: 'Delete' }).first().click();
    await expect(onEngine).toHaveText(named);
    await page.keyboard.press('Escape');

    // What cannot be asked back says it too; the engine itself is not ours to stop.
    await expect.poll(() => tray.lines()).toContain(named);
    expect(await tray.lines()).not.toContain('Stop engine');
    // The tray follows what the page shows after a moment.
    await expect.poll(() => tray.tooltip()).toBe('Engine running - 2 containers');
    await tray.click('Stop all containers');
    await expect
      .poll(() => notifications.all().map(({ body }) => body), { timeout: 20_000 })
      .toContainEqual(expect.stringContaining(named));
    expect(await other.docker('ps', '--quiet')).toBe('');
    expect(await engine.docker('ps', '--format', '{{.Names}}')).toBe('in-one');

    await switchTo(page, 'nowhere');
    await expectState(page, 'stopped');
    await expect(page.getByTestId('list-state')).toContainText("but not to the engine's socket there");
  } finally {
    await box.stop();
  }
});

test('docker buildx builds on an engine behind TLS and on one behind ssh, as the command line would there', async ({
  launch,
  home,
  engine,
  other,
  certificates: { ca, cert, key },
}) => {
  test.skip(noBuildx !== null, noBuildx ?? '');
  giveBuildx(home);
  const box = await startSshBox(join(home, 'ssh'));
  try {
    box.trust();
    writeContext(home, 'far', `ssh://buildbox${engine.socket}`);
    await contextCli(home)(
      ...['context', 'create', 'secure', '--docker'],
      `host=tcp://127.0.0.1:${other.port},ca=${ca},cert=${cert},key=${key}`,
    );
    for (const name of ['one', 'two']) await contextCli(home)('context', 'rm', '--force', name);
    await contextCli(home)('context', 'use', 'secure');
    const folder = join(home, 'to-build');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Dockerfile'), 'FROM busybox\nCOPY a.txt /\nRUN echo built\n');
    writeFileSync(join(folder, 'a.txt'), 'from here\n');
    const app = await launch({ home, env: { PATH: `${box.programs}:${process.env.PATH}` } });
    const page = await app.page();
    for (const [name, there, elsewhere] of [
      ['secure', other, engine],
      ['far', engine, other],
    ] as const) {
      if (name === 'far') await switchTo(page, name);
      await expect(context(page)).toContainText(name);
      await new Shell(page).open('Images');
      const dialog = await openBuildDialog(app, page, folder);
      await expect(dialog.getByTestId('builder')).toContainText('docker buildx');
      await dialog.getByLabel('Tags').fill(`built-on-${name}:1`);
      await dialog.getByRole('button', { name: 'Build', exact: true }).click();
      await expectBuildEnd(page, 'done');
      expect(await there.docker('run', '--rm', `built-on-${name}:1`, 'cat', '/a.txt')).toBe('from here');
      expect(await elsewhere.docker('images', '--quiet', `built-on-${name}`)).toBe('');
    }
    // What led there has gone with the builds.
    expect(readdirSync(tmpdir()).filter((name) => /^lighter-(door|buildx)-/.test(name))).toEqual([]);
  } finally {
    await box.stop();
  }
});

test('an engine behind ssh: the key is compared by a person, the frame is coloured, a broken way is mended', async ({
  launch,
  home,
  other,
}) => {
  const box = await startSshBox(join(home, 'ssh'));
  try {
    await runBusybox(other, 'in-two');
    const env = {
      DOCKER_HOST: `ssh://buildbox${other.socket}`,
      PATH: `${box.programs}:${process.env.PATH}`,
    };
    const app = await launch({ home, env });
    const page = await app.page();
    await expectState(page, 'stopped');
    await expect(page.getByTestId('list-state')).toContainText("The ssh host's key is not known");
    expect(existsSync(box.knownHosts)).toBe(false);

    await page.getByTestId('list-state').getByRole('button', { name: 'Switch engine' }).click();
    await option(page, 'DOCKER_HOST').getByRole('button', { name: 'Check host key' }).click();
    const check = page.getByRole('dialog', { name: 'Check host key' });
    await expect(check.getByTestId('host-keys')).toContainText(await box.fingerprint());
    // Looking at it accepts nothing.
    expect(existsSync(box.knownHosts)).toBe(false);
    await check.getByRole('button', { name: 'Trust this host' }).click();
    await expect(option(page, 'DOCKER_HOST')).toHaveAttribute('data-state', 'running');
    expect(readFileSync(box.knownHosts, 'utf8')).toContain(`[127.0.0.1]:${box.port} ssh-ed25519 `);
    await page.getByRole('button', { name: 'Cancel' }).click();

    await expectState(page, 'running');
    await expect(row(page, 'in-two')).toBeVisible();
    await expect(page.getByTestId('remote-frame')).toContainText('127.0.0.1');
    await expect(context(page)).toContainText('127.0.0.1');
    await row(page, 'in-two').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByTestId('on-engine')).toHaveText('On engine 127.0.0.1');
    await page.keyboard.press('Escape');

    // Somebody's network breaks off: the process has gone, another one takes its place.
    const [before] = tunnels(other.socket);
    if (before === undefined) throw new Error('There is no ssh process.');
    process.kill(before, 'SIGKILL');
    await expect.poll(() => tunnels(other.socket)[0] ?? before, { timeout: 20_000 }).not.toBe(before);
    await expectState(page, 'running');
    await runBusybox(other, 'later');
    await expect(row(page, 'later')).toBeVisible();

    // Lighter moves on, and nothing is left behind.
    await switchTo(page, 'one');
    await expect(page.getByTestId('remote-frame')).toHaveCount(0);
    await expect.poll(() => tunnels(other.socket)).toEqual([]);
    await switchTo(page, 'DOCKER_HOST');
    await expect(row(page, 'in-two')).toBeVisible();
    await expectFindings(page, {
      answer: 'answers',
      'api-version': 'known',
      clock: 'same',
      socket: 'overSsh',
    });
    await app.close();
    await expect.poll(() => tunnels(other.socket)).toEqual([]);

    // Another key than the known one: refused, and nothing offers to trust it.
    await box.changeKey();
    const again = await (await launch({ home, env })).page();
    await expectState(again, 'stopped');
    await expect(again.getByTestId('list-state')).toContainText('shows another key than the known one');
    await expectFindings(again, { answer: 'hostKeyChanged', 'api-version': 'blocked' });
    await again.getByTestId('check').getByRole('button', { name: 'Switch engine' }).click();
    const dialog = again.getByRole('dialog', { name: 'Switch engine' });
    await expect(dialog.getByRole('radio').first()).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Check host key' })).toHaveCount(0);
  } finally {
    await box.stop();
  }
});
