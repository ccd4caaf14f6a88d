import { describe, expect, it } from 'vitest';
import loose from './fixtures/loose.json';
import open from './fixtures/open.json';
import plain from './fixtures/plain.json';
import tight from './fixtures/tight.json';
import { type EngineSecurity, type Isolation, readIsolation } from './isolation';

const engine: EngineSecurity = { options: ['seccomp (default)', 'apparmor', 'cgroupns'], cgroupVersion: '2' };
const of = ({ findings }: Isolation) =>
  findings.map(({ id, level, subject }) => `${level} ${id} ${subject}`.trim());
const spacesOf = ({ spaces }: Isolation) =>
  Object.fromEntries(spaces.map(({ name, owner }) => [name, owner]));
const host = (HostConfig: object, more: object = {}) => of(readIsolation({ HostConfig, ...more }, engine));

describe('readIsolation of what an engine recorded', () => {
  it('a container with all defaults', () => {
    const isolation = readIsolation(plain, engine);
    expect(of(isolation)).toEqual([
      'warn rootInside',
      'note newPrivileges',
      'note writableRoot',
      'note noMemoryLimit',
      'note noPidsLimit',
      'good defaultCaps',
      'good seccompDefault',
      'good lsmOn AppArmor',
    ]);
    expect(spacesOf(isolation)).toEqual({
      pid: 'own',
      net: 'own',
      mnt: 'own',
      ipc: 'own',
      uts: 'own',
      user: 'host',
      cgroup: 'host',
    });
  });

  it('one that is as good as root on the host', () => {
    const isolation = readIsolation(open, engine);
    expect(of(isolation)).toEqual([
      'bad privileged',
      'bad hostRoot /',
      'bad engineSocket /var/run/docker.sock',
      'bad pidHost',
      'warn networkHost',
      'warn ipcHost',
      'warn rootInside',
      'note hostPathReadOnly /etc',
      'note utsHost',
      'note writableRoot',
      'note noMemoryLimit',
      'note noPidsLimit',
    ]);
    expect(spacesOf(isolation)).toMatchObject({
      pid: 'host',
      net: 'host',
      ipc: 'host',
      uts: 'host',
      mnt: 'own',
    });
  });

  it('one with walls taken down', () => {
    const isolation = readIsolation(loose, engine);
    expect(of(isolation)).toEqual(
      expect.arrayContaining([
        'bad powerfulCaps SYS_ADMIN',
        'warn addedCaps NET_ADMIN',
        'bad seccompOff',
        'warn lsmOff AppArmor',
        'warn hostDevice /dev/null',
        'warn hostPath /proc',
      ]),
    );
    expect(isolation.spaces[0]).toEqual({ name: 'pid', owner: 'container', container: plain.Id });
    expect(isolation.spaces[1]).toEqual({ name: 'net', owner: 'container', container: plain.Id });
  });

  it('one that is closed as far as it goes', () => {
    expect(of(readIsolation(tight, engine))).toEqual([
      'good droppedAllCaps NET_BIND_SERVICE',
      'good seccompDefault',
      'good lsmOn AppArmor',
      'good noNewPrivileges',
      'good plainUser 1000:1000',
      'good readOnlyRoot',
      'good limits',
    ]);
  });
});

describe('readIsolation', () => {
  it('survives nothing at all', () => {
    for (const json of [null, [], {}, { HostConfig: null, Mounts: null, Config: null }])
      expect(readIsolation(json, null).spaces).toHaveLength(7);
  });

  it('says nothing of profiles while the engine is unknown', () => {
    const known = of(readIsolation(plain, null));
    expect(known.join()).not.toMatch(/seccomp|lsm/);
  });

  it('knows an engine without seccomp and AppArmor', () => {
    const bare = of(readIsolation(plain, { options: [], cgroupVersion: '1' }));
    expect(bare).toContain('warn seccompNone');
    expect(bare).toContain('note lsmNone');
  });

  it('takes root for less where users are mapped', () => {
    for (const name of ['rootless', 'userns']) {
      const isolation = readIsolation(plain, { options: [name], cgroupVersion: '2' });
      expect(of(isolation)).toContain('good rootMapped');
      expect(spacesOf(isolation).user).toBe('own');
    }
    const back = { HostConfig: { UsernsMode: 'host' } };
    expect(of(readIsolation(back, { options: ['userns'], cgroupVersion: '2' }))).toContain('warn userHost');
  });

  it('knows a socket behind its folder, and that read-only does not close it', () => {
    const mount = (Source: string, RW = true) => host({}, { Mounts: [{ Type: 'bind', Source, RW }] });
    expect(mount('/run')).toContain('bad engineSocket /run');
    expect(mount('/run/user/1000/podman/podman.sock', false)).toContain(
      'bad engineSocket /run/user/1000/podman/podman.sock',
    );
    expect(mount('/etc/ssl/')).toContain('warn hostPath /etc/ssl');
    expect(mount('/etc/localtime', false).join()).not.toContain('/etc/localtime');
    expect(mount('/home/me/site').join()).not.toContain('/home/me/site');
    expect(
      host({}, { Mounts: [{ Type: 'volume', Source: '/var/lib/docker/volumes/x/_data' }] }).join(),
    ).not.toContain('hostPath');
  });

  it('weighs capabilities by what they reach', () => {
    expect(host({ CapAdd: ['ALL'] })).toContain('bad powerfulCaps ALL');
    expect(host({ CapAdd: ['SYS_PTRACE'] })).toContain('warn addedCaps SYS_PTRACE');
    expect(host({ CapAdd: ['CAP_SYS_PTRACE'], PidMode: 'host' })).toContain('bad powerfulCaps SYS_PTRACE');
    expect(host({ CapAdd: ['CHOWN'] })).toContain('good defaultCaps');
    expect(host({ CapDrop: ['NET_RAW', 'MKNOD'] })).toContain('good droppedCaps NET_RAW, MKNOD');
    expect(host({ CapDrop: ['ALL'] })).toContain('note rootInside');
  });

  it('knows profiles of ones own, uncovered system paths, GPUs, other kernels', () => {
    expect(host({ SecurityOpt: ['seccomp:{"defaultAction":"x"}'] })).toContain('good seccompCustom');
    expect(host({ SecurityOpt: ['no-new-privileges:true'] })).toContain('good noNewPrivileges');
    expect(host({ MaskedPaths: [] })).toContain('bad unmasked');
    expect(host({ DeviceRequests: [{ Driver: '', Capabilities: [['gpu']] }] })).toContain(
      'note deviceRequest gpu',
    );
    expect(host({ Runtime: 'runsc' })).toContain('good ownKernel runsc');
  });
});
