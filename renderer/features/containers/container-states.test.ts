import type { ContainerRow, ContainerState, Health } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { canDo, isDeletableStopped, isRunning, isStopped, isUnhealthy } from './container-states';

const row = (state: ContainerState, health: Health | null = null): ContainerRow => ({
  id: 'a'.repeat(64),
  name: 'web',
  image: 'nginx',
  imageId: `sha256:${'b'.repeat(64)}`,
  state,
  health,
  exitCode: null,
  ports: [],
  createdAt: 0,
  since: null,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
});
const states: ContainerState[] = ['created', 'running', 'paused', 'restarting', 'exited', 'dead', 'removing'];
const which = (test: (row: ContainerRow) => boolean) => states.filter((state) => test(row(state)));

describe('filters', () => {
  it('runs what docker ps shows, stops the rest', () => {
    expect(which(isRunning)).toEqual(['running', 'paused', 'restarting']);
    expect(which(isStopped)).toEqual(['created', 'exited', 'dead', 'removing']);
  });

  it('calls only running ones unhealthy: a stopped one keeps its last health', () => {
    expect(isUnhealthy(row('running', 'unhealthy'))).toBe(true);
    expect(isUnhealthy(row('running', 'starting'))).toBe(false);
    expect(isUnhealthy(row('exited', 'unhealthy'))).toBe(false);
  });
});

describe('actions', () => {
  it.each([
    ['start', ['created', 'exited']],
    ['stop', ['running', 'paused', 'restarting']],
    ['restart', ['running', 'paused', 'restarting', 'exited']],
    ['pause', ['running']],
    ['resume', ['paused']],
    ['kill', ['running', 'paused', 'restarting']],
  ] as const)('%s works on %j', (action, expected) => {
    expect(which((one) => canDo(action, one))).toEqual(expected);
  });

  it('deletes all that is stopped but what is being removed', () => {
    expect(which(isDeletableStopped)).toEqual(['created', 'exited', 'dead']);
  });
});
