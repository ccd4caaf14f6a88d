import { describe, expect, it } from 'vitest';
import { isTotalKnown, type Mark, speedOf, timeLeft, withMark } from './speed';

const marks = (...list: [at: number, bytes: number][]) =>
  list.reduce<Mark[]>((all, [at, bytes]) => withMark(all, { at, bytes }), []);

describe('the speed of a pull', () => {
  it('is bytes a second', () => expect(speedOf(marks([0, 0], [1000, 500], [2000, 4000]))).toBe(2000));
  it('is unknown before there is something to measure', () => {
    expect(speedOf([])).toBeNull();
    expect(speedOf(marks([0, 0]))).toBeNull();
    expect(speedOf(marks([0, 0], [200, 5000]))).toBeNull();
    expect(speedOf(marks([0, 10], [2000, 10]))).toBeNull();
  });
  it('forgets what is older than five seconds', () =>
    expect(speedOf(marks([0, 0], [10_000, 1_000_000], [12_000, 1_002_000]))).toBe(1000));
  it('starts afresh after a step back', () =>
    expect(marks([0, 100], [1000, 50])).toEqual([{ at: 1000, bytes: 50 }]));
  it('tells the time left', () => {
    expect(timeLeft(5000, 1000)).toBe(5000);
    expect(timeLeft(5000, null)).toBeNull();
    expect(timeLeft(0, 1000)).toBeNull();
  });
});

describe('isTotalKnown', () => {
  const layer = (status: string, total: number | null) => ({ id: 'a', status, current: null, total });
  const isDone = (status: string) => status === 'Already exists';

  it('is false while a layer waits whose size nobody has told yet', () => {
    expect(isTotalKnown([layer('Downloading', 10), layer('Waiting', null)], isDone)).toBe(false);
    expect(isTotalKnown([layer('Downloading', 10), layer('Waiting', 20)], isDone)).toBe(true);
  });

  it('does not wait for the size of a layer that is there already', () => {
    expect(isTotalKnown([layer('Downloading', 10), layer('Already exists', null)], isDone)).toBe(true);
  });
});
