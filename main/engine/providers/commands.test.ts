import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCommands, programFolders } from './commands';
import { isInherited } from './spawn-clean';

const folder = mkdtempSync(join(tmpdir(), 'lighter-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const commands = createCommands({
  env: { PATH: `.:${folder}:/usr/bin:/bin` },
  home: '/home/u',
  platform: 'linux',
});
const signal = new AbortController().signal;
const node = process.execPath;

describe('programs', () => {
  it('are looked for in absolute folders, also those a desktop leaves out', () => {
    const linux = programFolders({ env: { PATH: '.:bin:/a' }, home: '/home/u', platform: 'linux' });
    expect(linux[0]).toBe('/a');
    expect(linux).toContain('/usr/sbin');
    expect(linux).not.toContain('.');
    const mac = programFolders({ env: { PATH: '/usr/bin' }, home: '/Users/u', platform: 'darwin' });
    expect(mac).toContain('/opt/homebrew/bin');
    const windows = programFolders({
      env: { Path: 'C:\\Windows;rel' },
      home: 'C:\\Users\\u',
      platform: 'win32',
    });
    expect(windows).toContain('C:\\Windows');
    expect(windows).not.toContain('rel');
  });

  it('are found only when they can be run', () => {
    writeFileSync(join(folder, 'tool'), '#!/bin/sh\n');
    expect(commands.find('tool')).toBeNull();
    writeFileSync(join(folder, 'tool2'), '#!/bin/sh\n', { mode: 0o755 });
    expect(commands.find('tool2')).toBe(join(folder, 'tool2'));
    expect(commands.find('no-such-program')).toBeNull();
  });

  it('give their outputs and code; arguments pass no shell', async () => {
    const script = 'console.log(process.argv[1]); console.error("oops"); process.exitCode = 3';
    const result = await commands.run(node, ['-e', script, '$(id); *'], { signal, limitMs: 20_000 });
    expect(result).toEqual({ code: 3, stdout: '$(id); *\n', stderr: 'oops\n' });
  });

  it('are ended after their time, or when nobody wants them any more', async () => {
    const wait = ['-e', 'setInterval(() => {}, 1000)'];
    await expect(commands.run(node, wait, { signal, limitMs: 200 })).rejects.toMatchObject({
      code: 'timeout',
    });
    const stop = AbortSignal.timeout(200);
    await expect(commands.run(node, wait, { signal: stop, limitMs: 20_000 })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(commands.run('/no/such', [], { signal, limitMs: 1000 })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('are killed where they do not end when told to; what they say is told as it comes', async () => {
    const deaf = 'process.on("SIGTERM", () => {}); console.log("one\\ntwo"); setInterval(() => {}, 1000)';
    const stopper = new AbortController();
    const told: string[][] = [];
    const onLines = (lines: string[]) => {
      told.push(lines);
      if (lines.includes('two')) stopper.abort();
    };
    const run = commands.run(node, ['-e', deaf], { signal: stopper.signal, limitMs: 20_000, onLines });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(told.at(-1)).toEqual(['one', 'two']);
  });

  it('may leave a daemon behind that holds their output', async () => {
    const daemon = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'inherit', detached: true }).unref()`;
    const before = Date.now();
    expect((await commands.run(node, ['-e', daemon], { signal, limitMs: 20_000 })).code).toBe(0);
    expect(Date.now() - before).toBeLessThan(2500);
  });

  it('inherit only descriptors without close-on-exec', () => {
    expect(isInherited('pos:\t0\nflags:\t0100002\nmnt_id:\t15\n')).toBe(true);
    expect(isInherited('pos:\t0\nflags:\t02100002\nmnt_id:\t15\n')).toBe(false);
    expect(isInherited('')).toBe(false);
  });
});
