import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { freePort } from '../../scripts/engine/processes.mjs';
import { expect, test } from '../fixtures/test';

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
  await expect(dialog).toContainText(`Port ${port} is in use on this machine`);
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

test('a container that cannot start leaves no orphan, and the field says why', async ({ page, engine }) => {
  const dialog = await openRun(page, 'busybox:latest');
  await dialog.getByLabel('Name', { exact: true }).fill('never');
  await dialog.getByLabel('Command').fill('/no/such/program');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog).toContainText('The image has no program /no/such/program');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('never');
  expect(await engine.docker('ps', '--all', '--quiet')).toBe('');
});
