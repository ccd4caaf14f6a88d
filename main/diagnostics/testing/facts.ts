import type { EngineFacts, Fact, Facts, SystemFacts } from '../facts/types';

export const known = <T>(value: T): Fact<T> => ({ known: true, value });
export const late: Fact<never> = { known: false, why: 'late', detail: '' };

export const row: Facts['endpoint'] extends Fact<infer E> ? (E extends { row: infer R } ? R : never) : never =
  {
    url: 'unix:///var/run/docker.sock',
    source: 'default',
    context: 'default',
    host: 'localhost',
    remote: false,
  };

const linux: SystemFacts = {
  platform: 'linux',
  arch: 'x64',
  distribution: 'debian',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  release: '6.1.0-28-amd64',
  userName: 'mina',
  home: '/home/mina',
  hostName: 'workbench',
  uid: 1000,
  gids: [1000, 999],
  isWsl: false,
  systemd: true,
};

const engine: EngineFacts = {
  product: 'Docker Engine',
  version: '28.2.2',
  api: '1.50',
  minApi: '1.24',
  os: 'linux',
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  name: 'workbench',
  rootDir: '/var/lib/docker',
  storageDriver: 'overlay2',
  cgroupVersion: '2',
  cgroupDriver: 'systemd',
  warnings: [],
  mirrors: [],
  httpProxy: '',
  httpsProxy: '',
  noProxy: '',
  clockOffset: 3,
  clockError: 10,
  rootless: false,
};

const gigabyte = 1024 ** 3;

/** A Linux machine on which all is well. */
export const goodFacts: Facts = {
  system: linux,
  virtualisation: null,
  wsl: null,
  config: known({
    folder: '/home/mina/.docker',
    state: 'ok',
    line: null,
    currentContext: null,
    contexts: [],
    helpers: ['pass'],
    proxies: [],
  }),
  endpoint: known({
    dockerHost: null,
    dockerContext: null,
    tlsAsked: false,
    certFolder: null,
    row,
    kind: 'socket',
    address: '/var/run/docker.sock',
    tls: false,
    failure: null,
  }),
  dial: known({ error: null, file: 'socket', deletedUnder: null, gid: 999, mode: '0660' }),
  dockerGroup: known({ gid: 999, isMember: true }),
  answer: known({ ok: true, took: 4, failure: null }),
  engine: known(engine),
  containers: known([{ name: 'webserver', running: true, ports: [80] }]),
  programs: known({
    engines: [{ name: 'dockerd', path: '/usr/bin/dockerd' }],
    helpers: ['pass'],
    iptables: '/usr/sbin/iptables',
  }),
  processes: known([
    { name: 'dockerd', pid: 812 },
    { name: 'containerd', pid: 790 },
  ]),
  disk: known({
    path: '/var/lib/docker',
    free: 80 * gigabyte,
    total: 270 * gigabyte,
    inodes: 1000,
    freeInodes: 900,
  }),
  cgroup: known({ version: 'v2', controllers: ['cpu', 'cpuset', 'io', 'memory', 'pids'] }),
  firewall: known({ version: 'v1.8.9', backend: 'nf_tables', failure: null, forwarding: true }),
  listeners: known([{ port: 80, process: 'docker-proxy', pid: 900 }]),
  names: known([{ host: 'registry-1.docker.io', error: null }]),
  registries: known([{ host: 'registry-1.docker.io', port: 443, error: null }]),
  proxies: known({ own: {}, tried: [] }),
};

type ValueOf<F> = F extends Fact<infer V> | null ? V : never;

/** The good machine with parts of some facts changed; `null` and late facts take a fact's place. */
export function facts(
  changes: {
    [K in keyof Facts]?: K extends 'system' ? Partial<SystemFacts> : Partial<ValueOf<Facts[K]>> | Facts[K];
  },
  base: Facts = goodFacts,
): Facts {
  const entries = Object.entries(changes).map(([name, change]) => {
    const before: unknown = Reflect.get(base, name);
    if (change === null || Array.isArray(change) || (typeof change === 'object' && 'known' in change))
      return [name, Array.isArray(change) ? known(change) : change];
    if (name === 'system') return [name, { ...base.system, ...change }];
    const value = isKnown(before) ? before.value : {};
    return [name, known({ ...value, ...change })];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function isKnown(fact: unknown): fact is { known: true; value: object } {
  return typeof fact === 'object' && fact !== null && Reflect.get(fact, 'known') === true;
}

/** A Windows machine with Docker Desktop on WSL 2, on which all is well. */
export const windowsFacts: Facts = facts({
  system: {
    platform: 'win32',
    distribution: null,
    prettyName: '',
    release: '10.0.22631',
    home: 'C:\\Users\\mina',
    uid: null,
    gids: [],
    systemd: false,
  },
  virtualisation: known({ supported: true, enabled: true }),
  wsl: known({
    installed: true,
    version: '2.1.5.0',
    kernel: '5.15.146.1-2',
    kernelAsked: false,
    virtualMachinesOff: false,
    defaultVersion: 2,
    distributions: [
      { name: 'Ubuntu', isDefault: true, state: 'Running', version: 2 },
      { name: 'docker-desktop', isDefault: false, state: 'Running', version: 2 },
    ],
  }),
  endpoint: { address: '//./pipe/docker_engine' },
  dockerGroup: null,
  programs: {
    engines: [{ name: 'Docker Desktop', path: 'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe' }],
  },
  cgroup: null,
  firewall: null,
});
