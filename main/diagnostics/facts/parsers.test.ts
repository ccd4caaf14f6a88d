import { describe, expect, it } from 'vitest';
import { bytes, output, text } from '../testing/fixtures';
import { publicAddress, readConfig } from './config';
import { readEngine, readGroup } from './engine';
import { readCgroups, readIptables } from './host';
import { hostAndPort, registriesOf } from './network';
import { readLsof, readNetstat, readProcNet, readTasks } from './ports';
import { readOsRelease, readWindowsVirtualisation } from './system';
import { readWsl, readWslList } from './windows';

describe('WSL', () => {
  const read = (status: string, version: string, list: string, versionCode = 0) =>
    readWsl(
      output(`windows/${status}.txt`),
      output(`windows/${version}.txt`, versionCode),
      output(`windows/${list}.txt`),
    );

  it.each([
    ['en', '2.5.7.0', '6.6.87.1-1'],
    ['ko', '2.5.10.0', '6.6.87.2-1'],
    ['zh-tw', '2.1.3.0', '5.15.146.1-2'],
    ['de', '1.0.3.0', '5.15.79.1'],
    ['ru', '1.2.5.0', '5.15.90.1'],
  ])('reads versions by their places (%s)', (language, version, kernel) => {
    const wsl = read('wsl-status-en', `wsl-version-${language}`, 'wsl-list-en');
    expect(wsl).toMatchObject({ installed: true, version, kernel, defaultVersion: 2, kernelAsked: false });
  });

  it.each(['en', 'fr', 'ko'])('reads the default version (%s)', (language) => {
    const wsl = read(`wsl-status-${language}`, 'wsl-version-en', 'wsl-list-en');
    expect(wsl).toMatchObject({ defaultVersion: 2, virtualMachinesOff: false });
  });

  it.each([
    ['wsl-status-inbox-en', '5.10.102.1', 2],
    ['wsl-status-inbox-zh', '5.10.102.1', 2],
    ['wsl-status-old-kernel-en', '4.19.128', 1],
  ])('reads the WSL of Windows itself, which has no --version (%s)', (status, kernel, defaultVersion) => {
    const wsl = read(status, 'wsl-version-refused-en', 'wsl-list-en', -1);
    expect(wsl).toMatchObject({ installed: true, version: null, kernel, defaultVersion, kernelAsked: false });
  });

  it.each(['wsl-status-no-kernel-en', 'wsl-status-no-kernel-1-en'])(
    'sees that it has no kernel (%s)',
    (status) => {
      const wsl = read(status, 'wsl-version-refused-en', 'wsl-list-en', -1);
      expect(wsl).toMatchObject({ installed: true, kernel: null, kernelAsked: true });
    },
  );

  it('sees that it may not start virtual machines', () => {
    expect(read('wsl-status-no-vm-en', 'wsl-version-en', 'wsl-list-en')).toMatchObject({
      virtualMachinesOff: true,
      defaultVersion: 2,
      kernelAsked: false,
    });
    const inbox = read('wsl-status-no-vm-inbox-en', 'wsl-version-refused-en', 'wsl-list-on-one-en', -1);
    expect(inbox).toMatchObject({ virtualMachinesOff: true, defaultVersion: 1, kernelAsked: false });
  });

  it.each(['en', 'ko'])('knows the stub that only offers to install it (%s)', (language) => {
    const stub = output(`windows/wsl-stub-${language}.txt`, 50);
    expect(readWsl(stub, stub, stub)).toEqual({ installed: false });
  });

  it('reads distributions, whose list is in English on a Korean Windows too', () => {
    expect(readWslList(text('windows/wsl-list-en.txt'))).toEqual([
      { name: 'Ubuntu', isDefault: true, state: 'Running', version: 2 },
      { name: 'Legacy', isDefault: false, state: 'Stopped', version: 1 },
      { name: 'Ubuntu-18.04', isDefault: false, state: 'Stopped', version: 1 },
      { name: 'docker-desktop', isDefault: false, state: 'Running', version: 2 },
    ]);
    expect(readWslList(text('windows/wsl-list-installing-ko.txt'))).toEqual([
      { name: 'Ubuntu', isDefault: false, state: 'Installing', version: 2 },
    ]);
  });

  it('reads the list of WSL 2.4, which marked no default', () => {
    const list = readWslList(text('windows/wsl-list-no-default-en.txt'));
    expect(list.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['MyPengwin', false],
      ['WLinux', false],
      ['docker-desktop', false],
      ['docker-desktop-data', false],
    ]);
  });

  it('would read a state with a blank in it', () => {
    expect(readWslList('  이름      상태       버전\n* Ubuntu    실행 중    2\n')).toEqual([
      { name: 'Ubuntu', isDefault: true, state: '실행 중', version: 2 },
    ]);
  });
});

describe('virtualisation of Windows', () => {
  const read = (name: string) => readWindowsVirtualisation(text(`windows/virtualisation-${name}.txt`));
  it('believes a running hypervisor more than the processor it hides', () => {
    expect(read('on')).toEqual({ supported: true, enabled: true });
    expect(read('off')).toEqual({ supported: true, enabled: false });
    expect(read('unsupported')).toEqual({ supported: false, enabled: false });
  });
});

describe('listeners', () => {
  it('reads /proc/net/tcp', () => {
    const sockets = readProcNet(text('linux/proc-net-tcp.txt'));
    expect(sockets).toHaveLength(7);
    expect(sockets[3]).toEqual({ port: 2024, inode: '1528' });
  });

  it('reads netstat and tasklist of a Korean Windows', () => {
    const names = readTasks(text('windows/tasklist-ko.txt'));
    expect(names.get(7788)).toBe('카카오톡.exe');
    const listeners = readNetstat(text('windows/netstat-ko.txt'), names);
    expect(listeners).toHaveLength(17);
    expect(listeners.slice(0, 4)).toEqual([
      { port: 80, process: 'System', pid: 4 },
      { port: 135, process: 'svchost.exe', pid: 880 },
      { port: 445, process: 'System', pid: 4 },
      { port: 808, process: null, pid: 4356 },
    ]);
    // What is connected already has a port on the other side.
    expect(readNetstat(text('windows/netstat-v6-ko.txt'), names)).toEqual([
      { port: 8080, process: 'java.exe', pid: 7588 },
    ]);
  });

  it('reads lsof', () => {
    expect(readLsof(text('linux/lsof-4.95.txt'))).toEqual([
      { port: 49152, process: 'OrbStack Helper', pid: 15516 },
      { port: 18080, process: 'OrbStack Helper', pid: 15516 },
      { port: 18081, process: 'com.docker.back', pid: 15517 },
    ]);
    // macOS writes a line more for each file.
    expect(readLsof(text('macos/lsof.txt'))).toEqual([
      { port: 80, process: 'nginx', pid: 812 },
      { port: 49152, process: 'OrbStack Helper', pid: 4711 },
    ]);
  });
});

describe('Linux', () => {
  it('reads which distribution it is', () => {
    const read = (release: string) => readOsRelease(release).distribution;
    expect(readOsRelease(text('linux/os-release-debian-12.txt'))).toEqual({
      distribution: 'debian',
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
    });
    expect(read('ID=linuxmint\nID_LIKE="ubuntu debian"')).toBe('ubuntu');
    expect(read('ID="rocky"\nID_LIKE="rhel centos fedora"')).toBe('fedora');
    expect(read('ID=manjaro\nID_LIKE=arch')).toBe('arch');
    expect(read("ID='opensuse-leap'\nID_LIKE='suse opensuse'")).toBe('suse');
    expect(read('ID=alpine')).toBe('other');
  });

  it('reads cgroups', () => {
    expect(readCgroups(text('linux/mountinfo-hybrid.txt'), '')).toEqual({
      version: 'hybrid',
      controllers: ['blkio', 'cpu', 'cpuset', 'devices', 'memory', 'pids'],
    });
    expect(readCgroups(text('linux/mountinfo-v2.txt'), text('linux/controllers-v2.txt'))).toEqual({
      version: 'v2',
      controllers: ['cpu', 'cpuset', 'io', 'memory', 'pids'],
    });
    expect(readCgroups('22 1 0:21 / / rw - ext4 /dev/vda rw', '')).toEqual({
      version: 'none',
      controllers: [],
    });
  });

  it('reads iptables', () => {
    expect(readIptables(0, text('linux/iptables-nft.txt'), '')).toMatchObject({
      version: 'v1.8.9',
      backend: 'nf_tables',
    });
    expect(readIptables(0, text('linux/iptables-legacy.txt'), '')).toMatchObject({ backend: 'legacy' });
    expect(readIptables(127, '', 'cannot execute')).toMatchObject({
      version: null,
      failure: 'cannot execute',
    });
  });

  it('reads a group', () => {
    const groups = text('linux/group-debian-12.txt');
    expect(readGroup(groups, 'docker', 'mina')).toEqual({ gid: 106, isMember: false });
    expect(readGroup('docker:x:106:kim,mina', 'docker', 'mina')).toEqual({ gid: 106, isMember: true });
    expect(readGroup('docker:x:106:minazoe', 'docker', 'mina')).toEqual({ gid: 106, isMember: false });
    expect(readGroup(groups, 'libvirt', 'mina')).toBeNull();
  });
});

describe('engine', () => {
  const read = (name: string): object => JSON.parse(bytes(`linux/${name}-20.10.json`).toString('utf8'));

  it('reads version and info, and compares clocks with the middle of the request', () => {
    const info = { ...read('info'), SystemTime: '2026-11-24T05:00:10.000000001Z' };
    const sent = Date.parse('2026-11-24T05:00:00Z');
    expect(readEngine(read('version'), info, sent, sent + 2000)).toMatchObject({
      product: 'Docker Engine',
      api: '1.41',
      minApi: '1.12',
      cgroupVersion: '1',
      clockOffset: 9000,
      clockError: 1000,
      mirrors: [],
      rootless: false,
    });
  });

  it('takes what is missing for nothing', () => {
    expect(readEngine({}, {}, 0, 0)).toMatchObject({
      product: '',
      clockOffset: null,
      warnings: [],
      mirrors: [],
    });
  });

  it('leaves user and password of proxies and mirrors out', () => {
    const info = {
      HttpProxy: 'http://me:se@cret/x@proxy:3128',
      RegistryConfig: { Mirrors: ['https://me:canary@mirror.example/'] },
    };
    const facts = readEngine({}, info, 0, 0);
    expect(facts.httpProxy).toBe('http://proxy:3128');
    expect(facts.mirrors).toEqual(['https://mirror.example/']);
    expect(registriesOf(facts)[0]).toEqual({ host: 'mirror.example', port: 443 });
  });
});

describe('config.json', () => {
  it('reads what is judged, and nothing secret', () => {
    const config = readConfig(
      JSON.stringify({
        auths: { 'r.example': { auth: 'canary' } },
        credsStore: 'desktop',
        credHelpers: { 'gcr.io': 'gcloud', 'eu.gcr.io': 'gcloud' },
        currentContext: 'colima',
        proxies: { default: { httpProxy: 'http://me:canary@p:1', noProxy: '*.local' } },
      }),
    );
    expect(config).toEqual({
      state: 'ok',
      line: null,
      currentContext: 'colima',
      helpers: ['desktop', 'gcloud'],
      proxies: ['http://p:1'],
    });
  });

  it('tells the line of a mistake', () => {
    expect(readConfig('{\n  "auths": {},\n}')).toMatchObject({ state: 'bad-json', line: 3 });
    expect(readConfig('{\n  "auths": {')).toMatchObject({ state: 'bad-json', line: 2 });
    expect(readConfig('[]')).toMatchObject({ state: 'bad-json', line: null });
  });
});

describe('addresses', () => {
  it('lose user, password, query and fragment', () => {
    expect(publicAddress('http://user:p@ss/word@host:1/x?token=canary#y')).toBe('http://host:1/x');
    expect(publicAddress('user:canary@host:1')).toBe('host:1');
    expect(publicAddress('unix:///var/run/docker.sock')).toBe('unix:///var/run/docker.sock');
  });

  it('have a host and a port', () => {
    expect(hostAndPort('proxy:3128')).toEqual({ host: 'proxy', port: 3128 });
    expect(hostAndPort('https://mirror.example')).toEqual({ host: 'mirror.example', port: 443 });
    expect(hostAndPort('http://[::1]:8080')).toEqual({ host: '::1', port: 8080 });
    expect(hostAndPort('http://')).toBeNull();
  });
});
