import type { EngineDetails } from '@contract/engine';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { hostRows, versionRows } from './detail-rows';

const t = ((key: string, values?: object) =>
  values ? `${key} ${JSON.stringify(values)}` : key) as unknown as TFunction;

const details: EngineDetails = {
  components: [
    { name: 'Engine', version: '28.2.2', details: {} },
    {
      name: 'containerd',
      version: '1.7.27',
      details: { GitCommit: '05044ec0a9a75232cad458027ca83437aae3f4da' },
    },
    { name: 'docker-init', version: '0.19.0', details: { GitCommit: 'de40ad0' } },
    { name: 'runc', version: 'v1.2.5-0-g59923ef', details: { GitCommit: '59923ef' } },
  ],
  gitCommit: '45873be',
  goVersion: 'go1.24.3',
  buildTime: 'not a date',
  os: 'linux',
  arch: 'amd64',
  kernel: '6.8.0',
  operatingSystem: 'Ubuntu 24.04',
  name: '',
  cpus: 8,
  memory: 0,
  storageDriver: 'overlay2',
  cgroupVersion: '2',
  cgroupDriver: 'systemd',
  rootDir: '/var/lib/docker',
  filesystem: 'extfs',
  loggingDriver: 'json-file',
  runtimes: ['io.containerd.runc.v2', 'runc'],
  defaultRuntime: 'runc',
  security: ['seccomp (builtin)'],
  registries: { mirrors: [], insecure: ['127.0.0.0/8'] },
  proxies: { http: '', https: '', except: '' },
  liveRestore: false,
  containers: { total: 0, running: 0, paused: 0, stopped: 0 },
  images: 0,
  warnings: [],
};
const version = {
  product: 'Docker Engine',
  engine: '28.2.2',
  api: '1.50',
  minApi: '1.24',
  negotiated: '1.47',
  os: 'linux',
  arch: 'amd64',
};

describe('the version table', () => {
  const rows = new Map(versionRows(t, version, details).map(({ label, value }) => [label, value]));

  it('lists the programs beside the engine once, with a commit where it says more', () => {
    expect(rows.get('containerd')).toBe('1.7.27 (05044ec0a9a7)');
    expect(rows.get('docker-init')).toBe('0.19.0 (de40ad0)');
    expect(rows.get('runc')).toBe('v1.2.5-0-g59923ef');
    expect(rows.has('Engine')).toBe(false);
  });

  it('keeps a build time it cannot read', () => expect(rows.get('engine:built')).toBe('not a date'));
});

it('leaves out what the engine does not tell', () => {
  const labels = hostRows(t, details).map(({ label }) => label);
  expect(labels).toContain('engine:cpus');
  expect(labels).not.toContain('engine:memory');
  expect(labels).not.toContain('engine:host');
});
