import type { ContainerRow } from '@contract/containers';
import type { EngineRow } from '@contract/engine';
import type { Snapshot } from '@contract/state';
import { describe, expect, it } from 'vitest';
import { applyPatches, fromSnapshot, steadyEngine } from './mirror';

const container = (id: string): ContainerRow => ({
  id,
  name: id,
  image: 'nginx',
  imageId: 'sha256:0',
  state: 'running',
  health: null,
  exitCode: null,
  ports: [],
  createdAt: 0,
  since: null,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
});

const snapshot: Snapshot = {
  engine: [],
  lists: [['containers', { state: 'ready', error: null }]],
  containers: [
    ['a', container('a')],
    ['b', container('b')],
  ],
  images: [],
  networks: [],
  volumes: [],
  tasks: [],
  builds: [],
  settings: [],
};

describe('the mirror', () => {
  it('takes every table from a snapshot', () => {
    const tables = fromSnapshot(snapshot);
    expect([...tables.containers.keys()]).toEqual(['a', 'b']);
    expect(tables.lists.get('containers')?.state).toBe('ready');
  });

  it('changes only the patched row, and leaves other tables and rows identical', () => {
    const before = fromSnapshot(snapshot);
    const after = applyPatches(before, [
      { table: 'containers', key: 'a', row: { ...container('a'), state: 'exited' } },
      { table: 'containers', key: 'c', row: container('c') },
    ]);
    expect(after.containers.get('a')?.state).toBe('exited');
    expect(after.containers.get('b')).toBe(before.containers.get('b'));
    expect(after.containers.has('c')).toBe(true);
    expect(after.images).toBe(before.images);
    expect(before.containers.get('a')?.state).toBe('running');
  });

  it('removes a row on null', () => {
    const after = applyPatches(fromSnapshot(snapshot), [{ table: 'containers', key: 'b', row: null }]);
    expect([...after.containers.keys()]).toEqual(['a']);
  });
});

it('keeps the engine the same object over heartbeats, and only over them', () => {
  const row = { state: 'running', epoch: 1, lastAnswerAt: 1, endpoint: { url: 'unix:///a' } } as EngineRow;
  expect(steadyEngine(row)).toBe(row);
  expect(steadyEngine({ ...row, lastAnswerAt: 2, endpoint: { ...row.endpoint } })).toBe(row);
  const frozen: EngineRow = { ...row, state: 'unresponsive', lastAnswerAt: 2 };
  expect(steadyEngine(frozen)).toBe(frozen);
  expect(steadyEngine(row)).toBe(row);
  expect(steadyEngine(undefined)).toBeUndefined();
});
