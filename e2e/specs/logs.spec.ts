import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';
import { ListPage } from '../pages/list-page';

const test = withOneApp();

const lines = 2000;
/** Every fifth line on stderr, at the end one that some expressions never get done with; then it stays. */
const talk = `i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); if [ $((i % 5)) = 0 ]; then echo "warn $i" >&2; else echo "line $i"; fi; done; echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab; sleep 600`;

/** What the CLI prints, both outputs as one. */
async function cliLog(env: NodeJS.ProcessEnv, name: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `docker logs ${name} 2>&1`], { env });
  return stdout.trimEnd().split('\n');
}

const logOf = (page: Page) => page.getByRole('log', { name: 'Container logs' });

test('logs: expressions, filters, spans of time, and text selected out of view', async ({
  app,
  page,
  engine,
}) => {
  await engine.docker('run', '--detach', '--name', 'talker', 'busybox', 'sh', '-c', talk);
  await expect.poll(async () => (await cliLog(engine.env, 'talker')).length).toBe(lines + 1);
  const judge = await cliLog(engine.env, 'talker');
  await new ListPage(page, 'Containers').open('talker');
  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = logOf(page);
  const search = page.getByRole('searchbox', { name: 'Search logs' });
  const matches = page.getByTestId('matches');
  const rows = log.locator('[data-stream]');
  const facts = page.getByTestId('details').locator('footer');
  // Which of two outputs the engine reads first is its own affair.
  const lastLine = judge.at(-1) ?? '';
  await expect(log).toContainText(lastLine);
  await page.getByRole('switch', { name: 'Timestamps' }).setChecked(false, { force: true });

  await test.step('regular expressions, also broken and endless ones', async () => {
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await search.fill('^line 1[0-4]\\d[1-3]$');
    await expect(matches).toHaveText(
      String(judge.filter((line) => /^line 1[0-4]\d[1-3]$/.test(line)).length),
    );
    await search.press('Enter');
    await expect(log.locator('[data-current] mark')).toHaveText(/^line 1[0-4]\d[1-3]$/);
    await search.fill('(');
    await expect(matches).toHaveText('Not valid');
    await search.fill('(a+)+$');
    await expect(matches).toHaveText('Takes too long');
    await search.fill('^warn 1\\d\\d5$');
    await expect(matches).toHaveText('100');
  });

  await test.step('only matching lines, only one output', async () => {
    await page.getByRole('button', { name: 'Only matching lines' }).click();
    await expect(facts).toContainText(`100 / 2,001 lines`);
    await expect(rows.first()).toContainText('warn 1');
    await search.fill('');
    await page.getByRole('combobox', { name: 'Output shown' }).selectOption('stderr');
    await expect(facts).toContainText(
      `${judge.filter((line) => line.startsWith('warn')).length} / 2,001 lines`,
    );
    await expect(log.locator('[data-stream="stdout"]')).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Output shown' }).selectOption('all');
    await expect(facts).not.toContainText('/');
  });

  const clipboard = () => app.electron.evaluate(({ clipboard: held }) => held.readText());
  await test.step('all of it selected and copied, though little of it is in the page', async () => {
    await log.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    await expect.poll(async () => (await clipboard()).split('\n').sort()).toEqual([...judge].sort());
    expect(await rows.count()).toBeLessThan(200);
  });

  await test.step('a selection that is scrolled out of view', async () => {
    await page.keyboard.press('Home');
    await expect(log.getByText(judge[0] ?? '', { exact: true })).toBeInViewport();
    const box = async (text: string) => {
      const found = await log.getByText(text, { exact: true }).boundingBox();
      if (!found) throw new Error(`${text} is not in view`);
      return found;
    };
    const wanted = judge.slice(3, 6);
    const from = await box(wanted[0] ?? '');
    const to = await box(wanted[2] ?? '');
    // All is selected still: pressing on it selects anew instead of dragging it away.
    await page.mouse.move(from.x + 1, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 1, to.y + 10, { steps: 4 });
    await page.mouse.up();
    await page.mouse.wheel(0, 15_000);
    await expect(log.getByText(wanted[0] ?? '', { exact: true })).not.toBeInViewport();
    // Over the lines, not beside them.
    const jump = await page.getByRole('button', { name: 'Jump to end' }).boundingBox();
    expect(jump?.y).toBeGreaterThan(to.y + 100);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.poll(clipboard).toBe(wanted.join('\n'));
  });

  await test.step('a span of time and a moment', async () => {
    const clock = page.getByRole('button', { name: 'Time span' });
    await clock.click();
    await page.getByLabel('Time', { exact: true }).fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Go to time' }).click();
    await expect(log.getByText(judge[0] ?? '', { exact: true })).toBeInViewport();
    await clock.click();
    await page.getByLabel('Until').fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByTestId('log-empty')).toContainText('No output in this span of time');
    await expect(page.getByTestId('cli-equivalent')).toContainText('--until');
    await clock.click();
    await page.getByRole('button', { name: '15 minutes' }).click();
    await expect(log).toContainText(judge[0] ?? '');
  });
  await page.getByRole('switch', { name: 'Timestamps' }).setChecked(true, { force: true });
});

test('logs of several containers: in colours, in order, filtered, saved as one', async ({
  app,
  page,
  engine,
}) => {
  const say = (word: string) => `for i in 1 2 3; do echo "${word} $i"; sleep 0.3; done; sleep 600`;
  await engine.docker('run', '--detach', '--name', 'web', 'busybox', 'sh', '-c', say('from web'));
  await engine.docker('run', '--detach', '--name', 'worker', 'busybox', 'sh', '-c', say('from worker'));
  const list = new ListPage(page, 'Containers');
  await list.select('web');
  await list.select('worker');
  await list.bulk.getByRole('button', { name: 'Logs' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logs');
  const log = logOf(page);
  await expect(log).toContainText('from web 3');
  await expect(log).toContainText('from worker 3');
  const rows = log.locator('[data-stream]');
  const texts = await rows.allInnerTexts();
  const times = texts.map((text) => /\d\d:\d\d:\d\d\.\d{3}/.exec(text)?.[0] ?? '');
  expect([...times].sort()).toEqual(times);
  expect(texts.filter((text) => /web\s+from web/.test(text))).toHaveLength(3);

  await page
    .getByRole('group', { name: 'Containers shown' })
    .getByRole('checkbox', { name: /^web/ })
    .uncheck();
  await expect(rows).toHaveCount(3);
  await expect(log).not.toContainText('from web');

  const path = join(app.home, 'together.log');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  const saved = readFileSync(path, 'utf8').trimEnd().split('\n');
  const judge = [...(await cliLog(engine.env, 'web')), ...(await cliLog(engine.env, 'worker'))];
  expect(saved.map((line) => line.replace(/^\w+ +\| \S+ /, '')).sort()).toEqual(judge.sort());
});

test('logs: a long line is wrapped or kept on one line, as chosen, also the next time', async ({
  page,
  engine,
}) => {
  await engine.docker(
    'run',
    '--detach',
    '--name',
    'wide',
    'busybox',
    'sh',
    '-c',
    'printf "begin%01500dend\\n" 0; sleep 600',
  );
  const open = async () => {
    await new ListPage(page, 'Containers').open('wide');
    await page.getByRole('tab', { name: 'Logs' }).click();
  };
  await open();
  const line = logOf(page).locator('[data-stream]').filter({ hasText: 'begin' });
  await expect(line).toBeVisible();
  const wrap = page.getByRole('switch', { name: 'Wrap' });
  const height = async () => (await line.boundingBox())?.height ?? 0;
  await wrap.setChecked(false, { force: true });
  await expect.poll(height).toBe(20);
  await wrap.setChecked(true, { force: true });
  await expect.poll(height).toBeGreaterThan(60);
  // All of it, within the width of the log.
  const end = await line.evaluate((row) => row.scrollWidth - row.clientWidth);
  expect(end).toBeLessThanOrEqual(0);

  await page.evaluate(() => window.location.assign('#/containers'));
  await open();
  await expect(wrap).toBeChecked();
  await expect.poll(height).toBeGreaterThan(60);
  await wrap.setChecked(false, { force: true });
  await expect.poll(height).toBe(20);
});
