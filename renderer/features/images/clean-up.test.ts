import { describe, expect, it } from 'vitest';
import { freedRange, planCleanUp } from './clean-up';
import type { ImageLine, ImageUse } from './image-rows';

const hour = 3_600_000;
const now = 1_000 * hour;
const line = (key: string, use: ImageUse, ageHours: number, size = 100): ImageLine => ({
  key,
  tag: use === 'dangling' ? null : key,
  use,
  users: [],
  image: {
    id: `id-${key}`,
    tags: use === 'dangling' ? [] : [key],
    digests: [],
    createdAt: now - ageHours * hour,
    size,
    labels: {},
  },
});
const lines = [
  line('used:1', 'in-use', 50),
  line('old:1', 'unused', 50),
  line('new:1', 'unused', 1),
  line('none', 'dangling', 5),
];
const keys = (found: readonly ImageLine[]) => found.map(({ key }) => key);

describe('a clean-up', () => {
  it.each([
    ['dangling', 0, ['none']],
    ['unused', 0, ['old:1', 'new:1', 'none']],
    ['unused', 24, ['old:1']],
    ['dangling', 24, []],
  ] as const)('of %s older than %i h hits %j', (which, olderThan, expected) => {
    expect(keys(planCleanUp(lines, { which, olderThan }, () => false, now).going)).toEqual(expected);
  });

  it('keeps what is protected and says so', () => {
    const plan = planCleanUp(lines, { which: 'unused', olderThan: 0 }, ({ key }) => key === 'old:1', now);
    expect(keys(plan.going)).toEqual(['new:1', 'none']);
    expect(keys(plan.kept)).toEqual(['old:1']);
  });
});

describe('the bytes that come back', () => {
  const two = [line('a:1', 'unused', 1, 100), line('b:1', 'unused', 1, 80)];
  it('are between what nobody shares and all', () => {
    const usage = { total: 500, shared: { 'id-a:1': 30, 'id-b:1': 30 } };
    expect(freedRange(two, usage)).toEqual({ least: 120, most: 180 });
    expect(freedRange(two, { ...usage, total: 150 })).toEqual({ least: 120, most: 150 });
  });

  it('are one number where nothing is shared, and only a limit where the engine does not tell', () => {
    expect(freedRange(two, { total: 500, shared: { 'id-a:1': 0, 'id-b:1': 0 } })).toEqual({
      least: 180,
      most: 180,
    });
    expect(freedRange(two, { total: 500, shared: { 'id-a:1': null, 'id-b:1': 0 } }).least).toBeNull();
    expect(freedRange(two, null)).toEqual({ least: null, most: 180 });
  });
});
