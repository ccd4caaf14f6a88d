import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../scripts/engine/processes.mjs';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { axeFaults } from '../pages/axe';
import { ListPage } from '../pages/list-page';
import { TerminalTab } from '../pages/terminal';

const test = withOneApp();

/** A container that runs until it is told to stop, and stops at once. */
const idler = ['--detach', '--name', 'subject', '--stop-timeout', '1', 'busybox', 'sleep', '1000'] as const;

test('a command is typed and its output read; the size follows; the exit code is told', async ({
  page,
  engine,
}) => {
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  await expect(page.getByRole('tab', { name: '1: sh' })).toBeVisible();
  await terminal.enter('echo sum $((40 + 2))');
  await expect(terminal.text).toContainText('sum 42');

  const size = async () => {
    await terminal.enter('clear; stty size');
    await expect(terminal.text).toContainText(/\n?\d+ \d+/);
    const [, rows, cols] = /(\d+) (\d+)/.exec(await terminal.text.innerText()) ?? [];
    return { rows: Number(rows), cols: Number(cols) };
  };
  const before = await size();
  expect(before.cols).toBeGreaterThan(60);
  expect(before.rows).toBeGreaterThan(10);
  await page.setViewportSize({ width: 900, height: 600 });
  await expect.poll(async () => (await size()).cols).toBeLessThan(before.cols);

  await terminal.enter('exit 7');
  await expect(terminal.notice).toContainText('exit code 7');
  await terminal.button('Restart session').click();
  await terminal.expectRunning();
  await terminal.enter('echo again $((1 + 1))');
  await expect(terminal.text).toContainText('again 2');
});

test('sessions keep their screens while other tabs are looked at; user and command are chosen', async ({
  page,
  engine,
}) => {
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  await terminal.enter('echo first-$((1 + 1))');
  await expect(terminal.text).toContainText('first-2');

  await terminal.button('User and command').click();
  await page.getByRole('textbox', { name: 'User' }).fill('nginx');
  await page.getByRole('textbox', { name: 'Command' }).fill("sh -c 'id -un; cat'");
  await terminal.button('Start session').click();
  await expect(page.getByRole('tab', { name: '2: sh' })).toHaveAttribute('aria-selected', 'true');
  await expect(terminal.text).toContainText('nginx');
  await expect(page.getByTestId('terminal').getByTestId('cli-equivalent')).toHaveText(
    "docker exec -it -u nginx subject sh -c 'id -un; cat'",
  );

  await page.getByRole('tab', { name: 'Logs' }).click();
  await terminal.open();
  await expect(terminal.text).toContainText('nginx');
  await page.getByRole('tab', { name: '1: sh' }).click();
  await expect(terminal.text).toContainText('first-2');
  await terminal.enter('echo still-$((2 + 2))');
  await expect(terminal.text).toContainText('still-4');

  expect(await axeFaults(page)).toEqual([]);

  await terminal.session.getByRole('textbox').focus();
  await page.keyboard.press('Shift+Escape');
  await expect(page.getByRole('tab', { name: '1: sh' })).toBeFocused();
});

test('closing a session ends its process, also one that does not listen', async ({ page, engine }) => {
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const processes = async () => (await engine.docker('top', 'subject')).split('\n').length - 1;
  expect(await processes()).toBe(1);
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  expect(await processes()).toBe(2);
  await terminal.button('Close session').click();
  await expect(page.getByRole('status').filter({ hasText: 'Session 1 in subject closed' })).toContainText(
    'ended when told goodbye',
  );
  expect(await processes()).toBe(1);
  await expect(page.getByTestId('terminal')).toContainText('No session is open');

  await terminal.button('New session').click();
  await terminal.expectRunning();
  await terminal.enter("trap '' HUP INT; stty -isig; echo deaf-$((1 + 1)); while :; do sleep 1; done");
  await expect(terminal.text).toContainText('deaf-2');
  await terminal.button('Close session').click();
  await expect(page.getByRole('status').filter({ hasText: 'Session 2 in subject closed' })).toContainText(
    'was killed',
  );
  await expect.poll(processes).toBe(1);
});

test('the process ends as well when the page goes', async ({ launch, engine }) => {
  const app = await launch();
  const page = await app.page();
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const processes = async () => (await engine.docker('top', 'subject')).split('\n').length - 1;
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  expect(await processes()).toBe(2);
  await app.close();
  await expect.poll(processes).toBe(1);
});

test('a shell comes back when its container was restarted; stopped and paused ones are explained', async ({
  page,
  engine,
}) => {
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  await terminal.enter('echo before-$((1 + 1))');
  await expect(terminal.text).toContainText('before-2');

  await engine.docker('pause', 'subject');
  await expect(terminal.notice).toContainText('paused');
  await terminal.button('Resume').click();
  await expect(terminal.notice).toHaveCount(0);
  await terminal.enter('echo resumed-$((1 + 1))');
  await expect(terminal.text).toContainText('resumed-2');

  await engine.docker('stop', 'subject');
  await expect(terminal.session).toHaveAttribute('data-state', 'ended');
  await expect(terminal.notice).toContainText('not running');
  await terminal.button('Start').click();
  await terminal.expectRunning();
  await expect(terminal.text).toContainText('resumed-2');
  await terminal.enter('echo after-$((1 + 1))');
  await expect(terminal.text).toContainText('after-2');
});

test('a container without a shell is explained, and runs what it has', async ({ page, engine }) => {
  const busybox = findProgram('busybox');
  if (busybox === undefined) throw new Error('busybox is not installed.');
  const folder = mkdtempSync(join(tmpdir(), 'lighter-bare-'));
  try {
    // By this name it still takes its first argument for the program.
    copyFileSync(busybox, join(folder, 'busybox-server'));
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM scratch\nCOPY busybox-server /busybox-server\nCMD ["/busybox-server", "sleep", "1000"]\n',
    );
    await engine.docker('build', '--quiet', '--tag', 'bare', folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await engine.docker('run', '--detach', '--name', 'subject', '--stop-timeout', '1', 'bare');
  await new ListPage(page, 'Containers').open('subject');
  const terminal = new TerminalTab(page);
  await terminal.open();
  const alert = page.getByTestId('terminal').getByRole('alert');
  await expect(alert).toContainText('has no shell');
  await expect(alert).toContainText('bash, sh, ash');
  await expect(alert.getByTestId('cli-equivalent')).toHaveText(
    'docker run -it --rm --pid container:subject --network container:subject busybox',
  );
  await terminal.button('Run another command').click();
  await page.getByRole('textbox', { name: 'Command' }).fill('/busybox-server echo by its own program');
  await terminal.button('Start session').click();
  await expect(terminal.text).toContainText('by its own program');
  await expect(terminal.notice).toContainText('exit code 0');
});

test('a paste of several lines is asked about; a long one arrives whole', async ({ app, page, engine }) => {
  await engine.docker('run', ...idler);
  await new ListPage(page, 'Containers').open('subject');
  const terminal = new TerminalTab(page);
  await terminal.open();
  await terminal.expectRunning();
  const paste = async (text: string) => {
    await app.electron.evaluate(({ clipboard }, value) => clipboard.writeText(value), text);
    await terminal.session.getByRole('textbox').focus();
    await page.keyboard.press('Control+Shift+V');
  };
  await paste('echo one-$((1 + 1))');
  await expect(terminal.text).toContainText('echo one-');
  await expect(terminal.text).not.toContainText('one-2');
  await page.keyboard.press('Enter');
  await expect(terminal.text).toContainText('one-2');

  const dialog = page.getByRole('dialog', { name: 'Paste 2 lines?' });
  await paste('echo two-$((1 + 1))\n');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await paste('echo three-$((1 + 2))\n');
  await dialog.getByRole('button', { name: 'Paste', exact: true }).click();
  await expect(terminal.text).toContainText('three-3');
  await expect(terminal.text).not.toContainText('two-2');

  // A canonical terminal holds 4 kB at once: the rest must wait for its reader.
  const line = `${'x'.repeat(63)}\n`;
  await terminal.enter('stty -echo; wc -c; stty echo');
  await paste(line.repeat(5000));
  await page.getByRole('dialog').getByRole('button', { name: 'Paste', exact: true }).click();
  await page.keyboard.press('Control+D');
  await expect(terminal.text).toContainText(String(64 * 5000), { timeout: 30_000 });
});

test('attached to the main process one types into it, and leaves it running', async ({ page, engine }) => {
  await engine.docker('run', '-dit', '--name', 'subject', '--stop-timeout', '0', 'busybox', 'sh');
  await engine.docker('run', '--detach', '--name', 'talker', 'chatty');
  const list = new ListPage(page, 'Containers');
  await list.choose('subject', 'Attach');
  const terminal = new TerminalTab(page);
  await terminal.expectRunning();
  await expect(terminal.notice).toContainText('main process');
  await expect(page.getByTestId('cli-equivalent')).toHaveText('docker attach subject');
  await terminal.enter('echo typed-$((40 + 2))');
  await expect(terminal.text).toContainText('typed-42');
  expect(await engine.docker('logs', 'subject')).toContain('typed-42');
  expect(await axeFaults(page)).toEqual([]);

  const running = () => engine.docker('inspect', '--format', '{{.State.Running}}', 'subject');
  await terminal.button('Detach').click();
  await expect(terminal.session).toHaveCount(0);
  expect(await running()).toBe('true');
  await terminal.button('User and command').click();
  await terminal.button('Attach to the main process').click();
  await terminal.expectRunning();

  // Keys are the process's: arrows bring back a line, Ctrl+C ends what it runs, Ctrl+P alone is the line before.
  const input = terminal.session.getByRole('textbox');
  await terminal.enter('echo $((600 + 66))');
  await expect(terminal.text).toContainText('666');
  await terminal.enter('cat');
  await page.keyboard.press('Control+C');
  for (const key of ['ArrowUp', 'ArrowUp', 'Home', 'Delete', 'Delete', 'Delete', 'Delete'])
    await page.keyboard.press(key);
  await terminal.enter('printf $((5 + 4))%s');
  await expect(terminal.text).toContainText('9666');
  // As `docker attach` has it, Ctrl+P and Ctrl+Q leave; the program gets neither, so that no line is left behind.
  await page.keyboard.press('Control+P');
  await page.keyboard.press('Control+Q');
  await expect(terminal.session).toHaveCount(0);
  await expect(terminal.button('New session')).toBeFocused();
  expect(await running()).toBe('true');
  await page.keyboard.press('a');
  await terminal.expectRunning();
  await input.focus();
  await terminal.enter('exit');
  await expect(page.getByTestId('details')).toHaveAttribute('data-state', 'exited');
  expect(await running()).toBe('false');

  await page.getByRole('link', { name: 'Back to containers' }).click();
  await list.choose('talker', 'Attach');
  await expect(terminal.notice).toContainText('nothing can be typed');
  await expect(terminal.text).toContainText(/\w/);
  await terminal.button('Detach').click();
  await expect(terminal.session).toHaveCount(0);
  expect(await engine.docker('inspect', '--format', '{{.State.Running}}', 'talker')).toBe('true');
});
