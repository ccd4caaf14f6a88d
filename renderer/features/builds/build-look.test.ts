import type { BuildRow, BuildStep } from '@contract/builds';
import { expect, it } from 'vitest';
import { imageOf, tookOf } from './build-look';
import { stageState } from './stage-state';

const steps = (...states: BuildStep['state'][]) => states.map((state) => ({ state }) as BuildStep);

it.each([
  [[], 'waiting'],
  [['waiting', 'waiting'], 'waiting'],
  [['done', 'waiting'], 'running'],
  [['done', 'failed', 'running'], 'failed'],
  [['cached', 'cached'], 'cached'],
  [['cached', 'done'], 'done'],
  [['done', 'cancelled'], 'cancelled'],
] as [BuildStep['state'][], BuildStep['state']][])('a stage of %j is %s', (states, state) =>
  expect(stageState(steps(...states))).toBe(state),
);

it('runs what a build has made, by its tag where it has one', () => {
  const row = { imageId: 'sha256:1', state: 'done' } as BuildRow;
  expect(imageOf(row, ['a:1'])).toBe('a:1');
  expect(imageOf(row, [])).toBe('sha256:1');
  expect(imageOf({ ...row, state: 'failed' }, ['a:1'])).toBeNull();
});

it('tells how long a step took, or has taken', () => {
  expect(tookOf({ startedAt: 1, endedAt: 5 }, 9)).toBe(4);
  expect(tookOf({ startedAt: 1, endedAt: null }, 9)).toBe(8);
  expect(tookOf({ startedAt: null, endedAt: null }, 9)).toBeNull();
});
