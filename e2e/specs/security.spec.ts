import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appLogs } from '../fixtures/launch';
import { withOneApp } from '../fixtures/one-app';
import { expect } from '../fixtures/test';

const test = withOneApp();

const root = resolve(import.meta.dirname, '../..');
const row = (name: string) => `[data-testid="row"][data-name="${name}"]`;

test.describe('the page', () => {
  test('begins with a script that leaves the judging of inputs, and its library, to main', () => {
    const folder = join(root, 'out/renderer/assets');
    const first = readdirSync(folder).filter((name) => /^first-.*\.js$/.test(name));
    expect(first).toHaveLength(1);
    expect(readFileSync(join(folder, first[0] ?? ''), 'utf8')).not.toContain('ZodError');
  });

  test('has no Node, no Electron, and only the bridge', async ({ page }) => {
    const found = await page.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>).require,
      process: typeof (globalThis as Record<string, unknown>).process,
      electron: typeof (globalThis as Record<string, unknown>).electron,
      bridge: Object.keys((globalThis as unknown as { bridge: object }).bridge).sort(),
      origin: location.origin,
    }));
    expect(found).toEqual({
      require: 'undefined',
      process: 'undefined',
      electron: 'undefined',
      bridge: ['call', 'offer', 'stream'],
      origin: 'app://bundle',
    });
  });

  test('runs in a sandboxed, isolated window that nothing weakens', async ({ app, page }) => {
    await page.waitForLoadState();
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(preferences.webviewTag ?? false).toBe(false);
    expect(preferences.webSecurity ?? true).toBe(true);
    expect(preferences.allowRunningInsecureContent ?? false).toBe(false);
    expect(preferences.experimentalFeatures ?? false).toBe(false);
    expect(preferences.enableBlinkFeatures ?? '').toBe('');
  });

  test('is served with a strict policy, and only from the bundle', async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const look = async (path: string, method = 'GET') => {
        const answer = await fetch(path, { method });
        return { status: answer.status, csp: answer.headers.get('content-security-policy') ?? '' };
      };
      return {
        index: await look('/index.html'),
        outside: await look('/..%2f..%2f..%2fetc/passwd'),
        backslash: await look('/..%5c..%5cpackage.json'),
        posted: await look('/index.html', 'POST'),
      };
    });
    expect(answers.index.status).toBe(200);
    expect(answers.index.csp).toContain("default-src 'none'");
    expect(answers.index.csp).toContain("script-src 'self';");
    expect(answers.index.csp).not.toContain('unsafe-eval');
    for (const refused of [answers.outside, answers.backslash, answers.posted])
      expect(refused.status).toBe(404);
  });

  test('cannot evaluate text, reach the network, or frame anything', async ({ page }) => {
    const tried = await page.evaluate(async () => {
      // Later, in a task of the page's own: what the debugger evaluates is exempt from the policy.
      const evaluated = await new Promise((done) =>
        setTimeout(() => {
          try {
            done(new Function('return 1 + 1')());
          } catch (error) {
            done((error as Error).name);
          }
        }),
      );
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'refused',
      );
      const blocked = new Promise<string>((done) =>
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          if (effectiveDirective.startsWith('script-src')) done(effectiveDirective);
        }),
      );
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return { evaluated, fetched, blocked: await blocked, injected: 'injected' in window };
    });
    expect(tried).toEqual({
      evaluated: 'EvalError',
      fetched: 'refused',
      blocked: expect.stringContaining('script-src'),
      injected: false,
    });
  });

  test('cannot open windows, navigate away, or get a permission', async ({ app, page }) => {
    const opened = await page.evaluate(() => window.open('https://example.com/') === null);
    expect(opened).toBe(true);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
    });
    const asked = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          (error) => done(error.code),
        ),
      ),
      read: await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'refused',
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    }));
    expect(asked).toMatchObject({ notifications: 'denied', geolocation: 1, read: 'refused' });
    expect(asked.camera).not.toBe('granted');
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('gets nothing from main for a call that is not in the contract or not as it says', async ({
    page,
  }) => {
    const replies = await page.evaluate(async () => {
      const { bridge } = window as unknown as {
        bridge: { call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      };
      const tries: [string, unknown][] = [
        ['docker.call', { method: 'GET', path: '/info' }],
        ['__proto__', {}],
        ['containers.inspect', { id: '../images/json' }],
        ['containers.inspect', { id: 'a'.repeat(64), path: '/x' }],
        ['containers.remove', { epoch: 0, ids: ['*'], force: true, volumes: true }],
        ['images.history', { id: 'x?all=1' }],
        ['app.openUrl', { url: 'file:///etc/passwd' }],
        ['app.openUrl', { url: 'javascript:alert(1)' }],
        ['settings.set', { theme: 'dark', extra: true }],
      ];
      return Promise.all(
        tries.map(async ([name, input]) => (await bridge.call(name, input)).error?.code ?? 'accepted'),
      );
    });
    expect(replies).toEqual(Array.from({ length: 9 }, () => 'invalid-input'));
  });

  test('is refused what belongs to an engine connection that is gone', async ({ page, engine }) => {
    const id = await engine.docker('run', '--detach', '--name', 'kept', 'busybox', 'sleep', '1000');
    await expect(page.locator(row('kept'))).toHaveAttribute('data-state', 'running');
    const code = await page.evaluate(async (container) => {
      const { bridge } = window as unknown as {
        bridge: { call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      };
      const reply = await bridge.call('containers.remove', {
        epoch: 0,
        ids: [container],
        force: true,
        volumes: false,
      });
      return reply.error?.code;
    }, id);
    expect(code).toBe('stale-engine');
    expect(await engine.docker('ps', '--format', '{{.Names}}')).toBe('kept');
  });
});

const hostile = {
  label: '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>',
  bidi: 'safe\u202Etxt.exe',
};

test('hostile labels, commands and log output stay text', async ({ page, engine }) => {
  const id = await engine.docker(
    'run',
    '--detach',
    '--name',
    'hostile',
    '--label',
    `evil=${hostile.label}`,
    '--label',
    `bidi=${hostile.bidi}`,
    '--env',
    `EVIL=${hostile.label}`,
    'busybox',
    'sh',
    '-c',
    `printf '%s\\n' '<b id=log-injected>bold</b>' '\u001b]0;title\u0007\u001b[31mred\u001b[0m' '\u001b[2J\u001b]8;;http://evil/\u0007link\u001b]8;;\u0007'; sleep 1000`,
  );
  await page.locator(row('hostile')).getByRole('link', { name: 'hostile', exact: true }).click();
  const details = page.getByTestId('details');
  await expect(details).toContainText('<img src=x onerror=');
  // What would turn the line around is not shown.
  await expect(details).toContainText('safe txt.exe');
  expect(await details.innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  await page.getByRole('tab', { name: 'Logs' }).click();
  const log = page.getByRole('log', { name: 'Container logs' });
  await expect(log).toContainText('<b id=log-injected>bold</b>');
  await expect(log).toContainText('red');
  await expect(log).toContainText('link');
  const shown = await log.innerText();
  for (const dropped of ['\u001b', '\u0007', ']0;', ']8;']) expect(shown).not.toContain(dropped);
  await page.getByRole('tab', { name: 'Inspect' }).click();
  await expect(page.getByText(id).first()).toBeVisible();

  const harm = await page.evaluate(() => ({
    ran: 'pwned' in window,
    elements: document.querySelectorAll('#log-injected, img[src="x"], [onerror]').length,
    title: document.title,
  }));
  expect(harm).toMatchObject({ ran: false, elements: 0 });
  expect(harm.title).toContain('Lighter');
});

test('a secret given to a container is in no log and in no URL', async ({ app, page, engine }) => {
  const canary = 'canary-0b5e77';
  await page.getByRole('button', { name: 'Run container' }).first().click();
  const run = page.getByRole('dialog', { name: 'Run container' });
  await run.getByLabel('Image', { exact: true }).fill('busybox:latest');
  await run.getByLabel('Name', { exact: true }).fill('with-secret');
  await run.getByLabel('Variable').first().fill('DB_PASSWORD');
  await run.getByLabel('Value').first().fill(canary);
  await run.getByLabel('Command').fill('sleep 1000');
  await run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator(row('with-secret'))).toHaveAttribute('data-state', 'running');
  expect(await engine.docker('inspect', '--format', '{{.Config.Env}}', 'with-secret')).toContain(canary);
  // The engine's debug log holds each request's address, and elsewhere what a request carried.
  const addresses = readFileSync(engine.log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('Calling '));
  expect(addresses.join('\n')).toContain('/containers/create?name=with-secret');
  expect(addresses.filter((line) => line.includes(canary))).toEqual([]);
  for (const file of [...appLogs(app.home), app.outputFile])
    expect(readFileSync(file, 'utf8')).not.toContain(canary);
});

test('the shipped code asks for no weaker sandbox and evaluates no text', () => {
  const read = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|cjs|html)$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const main = read('out/main').join('\n');
  const preload = read('out/preload').join('\n');
  expect(main).not.toContain('--no-sandbox');
  expect(main).not.toContain('setUsePlainTextEncryption');
  expect(preload.length).toBeGreaterThan(0);
  expect(preload).not.toMatch(/exposeInMainWorld\((?!["'`]bridge)/);
  expect(preload).not.toMatch(/\beval\(|new Function\(/);
});
