// @vitest-environment happy-dom
import type { ContainerRow, ContainerState } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { containerActionTable } from './action-table';

const row = (state: ContainerState): ContainerRow => ({
  id: 'a'.repeat(64),
  name: 'web',
  image: 'nginx',
  imageId: `sha256:${'b'.repeat(64)}`,
  state,
  health: null,
  exitCode: null,
  ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0'] }],
  createdAt: 0,
  since: null,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
});

describe('the actions of containers', () => {
  it.each(['created', 'running', 'paused', 'restarting', 'exited', 'dead', 'removing'] as const)(
    'each have a key of their own while it is %s',
    (state) => {
      const actions = containerActionTable.filter(({ applies }) => applies(row(state)));
      const keys = actions.map(({ key }) => key);
      expect(actions.filter(({ key }) => key === undefined).map(({ id }) => id)).toEqual([]);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('say what the docker CLI does the same with, unless a dialog does or only Lighter knows them', () => {
    const silent = containerActionTable.filter(({ cli }) => !cli).map(({ id }) => id);
    expect(silent).toEqual([
      // Their dialogs say it.
      ...['signal', 'rename', 'edit', 'change-image', 'limits'],
      // Lighter's own.
      ...['pin', 'unpin', 'protect', 'unprotect'],
      ...['duplicate', 'commit', 'copy-to'],
      // These give the line itself.
      ...['copy-run', 'copy-compose'],
    ]);
  });
});
