import { createServer } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { freePort } from '../../scripts/engine/processes.mjs';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';

const test = withOneApp();

async function openRun(page: Page, image: string) {
  await page.getByRole('button', { name: 'Run container' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Run container' });
  await dialog.getByLabel('Image', { exact: true }).fill(image);
  return dialog;
}

test('finds a taken name and port before the engine is asked, and offers the next one', async ({
  page,
  engine,
}) => {
  const port = await freePort();
  await engine.docker(
    'run',
    '--detach',
    '--name',
    'holder',
    '--publish',
    `${port}:80`,
    'busybox',
    'sleep',
    '1000',
  );
  await expect(page.locator('[data-testid="row"][data-name="holder"]')).toHaveAttribute(
    'data-state',
    'running',
  );
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Name', { exact: true }).fill('holder');
  await expect(dialog).toContainText('Name holder is taken by a container (running)');
  await dialog.getByLabel('Name', { exact: true }).fill('second');
  await dialog.getByLabel('Host port').first().fill(String(port));
  await dialog.getByLabel('Container port').first().fill('80');
  await expect(dialog).toContainText(`Port ${port} is in use by container holder`);
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: /^Use \d+$/ }).click();
  await expect(dialog.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  expect(Number(await dialog.getByLabel('Host port').first().inputValue())).toBeGreaterThan(port);
});

test('finds a port held by a program that is no container', async ({ page }) => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Host port').first().fill(String(port));
  await dialog.getByLabel('Container port').first().fill('80');
  // The test runs in the process that holds it.
  await expect(dialog).toContainText(new RegExp(`Port ${port} is in use by .+ \\(process ${process.pid}\\)`));
  await new Promise((done) => server.close(done));
});

test('makes exactly the container that its command line makes', async ({ page, engine }) => {
  const port = await freePort();
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Name', { exact: true }).fill('from-form');
  await dialog.getByLabel('Host port').first().fill(String(port));
  await dialog.getByLabel('Container port').first().fill('80');
  await dialog.getByLabel('Variable').first().fill('GREETING');
  await dialog.getByLabel('Value').first().fill("it's $HOME & more");
  await dialog.getByLabel('Host path or volume').first().fill('data');
  await dialog.getByLabel('Container path').first().fill('/data');
  await dialog.getByLabel('Command').fill('sh -c "sleep 1000"');
  await dialog.getByLabel('Memory limit').fill('64m');
  await dialog.getByLabel('CPU limit').fill('0.5');
  const line = await dialog.getByTestId('cli-equivalent').innerText();
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-testid="row"][data-name="from-form"]')).toHaveAttribute(
    'data-state',
    'running',
  );

  const format =
    '{{json .Config.Env}} {{json .Config.Cmd}} {{json .HostConfig.PortBindings}} {{json .HostConfig.Binds}} {{json .Mounts}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{json .HostConfig.RestartPolicy}} {{.HostConfig.NetworkMode}}';
  const ofForm = await engine.docker('inspect', '--format', format, 'from-form');
  await engine.docker('rm', '--force', 'from-form');
  // What the dialog showed, as pasted into a shell.
  const command = line.replace(/\s*Copy\s*$/, '').trim();
  const { execFileSync } = await import('node:child_process');
  execFileSync('sh', ['-c', command], { env: engine.env });
  expect(await engine.docker('inspect', '--format', format, 'from-form')).toBe(ofForm);
});

test('pulls a missing image first, then runs it', async ({ page, engine }) => {
  const port = await freePort();
  const dialog = await openRun(page, 'nginx');
  await expect(dialog).toContainText('will be pulled first');
  await dialog.getByLabel('Name', { exact: true }).fill('web');
  await dialog.getByLabel('Host port').first().fill(String(port));
  await dialog.getByLabel('Container port').first().fill('80');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-testid="row"][data-name="web"]')).toHaveAttribute(
    'data-state',
    'running',
    {
      timeout: 30_000,
    },
  );
  expect(await engine.docker('port', 'web')).toContain(`:${port}`);
});

test('closed while it pulls, the run and the edit dialog say that the pull goes on, and what was not done', async ({
  page,
  engine,
  registry,
}) => {
  const id = await engine.docker('create', '--name', 'web', 'busybox', 'true');
  await expect(page.locator('[data-testid="row"][data-name="web"]')).toBeVisible();
  registry.setSpeed(100_000);
  const closeWhilePulling = async (dialog: Locator, press: string, words: string) => {
    await dialog.getByRole('button', { name: press, exact: true }).click();
    await expect(dialog.getByRole('progressbar').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    const toast = page.getByRole('status').filter({ hasText: words });
    await expect(toast).toContainText('nginx is still being pulled');
  };
  await closeWhilePulling(await openRun(page, 'nginx'), 'Run', 'No container was made');

  await page.evaluate((to) => window.location.assign(to), `#/containers/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'web' })).toBeVisible();
  await page.keyboard.press('e');
  const edit = page.getByRole('dialog', { name: 'Edit web' });
  await edit.getByLabel('Image', { exact: true }).fill('nginx');
  await closeWhilePulling(edit, 'Pull it now', 'The container is as it was');

  registry.setSpeed(undefined);
  await expect.poll(() => engine.docker('images', '--quiet', 'nginx'), { timeout: 30_000 }).not.toBe('');
  expect(await engine.docker('ps', '--all', '--format', '{{.Names}} {{.Image}}')).toBe('web busybox');
});

test('a container that cannot start leaves no orphan, and the field says why', async ({ page, engine }) => {
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Name', { exact: true }).fill('never');
  await dialog.getByLabel('Command').fill('/no/such/program');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog).toContainText('The image has no program /no/such/program');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('never');
  expect(await engine.docker('ps', '--all', '--quiet')).toBe('');
});

test('takes a pasted line and a Compose service, shows both, and keeps the form as a template', async ({
  page,
  engine,
}) => {
  const port = await freePort();
  await page.getByRole('button', { name: 'Run container' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Run container' });
  await dialog.getByRole('button', { name: 'Paste' }).click();
  const pasted = dialog.getByLabel('docker run line or Compose service');
  await pasted.fill(
    `docker run -d --name pasted -p ${port}:80 -e DB_PASSWORD=hunter2 -v $PWD/x:/x:ro --user 1000 --cap-drop ALL \\\n` +
      "  --label team=web --health-cmd 'true' --frobnicate=1 busybox sleep 1000",
  );
  await expect(dialog).toContainText('There is no option --frobnicate');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('pasted');
  await expect(dialog.getByLabel('Host port').first()).toHaveValue(String(port));
  await dialog.getByLabel('$PWD').fill('/tmp');
  await expect(dialog.getByLabel('Host path or volume').first()).toHaveValue('/tmp/x');
  await dialog.getByRole('button', { name: 'Done' }).click();

  // Folded sections say what is set; opened they can be changed, and the line follows.
  await expect(dialog.locator('[data-fold="security"]')).toContainText('Capabilities dropped: ALL');
  await dialog.locator('[data-fold="labels"]').click();
  await dialog.getByLabel('Labels').fill('team=ops');
  await expect(dialog.getByTestId('cli-equivalent')).toContainText('--label team=ops');
  await dialog.getByRole('radio', { name: 'Compose' }).check({ force: true });
  await expect(dialog.getByTestId('compose-equivalent')).toContainText('container_name: pasted');

  // The Compose text can be changed by hand, and the form follows.
  await dialog.getByRole('button', { name: 'Edit as text' }).click();
  const text = await pasted.inputValue();
  await pasted.fill(text.replace('container_name: pasted', 'container_name: composed'));
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('composed');
  await dialog.getByRole('button', { name: 'Done' }).click();

  await dialog.getByRole('button', { name: 'Templates' }).click();
  await expect(dialog).toContainText('Leave out the values of DB_PASSWORD');
  await dialog.getByLabel('Keep this form as').fill('mine');
  await dialog.getByRole('button', { name: 'Save template' }).click();
  await dialog.getByRole('button', { name: 'Rename mine' }).click();
  await dialog.getByLabel('New name').fill('ours');
  await dialog.getByLabel('New name').press('Enter');
  await expect(dialog.getByRole('button', { name: /^ours/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-testid="row"][data-name="composed"]')).toHaveAttribute(
    'data-state',
    'running',
  );
  const format =
    '{{.Config.User}} {{json .HostConfig.CapDrop}} {{.Config.Labels.team}} {{json .HostConfig.Binds}}';
  expect(await engine.docker('inspect', '--format', format, 'composed')).toBe(
    '1000 ["ALL"] ops ["/tmp/x:/x:ro"]',
  );

  // Again from the template: its secret is asked for, its busy port explained.
  await page.getByRole('button', { name: 'Run container' }).first().click();
  await dialog.getByRole('button', { name: 'Templates' }).click();
  await dialog.getByRole('button', { name: /^ours/ }).click();
  await expect(dialog).toContainText('This template was kept without the values of DB_PASSWORD');
  await expect(dialog.getByLabel('Value').first()).toHaveValue('');
  await expect(dialog).toContainText(`Port ${port} is in use by container composed`);
  await dialog.getByRole('button', { name: 'Templates' }).click();
  await dialog.getByRole('button', { name: 'Delete ours' }).click();
  await expect(dialog).toContainText('None yet');
});

test('lets a failed start be put right, and says who holds the port of a container that is there', async ({
  page,
  engine,
}) => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Name', { exact: true }).fill('retried');
  await dialog.getByLabel('Command').fill('sleep 1000');
  // Busy on one address only: that nobody knows before the engine does.
  await dialog.getByLabel('Host port').first().fill(`127.0.0.1:${port}`);
  await dialog.getByLabel('Container port').first().fill('80');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog).toContainText(`Port ${port} is in use`);
  expect(await engine.docker('ps', '--all', '--quiet')).toBe('');
  await dialog.getByLabel('Host port').first().fill('');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-testid="row"][data-name="retried"]')).toHaveAttribute(
    'data-state',
    'running',
  );

  await engine.docker('create', '--name', 'late', '--publish', `${port}:80`, 'busybox', 'sleep', '1000');
  await page
    .locator('[data-testid="row"][data-name="late"]')
    .getByRole('button', { name: 'Start', exact: true })
    .click();
  const toast = page.getByRole('alert').filter({ hasText: 'late' });
  await expect(toast).toContainText(`(process ${process.pid})`);
  await expect(toast).toContainText('Free: ');
  await new Promise((done) => server.close(done));
});
