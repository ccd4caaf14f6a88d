import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddresses, rulesOf } from './bridge';
import { daemonConfig } from './daemon-config';
import { mountsBelow } from './leftovers';
import { logSize, logTail, rotateLog } from './log-file';
import { hasSubordinateIds } from './managed';
import { managedPaths } from './paths';
import { isOurContainerd, isOurDaemon, isOurShim, parseProcess, withChildren } from './processes';
import { readState, writeJson } from './state-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-managed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = { profile: '/p', ownProfile: false, home: '/home/u', env: {}, isRoot: true };

describe('where it is', () => {
  it('stays below a chosen profile, else in the data folder', () => {
    expect(managedPaths({ ...place, ownProfile: true }).socket).toBe('/p/engine/docker.sock');
    expect(managedPaths(place).root).toBe('/home/u/.local/share/lighter/engine');
    expect(managedPaths({ ...place, env: { XDG_DATA_HOME: '/d' } }).root).toBe('/d/lighter/engine');
    expect(managedPaths({ ...place, env: { XDG_DATA_HOME: 'relative' } }).root).toBe(
      '/home/u/.local/share/lighter/engine',
    );
  });

  it('keeps sockets short', () => {
    const deep = { ...place, profile: `/tmp/${'deep/'.repeat(30)}p`, ownProfile: true };
    const paths = managedPaths(deep);
    expect(paths.socket).toMatch(/^\/run\/lighter-[0-9a-f]{8}\/docker\.sock$/);
    expect(paths.data).toContain('/p/engine/data');
    const rootless = managedPaths({ ...deep, isRoot: false, env: { XDG_RUNTIME_DIR: '/run/user/1000' } });
    expect(rootless.exec).toMatch(/^\/run\/user\/1000\/lighter-/);
  });
});

describe('its processes', () => {
  const config = '/p/engine/daemon.json';
  const stat = (pid: number, name: string, state: string, parent: number) =>
    `${pid} (${name}) ${state} ${parent} ${pid} ${pid} 0 -1 4194560 100`;
  const daemon = (args: string[], state = 'S') =>
    parseProcess(7, stat(7, 'dockerd', state, 1), `${args.join('\0')}\0`);

  it('are told from strangers that have the same id', () => {
    expect(isOurDaemon(daemon(['/usr/sbin/dockerd', '--config-file', config]), config)).toBe(true);
    expect(isOurDaemon(daemon(['/usr/sbin/dockerd', '--config-file', '/other']), config)).toBe(false);
    expect(isOurDaemon(daemon(['vim', '--config-file', config]), config)).toBe(false);
    expect(isOurDaemon(daemon(['/bin/sh', 'dockerd-rootless.sh', '--config-file', config]), config)).toBe(
      false,
    );
    expect(isOurDaemon(daemon(['/usr/sbin/dockerd', '--config-file', config], 'Z'), config)).toBe(false);
  });

  it('are read with odd names', () => {
    expect(parseProcess(9, stat(9, 'a) Z (b', 'R', 3), 'x\0')).toEqual({
      pid: 9,
      parent: 3,
      args: ['x'],
      zombie: false,
    });
    expect(parseProcess(9, stat(9, 'x', 'Z', 3), '').zombie).toBe(true);
  });

  it('include its containerd and its shims only', () => {
    const process = (...args: string[]) => parseProcess(3, stat(3, 'c', 'S', 1), args.join('\0'));
    expect(
      isOurContainerd(
        process('containerd', '--config', '/p/engine/exec/containerd/containerd.toml'),
        '/p/engine/exec',
      ),
    ).toBe(true);
    expect(isOurContainerd(process('/usr/bin/containerd'), '/p/engine/exec')).toBe(false);
    const shim = ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'lighter-1', '-id', 'x'];
    expect(isOurShim(process(...shim), 'lighter-1')).toBe(true);
    expect(isOurShim(process(...shim), 'moby')).toBe(false);
  });

  it('form a tree', () => {
    const one = (pid: number, parent: number) => ({ pid, parent, args: [], zombie: false });
    expect(withChildren(1, [one(2, 1), one(3, 2), one(4, 9)])).toEqual([1, 2, 3]);
  });
});

describe('its files', () => {
  it('has a configuration of its own', () => {
    const paths = managedPaths({ ...place, ownProfile: true });
    const bridge = { device: 'lighter0', pool: '10.98.0.0/16' };
    expect(daemonConfig({ paths, bridge, firewall: false, liveRestore: true })).toEqual({
      hosts: ['unix:///p/engine/docker.sock'],
      'data-root': '/p/engine/data',
      'exec-root': '/p/engine/exec',
      pidfile: '/p/engine/dockerd.pid',
      bridge: 'lighter0',
      'default-address-pools': [{ base: '10.98.0.0/16', size: 24 }],
      iptables: false,
      'ip-masq': false,
      'ip-forward': false,
      'live-restore': true,
      'shutdown-timeout': 15,
    });
    const plain = daemonConfig({
      paths,
      bridge: { ...bridge, device: null },
      firewall: true,
      liveRestore: true,
    });
    expect(plain).toMatchObject({ bip: '10.98.0.1/24' });
    expect(plain).not.toHaveProperty('iptables');
    expect(daemonConfig({ paths, bridge: null, firewall: true, liveRestore: false })).not.toHaveProperty(
      'bip',
    );
  });

  it('rotates its log while dockerd has it open', () => {
    const log = join(folder, 'dockerd.log');
    rotateLog(log);
    writeFileSync(log, 'a'.repeat(20));
    rotateLog(log, 10);
    expect([statSync(log).size, statSync(`${log}.1`).size]).toEqual([0, 20]);
    appendFileSync(log, 'b'.repeat(11));
    rotateLog(log, 10);
    expect(readFileSync(`${log}.1`, 'utf8')).toBe('b'.repeat(11));
    expect(readFileSync(`${log}.2`, 'utf8')).toBe('a'.repeat(20));
    appendFileSync(log, 'short');
    rotateLog(log, 10);
    expect(readFileSync(log, 'utf8')).toBe('short');
  });

  it('reads the last lines of this start only', () => {
    const log = join(folder, 'dockerd.log');
    expect(logTail(log, 3)).toEqual([]);
    writeFileSync(log, 'old\n');
    const from = logSize(log);
    appendFileSync(log, 'one\ntwo\nthree\n');
    expect(logTail(log, 2, from)).toEqual(['two', 'three']);
    expect(logTail(log, 9, from)).toEqual(['one', 'two', 'three']);
    expect(logTail(log, 9, 999)).toEqual(['old', 'one', 'two', 'three']);
  });

  it('remembers what it is to do; nonsense counts as nothing', () => {
    const path = join(folder, 'engine', 'state.json');
    expect(readState(path)).toEqual({ chosen: false, wanted: false, bridge: null });
    const state = { chosen: true, wanted: true, bridge: { device: 'lighter3', pool: '10.98.0.0/16' } };
    writeJson(path, state);
    expect(readState(path)).toEqual(state);
    writeFileSync(path, '{"chosen": true, "bridge": {"device": "eth0; rm", "pool": "x"}}');
    expect(readState(path)).toEqual({ chosen: true, wanted: false, bridge: null });
  });

  it('finds what is mounted, innermost first', () => {
    const mounts =
      '/dev/a / ext4 rw 0 0\n/dev/a /p/data ext4 rw 0 0\noverlay /p/data/x/merged overlay rw 0 0\nx /p/database y rw 0 0\n';
    expect(mountsBelow(mounts, ['/p/data'])).toEqual(['/p/data/x/merged', '/p/data']);
  });
});

describe('its network', () => {
  it('reads addresses of devices that are down too', () => {
    // iproute2 6.1
    const text =
      '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n' +
      '1213: lighter0    inet 10.98.0.1/24 scope global lighter0\\       valid_lft forever preferred_lft forever\n' +
      '9: veth1@if8    inet 10.1.0.1/24 scope global veth1\n';
    expect(parseAddresses(text)).toEqual([
      { device: 'lo', cidr: '127.0.0.1/8' },
      { device: 'lighter0', cidr: '10.98.0.1/24' },
      { device: 'veth1', cidr: '10.1.0.1/24' },
    ]);
  });

  it('takes away only the rules for its own bridge', () => {
    // iptables 1.8.9, after a start of dockerd 20.10
    const rules =
      '-P POSTROUTING ACCEPT\n-N DOCKER\n-A POSTROUTING -s 10.98.0.0/24 ! -o lighter0 -j MASQUERADE\n-A POSTROUTING -s 10.99.0.0/24 ! -o lighter01 -j MASQUERADE\n-A DOCKER -i docker0 -j RETURN\n';
    expect(rulesOf('lighter0', rules)).toEqual([
      ['-D', 'POSTROUTING', '-s', '10.98.0.0/24', '!', '-o', 'lighter0', '-j', 'MASQUERADE'],
    ]);
  });

  it('needs subordinate ids to be rootless', () => {
    const file = 'ann:100000:65536\n1001:165536:65536\nbob:0:0\n';
    expect(hasSubordinateIds(file, 'ann', 5)).toBe(true);
    expect(hasSubordinateIds(file, 'eve', 1001)).toBe(true);
    expect(hasSubordinateIds(file, 'bob', 5)).toBe(false);
    expect(hasSubordinateIds('', 'ann', 5)).toBe(false);
  });
});
