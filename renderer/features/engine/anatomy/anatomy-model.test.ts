import type { ContainerProcess } from '@contract/anatomy';
import type { ContainerRow } from '@contract/containers';
import type { EngineDetails } from '@contract/engine';
import { expect, it } from 'vitest';
import { chainOf, livingContainers, runtimeProgram } from './anatomy-model';

const version = {
  product: 'Docker Engine',
  engine: '28.2.2',
  api: '1.50',
  minApi: '1.24',
  negotiated: '1.50',
  os: 'linux',
  arch: 'amd64',
};
const withComponents = (components: Record<string, string>) =>
  ({
    components: Object.entries(components).map(([name, its]) => ({ name, version: its, details: {} })),
    liveRestore: false,
  }) as unknown as EngineDetails;

it('names the chain of a Docker engine', () => {
  const chain = chainOf(version, withComponents({ Engine: '28.2.2', containerd: '1.7.27', runc: '1.2.5' }));
  expect(chain).toMatchObject({
    podman: false,
    daemon: { name: 'dockerd', version: '28.2.2', api: '1.50' },
    keeper: { version: '1.7.27' },
    shim: 'shim',
  });
  expect(chain.runtimes.get('runc')).toBe('1.2.5');
});

it('does not guess a version the engine leaves out', () => {
  const chain = chainOf(version, withComponents({ Engine: '28.2.2' }));
  expect(chain.keeper).toEqual({ version: '' });
  expect(chain.runtimes.get('runc')).toBeUndefined();
});

it('knows that Podman has no dockerd and no containerd', () => {
  const chain = chainOf(
    version,
    withComponents({
      'Podman Engine': '4.3.1',
      Conmon: 'conmon version 2.1.6, commit: unknown',
      'OCI Runtime (crun)': 'crun version 1.8.1\ncommit: f8a096be',
    }),
  );
  expect(chain).toMatchObject({ podman: true, daemon: { name: 'podman' }, keeper: null, shim: 'conmon' });
  expect(chain.runtimes.get('crun')).toBe('1.8.1');
});

it('shows what lives, last started first', () => {
  const row = (name: string, state: string, since: number) => ({ name, state, since }) as ContainerRow;
  const rows = [
    row('old', 'running', 1),
    row('gone', 'exited', 9),
    row('new', 'running', 5),
    row('held', 'paused', 3),
    row('again', 'restarting', 8),
  ];
  expect(livingContainers(rows).map(({ name }) => name)).toEqual(['new', 'held', 'old']);
});

it.each([
  ['runc', 'runc'],
  ['io.containerd.runc.v2', 'runc'],
  ['crun', 'crun'],
  ['io.containerd.kata.v2', 'io.containerd.kata.v2'],
  ['', ''],
])('the runtime %j is %j', (runtime, program) =>
  expect(runtimeProgram({ runtime } as ContainerProcess)).toBe(program),
);
