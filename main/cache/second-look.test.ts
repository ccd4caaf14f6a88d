import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSecondLook } from './second-look';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('looks at an object six times after its last event, and then never again', () => {
  const from = performance.now();
  const looks: [string, number][] = [];
  const again = createSecondLook((keys) => {
    for (const key of keys) looks.push([key, performance.now() - from]);
  });
  again.add('a');
  vi.advanceTimersByTime(30);
  // Another event: it all begins anew.
  again.add('a');
  vi.advanceTimersByTime(60_000);
  expect(looks).toEqual([20, 50, 75, 120, 230, 530, 1530].map((at) => ['a', at]));
  expect(vi.getTimerCount()).toBe(0);
});

it('looks no more at what has come to rest, and goes on with the rest', () => {
  const looks: string[] = [];
  const again = createSecondLook((keys) => {
    looks.push(...keys);
  });
  again.add('a');
  again.add('b');
  vi.advanceTimersByTime(20);
  again.drop('a');
  vi.advanceTimersByTime(60_000);
  expect(looks).toEqual(['a', ...Array(6).fill('b')]);
  expect(vi.getTimerCount()).toBe(0);
});

it('looks at nothing any more once it is closed', () => {
  const onDue = vi.fn();
  const again = createSecondLook(onDue);
  again.add('a');
  again.close();
  vi.advanceTimersByTime(5000);
  expect(onDue).not.toHaveBeenCalled();
});
