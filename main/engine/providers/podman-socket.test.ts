import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from './commands';
import { isOurService, podmanSocketProvider } from './podman-socket';

const signal = new AbortController().signal;
const nobody = () => undefined;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lighter-podman-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A `podman` that listens where it is told to, as `podman system service` does; Node's own program plays it. */
function install(body: string): void {
  mkdirSync(join(home, 'bin'), { recursive: true });
  writeFileSync(join(home, 'bin/podman'), `#!${process.execPath}\n${body}`, { mode: 0o755 });
}
const listens = `
const path = process.argv.at(-1).slice('unix://'.length);
console.error('level=warning msg="starting"');
require('node:http').createServer((_, answer) => answer.end('OK')).listen(path);
process.on('SIGTERM', () => process.exit(0));
`;

const provider = (part: { isRoot?: boolean; platform?: NodeJS.Platform } = {}) => {
  const machine = {
    env: { PATH: join(home, 'bin'), XDG_RUNTIME_DIR: join(home, 'run') },
    home,
    platform: part.platform ?? ('linux' as const),
  };
  const rootSocket = join(home, 'root/podman.sock');
  return podmanSocketProvider({
    commands: createCommands(machine),
    machine,
    isRoot: part.isRoot ?? false,
    rootSocket,
  });
};
const socket = () => join(home, 'run/podman/podman.sock');

describe("Podman's service on Linux", () => {
  it('is started on its usual socket, known again by another Lighter, and stopped by it', async () => {
    install(listens);
    const first = provider();
    expect(first.serves(`unix://${socket()}`)).toBe(true);
    expect(await first.detect(signal)).toMatchObject({
      active: false,
      can: { start: true, stop: 'not-running' },
    });
    await first.start(signal, nobody);
    expect(existsSync(socket())).toBe(true);
    const second = provider();
    expect(await second.detect(signal)).toMatchObject({ active: true, can: { stop: true, restart: true } });
    await second.restart(signal, nobody);
    expect(await second.detect(signal)).toMatchObject({ active: true });
    await second.stop(signal, nobody);
    expect(existsSync(socket())).toBe(false);
    expect(await second.detect(signal)).toMatchObject({ active: false });
  });

  it("has root's socket as root", async () => {
    install(listens);
    const one = provider({ isRoot: true });
    await one.start(signal, nobody);
    expect(one.serves(`unix://${join(home, 'root/podman.sock')}`)).toBe(true);
    expect(existsSync(join(home, 'root/podman.sock'))).toBe(true);
    await one.stop(signal, nobody);
  });

  it("leaves somebody else's alone", async () => {
    install(listens);
    mkdirSync(join(home, 'run/podman'), { recursive: true });
    writeFileSync(socket(), '');
    expect(await provider().detect(signal)).toMatchObject({
      active: null,
      can: { start: true, stop: 'foreign' },
    });
  });

  it('says why it ended at once', async () => {
    install(`console.error('Error: no space left on device'); process.exit(125);`);
    const one = provider();
    await expect(one.start(signal, nobody)).rejects.toMatchObject({
      next: 'disk-full',
      lines: ['Error: no space left on device'],
    });
    expect(await one.log(signal)).toEqual(['Error: no space left on device']);
  });

  it('can be cancelled while it is slow, telling what it says', async () => {
    install(`console.error('waiting for the lock'); setInterval(() => {}, 1000);`);
    const stopper = new AbortController();
    const one = provider();
    const start = one.start(
      stopper.signal,
      (_step, lines) => lines?.length && stopper.abort(new Error('enough')),
    );
    await expect(start).rejects.toThrow('enough');
    await one.abandon?.(signal);
    expect(await one.detect(signal)).toMatchObject({ active: false });
  });

  it('is nothing elsewhere, or without the program', async () => {
    expect((await provider().detect(signal)).installed).toBe(false);
    install(listens);
    expect((await provider({ platform: 'darwin' }).detect(signal)).installed).toBe(false);
  });

  it('is known by its whole command line', () => {
    const args = ['podman', 'system', 'service', '--time=0', 'unix:///r/podman.sock'];
    const process = { pid: 1, parent: 1, zombie: false, args };
    expect(isOurService(process, '/r/podman.sock')).toBe(true);
    expect(isOurService(process, '/other.sock')).toBe(false);
    expect(isOurService({ ...process, args: ['cat', ...args.slice(1)] }, '/r/podman.sock')).toBe(false);
    expect(isOurService({ ...process, zombie: true }, '/r/podman.sock')).toBe(false);
  });
});
