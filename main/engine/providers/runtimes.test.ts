import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands, type Machine } from './commands';
import { podmanMachineProvider, runtimeProviders } from './runtimes';
import type { Provider } from './types';

const signal = new AbortController().signal;
const nobody = () => undefined;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lighter-runtimes-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = (name: string) => join(home, name);

/**
 * A runtime's program: it keeps what it was asked, and whether it is up, in files. `up` and `down` are what its status
 * command does then; `start`, if given, is done instead of coming up.
 */
function program(name: string, { up, down, start }: { up: string; down: string; start?: string }): void {
  const path = join(home, 'bin', name);
  mkdirSync(dirname(path), { recursive: true });
  const lines = [
    '#!/bin/sh',
    `echo "$*" >> ${file('asked')}`,
    'case "$*" in',
    `  *status*|list-settings|*list*) if [ -e ${file('up')} ]; then ${up}; else ${down}; fi;;`,
    `  *restart*) echo again; touch ${file('up')};;`,
    `  *start*) ${start ?? `echo 'time="x" level=info msg="starting colima"'; touch ${file('up')}`};;`,
    `  *stop*|shutdown) echo bye; rm -f ${file('up')};;`,
    '  *) exit 64;;',
    'esac',
  ];
  writeFileSync(path, lines.join('\n'));
  chmodSync(path, 0o755);
}

const asked = () => (existsSync(file('asked')) ? readFileSync(file('asked'), 'utf8').trim().split('\n') : []);

function provider(id: string, platform: NodeJS.Platform = 'linux'): Provider {
  const machine: Machine = { env: { PATH: `${join(home, 'bin')}:/usr/bin:/bin` }, home, platform };
  const commands = createCommands({ ...machine, platform: 'linux' });
  const all = [...runtimeProviders(commands, machine), podmanMachineProvider(commands, machine)];
  const one = all.find((found) => found.id === id);
  if (!one) throw new Error(`There is no provider ${id}.`);
  return one;
}

const off = (text: string) => `echo '${text}' >&2; exit 1`;
const machineList = (running: boolean) =>
  `echo '[{"Name":"podman-machine-default","Default":true,"Running":${running}}]'`;

/** What each is asked with, and how it says that it is up or not (assumed from its documentation). */
const runtimes = [
  {
    id: 'docker-desktop',
    name: 'docker',
    up: `echo '{"Status":"running"}'`,
    down: `echo '{"Status":"stopped"}'`,
    status: 'desktop status --format json',
    start: ['desktop start'],
    stop: ['desktop stop'],
    restart: ['desktop restart'],
  },
  {
    id: 'orbstack',
    name: 'orbctl',
    up: 'echo Running',
    down: 'echo Stopped; exit 1',
    status: 'status',
    start: ['start'],
    stop: ['stop'],
    restart: ['stop', 'start'],
  },
  {
    id: 'colima',
    name: 'colima',
    up: `echo 'colima is running using QEMU' >&2`,
    down: off('time="x" level=fatal msg="colima is not running"'),
    status: 'status',
    start: ['start'],
    stop: ['stop'],
    restart: ['restart'],
  },
  {
    id: 'rancher-desktop',
    name: 'rdctl',
    up: `echo '{"version":10}'`,
    down: off('Error: dial tcp 127.0.0.1:6107: connect: connection refused'),
    status: 'list-settings',
    start: ['start'],
    stop: ['shutdown'],
    restart: ['shutdown', 'start'],
  },
  {
    id: 'podman-machine',
    name: 'podman',
    up: machineList(true),
    down: machineList(false),
    status: 'machine list --format json',
    start: ['machine list --format json', 'machine start podman-machine-default'],
    stop: ['machine list --format json', 'machine stop podman-machine-default'],
    restart: [
      'machine list --format json',
      'machine stop podman-machine-default',
      'machine list --format json',
      'machine start podman-machine-default',
    ],
    platform: 'darwin' as const,
  },
];

describe.each(runtimes)('$id', (runtime) => {
  const mine = () => {
    if (runtime.id === 'docker-desktop') {
      mkdirSync(join(home, '.docker/cli-plugins'), { recursive: true });
      writeFileSync(join(home, '.docker/cli-plugins/docker-desktop'), '');
    }
    return provider(runtime.id, runtime.platform);
  };

  it('tells whether it is up and what it can do, then does it', async () => {
    program(runtime.name, { up: runtime.up, down: runtime.down });
    const one = mine();
    expect(await one.detect(signal)).toEqual({
      installed: true,
      active: false,
      can: { start: true, stop: 'not-running', restart: true },
    });
    expect(asked()).toEqual([runtime.status]);
    rmSync(file('asked'));
    await one.start(signal, nobody);
    expect(asked()).toEqual(runtime.start);
    expect(await one.detect(signal)).toMatchObject({ active: true, can: { stop: true, restart: true } });
    rmSync(file('asked'));
    await one.restart(signal, nobody);
    expect(asked()).toEqual(runtime.restart);
    rmSync(file('asked'));
    await one.stop(signal, nobody);
    expect(asked()).toEqual(runtime.stop);
    expect((await one.detect(signal)).active).toBe(false);
  });

  it('tells what its program says while it starts, and fails with the lines that say why', async () => {
    const start = 'echo one; echo "error: qemu: hypervisor is off" >&2; exit 1';
    program(runtime.name, { up: runtime.up, down: runtime.down, start });
    const told: string[] = [];
    const failed = mine().start(signal, (step, lines) =>
      told.push(...(lines ?? []).map((line) => `${step} ${line}`)),
    );
    await expect(failed).rejects.toMatchObject({
      next: 'virtualisation',
      message: 'error: qemu: hypervisor is off',
      lines: ['error: qemu: hypervisor is off'],
    });
    expect(told).toEqual(
      expect.arrayContaining(['launching one', 'launching error: qemu: hypervisor is off']),
    );
  });

  it('is ended when its start is cancelled, and what it may have begun is taken back', async () => {
    program(runtime.name, {
      up: runtime.up,
      down: runtime.down,
      start: `touch ${file('up')}; echo begun; exec sleep 60`,
    });
    const stopper = new AbortController();
    const one = mine();
    const start = one.start(stopper.signal, (_step, lines) => lines?.includes('begun') && stopper.abort());
    await expect(start).rejects.toMatchObject({ code: 'cancelled' });
    await one.abandon?.(signal);
    expect(asked().slice(-1)).toEqual(runtime.stop.slice(-1));
    expect(existsSync(file('up'))).toBe(false);
  });
});

// This machine's own docker command would be found in place of Docker Desktop's.
describe.each(runtimes.filter(({ id }) => id !== 'docker-desktop'))('$id', (runtime) => {
  it('is not installed without its program, and says so where that has gone since', async () => {
    const one = provider(runtime.id, runtime.platform);
    const absent = { start: 'not-installed', stop: 'not-installed', restart: 'not-installed' };
    expect(await one.detect(signal)).toMatchObject({ installed: false, can: absent });
    program(runtime.name, { up: runtime.up, down: runtime.down });
    expect((await one.detect(signal)).installed).toBe(true);
    rmSync(join(home, 'bin', runtime.name));
    expect((await one.detect(signal)).installed).toBe(false);
    const gone = runtime.id === 'podman-machine' ? 'see-log' : 'missing-program';
    await expect(one.start(signal, nobody)).rejects.toMatchObject({ next: gone });
  });
});

it('Docker Desktop is not there where only the docker command is', async () => {
  program('docker', { up: 'echo', down: 'echo' });
  expect((await provider('docker-desktop').detect(signal)).installed).toBe(false);
  expect(asked()).toEqual([]);
});

it('a state that cannot be told from the output stops nothing', async () => {
  program('colima', { up: '', down: 'exit 1' });
  expect(await provider('colima').detect(signal)).toMatchObject({ active: null, can: { stop: true } });
});

it('Podman on a Mac without a machine cannot start one', async () => {
  program('podman', { up: 'echo "[]"', down: 'echo "[]"' });
  const one = provider('podman-machine', 'darwin');
  expect((await one.detect(signal)).can.start).toBe('no-machine');
  await expect(one.start(signal, nobody)).rejects.toMatchObject({ message: 'There is no Podman machine.' });
  expect((await provider('podman-machine').detect(signal)).installed).toBe(false);
});

it('each serves its own sockets', () => {
  const serves = (id: string, url: string, platform?: NodeJS.Platform) => provider(id, platform).serves(url);
  expect(serves('colima', `unix://${home}/.colima/default/docker.sock`)).toBe(true);
  expect(serves('colima', `unix://${home}/.rd/docker.sock`)).toBe(false);
  expect(serves('rancher-desktop', `unix://${home}/.rd/docker.sock`)).toBe(true);
  expect(serves('orbstack', `unix://${home}/.orbstack/run/docker.sock`)).toBe(true);
  expect(serves('orbstack', 'unix:///var/run/docker.sock')).toBe(false);
  expect(serves('orbstack', 'unix:///var/run/docker.sock', 'darwin')).toBe(true);
  expect(serves('docker-desktop', 'npipe:////./pipe/dockerDesktopLinuxEngine', 'win32')).toBe(true);
  expect(serves('podman-machine', 'npipe:////./pipe/podman-machine-default', 'win32')).toBe(true);
  const owns = (id: string, url: string, platform?: NodeJS.Platform) => provider(id, platform).owns?.(url);
  expect(owns('docker-desktop', 'npipe:////./pipe/dockerDesktopLinuxEngine', 'win32')).toBe(true);
  expect(owns('docker-desktop', 'npipe:////./pipe/docker_engine', 'win32')).toBe(false);
  expect(serves('rancher-desktop', 'npipe:////./pipe/docker_engine', 'win32')).toBe(true);
});
