import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Commands, Output } from './commands';
import { parseUnits, systemdProvider } from './systemd';
import { ProviderFailure } from './types';

/** What systemd 252, dockerd 20.10 and pkexec 122 wrote on Debian 12, byte for byte. */
const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8');
/** In the form of those of `systemctl show`, for states that pass too quickly to be recorded. */
const units = (service: string, socket: string, load = 'loaded') =>
  `Id=docker.service\nLoadState=${load}\nActiveState=${service}\n\nId=docker.socket\nLoadState=${load}\nActiveState=${socket}\n`;

const signal = new AbortController().signal;

function fakeCommands(
  programs: string[],
  answer: (args: string[]) => Partial<Output> | Promise<Partial<Output>>,
) {
  const calls: string[][] = [];
  const commands: Commands = {
    env: {},
    find: (name) => (programs.includes(name) ? `/usr/bin/${name}` : null),
    run: async (path, args) => {
      calls.push([path, ...args]);
      return { code: 0, stdout: '', stderr: '', ...(await answer([path, ...args])) };
    },
  };
  return { commands, calls };
}

function provider(commands: Commands, part: { user?: boolean; isRoot?: boolean; files?: boolean } = {}) {
  return systemdProvider({
    commands,
    machine: { env: { XDG_RUNTIME_DIR: '/run/user/1000' }, home: '/home/u', platform: 'linux' },
    user: part.user ?? false,
    isRoot: part.isRoot ?? true,
    booted: () => true,
    exists: () => part.files ?? true,
    lookEvery: 5,
  });
}

describe('systemd', () => {
  it('reads units', () => {
    const read = (name: string) => parseUnits(recorded(`systemd-show-${name}`));
    const both = (service: boolean, socket: boolean) => [
      { id: 'docker.service', loaded: true, active: service },
      { id: 'docker.socket', loaded: true, active: socket },
    ];
    expect(read('active')).toEqual(both(true, true));
    expect(read('inactive')).toEqual(both(false, false));
    // A unit that has failed to start is started again by systemd itself, at first.
    expect(read('restarting')).toEqual(both(true, true));
    expect(read('not-found')).toEqual([{ id: 'nothing.service', loaded: false, active: false }]);
    expect(recorded('systemd-show-active')).toBe(units('active', 'active'));
    expect(parseUnits('')).toEqual([]);
  });

  it('is not there without the unit', async () => {
    const { commands } = fakeCommands(['systemctl'], () => ({
      stdout: units('inactive', 'inactive', 'not-found'),
    }));
    expect((await provider(commands).detect(signal)).installed).toBe(false);
  });

  it('needs pkexec as another user', async () => {
    const stopped = () => ({ stdout: units('inactive', 'inactive') });
    const without = await provider(fakeCommands(['systemctl'], stopped).commands, { isRoot: false }).detect(
      signal,
    );
    expect(without.can.start).toBe('needs-root');
    const { commands, calls } = fakeCommands(['systemctl', 'pkexec'], stopped);
    const mine = provider(commands, { isRoot: false });
    expect((await mine.detect(signal)).can.start).toBe(true);
    await mine.start(signal, () => undefined);
    expect(calls.at(-1)).toEqual(['/usr/bin/pkexec', '/usr/bin/systemctl', 'start', 'docker.service']);
  });

  it('stops the socket with the service, since a ping would start it again', async () => {
    const { commands, calls } = fakeCommands(['systemctl'], () => ({ stdout: units('active', 'active') }));
    await provider(commands).stop(signal, () => undefined);
    expect(calls.at(-1)).toEqual(['/usr/bin/systemctl', 'stop', 'docker.socket', 'docker.service']);
  });

  it('restarts the socket too where its file has gone, and only then', async () => {
    const { commands, calls } = fakeCommands(['systemctl'], () => ({ stdout: units('active', 'active') }));
    await provider(commands).restart(signal, () => undefined);
    expect(calls.at(-1)).toEqual(['/usr/bin/systemctl', 'restart', 'docker.service']);
    await provider(commands, { files: false }).restart(signal, () => undefined);
    expect(calls.at(-1)).toEqual(['/usr/bin/systemctl', 'restart', 'docker.socket', 'docker.service']);
  });

  it("asks the user's own manager for a rootless engine", async () => {
    const { commands, calls } = fakeCommands(['systemctl'], () => ({ stdout: units('active', 'inactive') }));
    const mine = provider(commands, { user: true, isRoot: false });
    await mine.restart(signal, () => undefined);
    expect(calls.at(-1)).toEqual(['/usr/bin/systemctl', '--user', 'restart', 'docker.service']);
    expect(mine.serves('unix:///run/user/1000/docker.sock')).toBe(true);
  });

  it('says so when the password was refused', async () => {
    const { commands } = fakeCommands(['systemctl', 'pkexec'], ([path]) =>
      path?.endsWith('pkexec')
        ? { code: 126, stderr: 'Error executing command as another user: Request dismissed\n' }
        : { stdout: units('inactive', 'inactive') },
    );
    const failed = provider(commands, { isRoot: false }).start(signal, () => undefined);
    await expect(failed).rejects.toMatchObject({ next: 'not-authorized' });
  });

  it('says so when nobody is there to be asked for it', async () => {
    const { commands } = fakeCommands(['systemctl', 'pkexec'], ([path]) =>
      path?.endsWith('pkexec')
        ? { code: 127, stderr: recorded('pkexec-no-agent') }
        : { stdout: units('inactive', 'inactive') },
    );
    const failed = provider(commands, { isRoot: false }).start(signal, () => undefined);
    await expect(failed).rejects.toMatchObject({
      next: 'not-authorized',
      lines: [expect.stringContaining('Error creating textual authentication agent')],
    });
  });

  it('gives the decisive lines of the journal since it was asked', async () => {
    const { commands, calls } = fakeCommands(['systemctl', 'journalctl'], ([path, ...args]) => {
      if (path?.endsWith('journalctl')) return { stdout: recorded('systemd-journal-failed') };
      return args[0] === 'start'
        ? { code: 1, stderr: recorded('systemd-start-failed') }
        : { stdout: units('failed', 'inactive') };
    });
    const error: unknown = await provider(commands)
      .start(signal, () => undefined)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderFailure);
    expect(error).toMatchObject({
      next: 'storage',
      message: 'Job for docker.service failed because the control process exited with error code.',
      lines: [
        'Failed to GetDriver graph: graphdriver plugins are only supported with experimental mode',
        'failed to start daemon: error initializing graphdriver: driver not supported',
      ],
    });
    const last = calls.findLast(([path]) => path?.endsWith('journalctl'));
    expect(last).toEqual(expect.arrayContaining([expect.stringMatching(/^--since=@\d+$/)]));
  });

  it("tells the journal's new lines while systemctl waits, and what is asked of whom", async () => {
    let done = () => {};
    const waits = new Promise<Partial<Output>>((resolve) => {
      done = () => resolve({});
    });
    const { commands, calls } = fakeCommands(['systemctl', 'pkexec', 'journalctl'], ([path, verb]) => {
      if (path?.endsWith('journalctl')) return { stdout: 'Starting up\nLoading containers: start.\n' };
      return path?.endsWith('pkexec') && verb ? waits : { stdout: units('inactive', 'inactive') };
    });
    const told: string[] = [];
    const before = Math.floor(Date.now() / 1000);
    await provider(commands, { isRoot: false }).start(signal, (step, lines) => {
      told.push([step, ...(lines ?? [])].join(' '));
      if (lines) done();
    });
    expect(told.slice(0, 2)).toEqual(['authorizing', 'launching Starting up Loading containers: start.']);
    const since = calls
      .find(([path]) => path?.endsWith('journalctl'))
      ?.find((arg) => arg.startsWith('--since=@'));
    expect(Number(since?.slice('--since=@'.length))).toBeGreaterThanOrEqual(before);
  });

  it('stops what a cancelled start has set going, where that asks for no password', async () => {
    const { commands, calls } = fakeCommands(['systemctl', 'pkexec'], () => ({
      stdout: units('active', 'active'),
    }));
    await provider(commands).abandon?.(signal);
    expect(calls.at(-1)).toEqual(['/usr/bin/systemctl', 'stop', 'docker.socket', 'docker.service']);
    expect(provider(commands, { isRoot: false }).abandon).toBeUndefined();
  });
});
