import type { Patch } from '@contract/state';
import type { VolumeRow } from '@contract/volumes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from './store';
import type { Cache } from './types';

const volume = (name: string, driver = 'local'): VolumeRow => ({ name, driver, createdAt: 1 });

describe('the cache', () => {
  let cache: Cache;
  let rounds: Patch[][];

  beforeEach(() => {
    vi.useFakeTimers();
    cache = createCache();
    rounds = [];
    cache.subscribe((patches) => rounds.push(patches));
  });

  afterEach(() => {
    cache.dispose();
    vi.useRealTimers();
  });

  it('sends the first change after a rest at once, and what follows within 50 ms together', () => {
    cache.set('volumes', 'a', volume('a'));
    vi.advanceTimersByTime(1);
    expect(rounds).toEqual([[{ table: 'volumes', key: 'a', row: volume('a') }]]);
    cache.set('volumes', 'b', volume('b'));
    vi.advanceTimersByTime(20);
    cache.set('volumes', 'b', volume('b', 'nfs'));
    cache.set('volumes', 'a', null);
    expect(rounds).toHaveLength(1);
    vi.advanceTimersByTime(30);
    expect(rounds[1]).toEqual([
      { table: 'volumes', key: 'b', row: volume('b', 'nfs') },
      { table: 'volumes', key: 'a', row: null },
    ]);
  });

  it('sends at once what somebody cannot wait for, and not again later', () => {
    cache.set('volumes', 'a', volume('a'));
    vi.advanceTimersByTime(1);
    cache.set('volumes', 'b', volume('b'));
    expect(rounds).toHaveLength(1);
    cache.flush();
    expect(rounds[1]).toEqual([{ table: 'volumes', key: 'b', row: volume('b') }]);
    vi.advanceTimersByTime(100);
    cache.flush();
    expect(rounds).toHaveLength(2);
  });

  it('neither patches nor replaces a row that says the same', () => {
    const row = volume('a');
    cache.set('volumes', 'a', row);
    vi.advanceTimersByTime(100);
    cache.set('volumes', 'a', volume('a'));
    cache.set('volumes', 'missing', null);
    vi.advanceTimersByTime(100);
    expect(rounds).toHaveLength(1);
    expect(cache.get('volumes', 'a')).toBe(row);
  });

  it('turns a new list into the differences only', () => {
    const kept = volume('kept');
    cache.replace('volumes', [
      ['kept', kept],
      ['changed', volume('changed')],
      ['gone', volume('gone')],
    ]);
    vi.advanceTimersByTime(100);
    cache.replace('volumes', [
      ['kept', volume('kept')],
      ['changed', volume('changed', 'nfs')],
      ['new', volume('new')],
    ]);
    vi.advanceTimersByTime(100);
    expect(rounds[1]).toEqual([
      { table: 'volumes', key: 'changed', row: volume('changed', 'nfs') },
      { table: 'volumes', key: 'new', row: volume('new') },
      { table: 'volumes', key: 'gone', row: null },
    ]);
    expect(cache.get('volumes', 'kept')).toBe(kept);
    expect(cache.snapshot().volumes.map(([key]) => key)).toEqual(['kept', 'changed', 'new']);
  });

  it('sets one row of ten thousand without going through the others', () => {
    cache.replace(
      'volumes',
      Array.from({ length: 10_000 }, (_, index) => [`v${index}`, volume(`v${index}`)] as const),
    );
    vi.advanceTimersByTime(100);
    const before = [...cache.rows('volumes').values()];
    cache.set('volumes', 'v5000', volume('v5000', 'nfs'));
    vi.advanceTimersByTime(100);
    expect(rounds[1]).toHaveLength(1);
    expect([...cache.rows('volumes').values()].filter((row, index) => row !== before[index])).toHaveLength(1);
  });

  it('stops telling a listener that has left', () => {
    const listener = vi.fn();
    cache.subscribe(listener)();
    cache.set('volumes', 'a', volume('a'));
    vi.advanceTimersByTime(100);
    expect(listener).not.toHaveBeenCalled();
  });
});
