import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onTick } from './use-now';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('keeps one clock for all that tick alike, and none when nobody looks', () => {
  const [a, b, slow] = [vi.fn(), vi.fn(), vi.fn()];
  const off = [onTick(5000, a)];
  vi.advanceTimersByTime(2000);
  off.push(onTick(5000, b), onTick(60_000, slow));
  expect(vi.getTimerCount()).toBe(2);
  vi.advanceTimersByTime(3000);
  // In one go, however much later it has been asked for.
  expect(a).toHaveBeenCalledTimes(1);
  expect(b).toHaveBeenCalledExactlyOnceWith(a.mock.calls[0]?.[0]);
  expect(slow).not.toHaveBeenCalled();
  for (const end of off) end();
  expect(vi.getTimerCount()).toBe(0);
});

it('can be left by the one it has just called', () => {
  const other = vi.fn();
  const off = onTick(1000, () => off());
  const offOther = onTick(1000, other);
  vi.advanceTimersByTime(2000);
  expect(other).toHaveBeenCalledTimes(2);
  offOther();
});
