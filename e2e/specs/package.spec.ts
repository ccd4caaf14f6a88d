import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { runtimeModules } from '../../electron-builder.config.mjs';
import { guard } from '../../scripts/engine/guard.mjs';
import { until } from '../../scripts/engine/index.mjs';
import { electronExecutable } from '../../scripts/setup/electron-runtime.mjs';
import { removeHome } from '../fixtures/launch';
import { expect, test } from '../fixtures/test';

test.setTimeout(180_000);
const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const nobody = 65534;

test('the packaged app holds what it needs and no more, has its fuses, and runs with the sandbox for a user without rights', async ({
  engine,
  display,
}) => {
  test.skip(process.getuid?.() !== 0, 'Only root can start it as somebody else.');
  const home = mkdtempSync(join(tmpdir(), 'lighter-package-'));
  const release = guard({ kind: 'folder', path: home });
  chmodSync(home, 0o755);
  const dist = join(home, 'dist');
  try {
    await test.step('it is made, and its fuses are read', async () => {
      const { stdout } = await run(process.execPath, ['scripts/package.mjs', '--unpacked', dist], {
        cwd: root,
      });
      for (const fuse of ['runAsNode: off', 'onlyLoadAppFromAsar: on', 'enableNodeCliInspectArguments: off'])
        expect(stdout).toContain(`ok   ${fuse}`);
      expect(stdout).not.toContain('DIFF');
    });

    await test.step('the archive has the bundles and the modules that main loads', async () => {
      // Electron reads archives as folders.
      const list = `const fs = require('fs'); const at = process.argv[1];
        JSON.stringify({ top: fs.readdirSync(at), out: fs.readdirSync(at + '/out'), modules: fs.readdirSync(at + '/node_modules') })`;
      const archive = join(dist, 'linux-unpacked/resources/app.asar');
      const { stdout } = await run(await electronExecutable(), ['-p', list, archive], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      expect(JSON.parse(stdout)).toEqual({
        top: ['node_modules', 'out', 'package.json'],
        out: ['main', 'preload', 'renderer'],
        modules: [...runtimeModules].sort(),
      });
    });

    await test.step('somebody without rights sees the engine with it', async () => {
      await engine.docker('create', '--name', 'seen', 'busybox', 'true');
      const bridge = createServer((client) => {
        const inner = connect(engine.socket);
        client.pipe(inner).pipe(client);
        for (const end of [client, inner]) end.on('error', () => end.destroy());
      });
      await new Promise<void>((done) => bridge.listen(0, '127.0.0.1', done));
      const address = bridge.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const own = join(home, 'home');
      for (const folder of ['', 'docker', 'runtime', 'profile']) {
        mkdirSync(join(own, folder), { recursive: true, mode: 0o700 });
        chownSync(join(own, folder), nobody, nobody);
      }
      const app = spawn(
        join(dist, 'linux-unpacked/lighter'),
        [`--user-data-dir=${join(own, 'profile')}`, '--lang=en', '--remote-debugging-port=0'],
        {
          uid: nobody,
          gid: nobody,
          cwd: own,
          stdio: 'ignore',
          env: {
            PATH: process.env.PATH,
            HOME: own,
            DISPLAY: display.name,
            XDG_RUNTIME_DIR: join(own, 'runtime'),
            DOCKER_CONFIG: join(own, 'docker'),
            DOCKER_HOST: `tcp://127.0.0.1:${port}`,
          },
        },
      );
      try {
        const where = await until('the app to say where it can be looked into', () => {
          if (app.exitCode !== null) throw new Error(`The packaged app ended with ${app.exitCode}.`);
          try {
            return readFileSync(join(own, 'profile/DevToolsActivePort'), 'utf8').split('\n')[0];
          } catch {
            return undefined;
          }
        });
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${where}`);
        const page = browser.contexts()[0]?.pages()[0];
        if (!page) throw new Error('The packaged app has no window.');
        await expect(page.getByTestId('engine-badge')).toContainText('Engine running', { timeout: 20_000 });
        await expect(page.locator('[data-testid="row"][data-name="seen"]')).toBeVisible();
        // Chromium's word for a process that has a sandbox around it.
        const { stdout } = await run('ps', ['-o', 'args=', '--ppid', String(app.pid)]);
        expect(stdout).toContain('--type=zygote');
        expect(stdout).not.toContain('--no-sandbox');
        await browser.close();
      } finally {
        app.kill('SIGKILL');
        bridge.close();
        // They notice a moment later that main is gone, and write into the profile until then.
        await until('its other processes to end', async () => {
          const { stdout } = await run('ps', ['-A', '-o', 'args=']);
          return !stdout.includes(dist);
        });
      }
    });
  } finally {
    removeHome(home);
    release();
  }
});
