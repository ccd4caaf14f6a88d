import type { StateMessage } from '@contract/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from './store';
import { type TestSink, testSink, testVisibility } from './testing/test-sink';
import type { Cache } from './types';
import { stateWatch } from './watch';

describe('state.watch', () => {
  let cache: Cache;
  let sink: TestSink<StateMessage>;
  let visibility: ReturnType<typeof testVisibility>;
  let ended: Promise<void> | void;

  const open = () => {
    ended = stateWatch({ cache, visibility })['state.watch']({}, sink);
  };
  const change = (name: string, driver = 'local') => {
    cache.set('volumes', name, { name, driver, createdAt: null });
    vi.advanceTimersByTime(60);
  };
  const kinds = () => sink.items.map((message) => `${message.rev} ${message.kind}`);

  beforeEach(() => {
    vi.useFakeTimers();
    cache = createCache();
    sink = testSink();
    visibility = testVisibility();
  });

  afterEach(() => {
    sink.close();
    vi.useRealTimers();
  });

  it('begins with a snapshot and goes on with numbered patches', () => {
    change('a');
    open();
    change('b');
    change('c');
    expect(kinds()).toEqual(['1 snapshot', '2 patches', '3 patches']);
    expect(sink.items[0]).toMatchObject({ tables: { volumes: [['a', { name: 'a' }]] } });
    expect(sink.items[1]).toMatchObject({ patches: [{ table: 'volumes', key: 'b' }] });
  });

  it('sends a hidden window nothing, and a snapshot once it is shown', () => {
    visibility.set(false);
    open();
    change('a');
    expect(sink.items).toEqual([]);
    visibility.set(true);
    expect(kinds()).toEqual(['1 snapshot']);
    visibility.set(false);
    change('b');
    change('c');
    visibility.set(true);
    change('d');
    expect(kinds()).toEqual(['1 snapshot', '2 snapshot', '3 patches']);
    expect(sink.items[1]).toMatchObject({
      tables: {
        volumes: [
          ['a', {}],
          ['b', {}],
          ['c', {}],
        ],
      },
    });
  });

  it('queues nothing for a view that lags: it gets one snapshot when it has caught up', async () => {
    open();
    sink.lag();
    change('a');
    for (let index = 0; index < 100; index += 1) change('b', `driver ${index}`);
    expect(kinds()).toEqual(['1 snapshot', '2 patches']);
    sink.catchUp();
    await vi.advanceTimersByTimeAsync(1);
    expect(kinds()).toEqual(['1 snapshot', '2 patches', '3 snapshot']);
    expect(sink.items[2]).toMatchObject({
      tables: {
        volumes: [
          ['a', {}],
          ['b', { driver: 'driver 99' }],
        ],
      },
    });
  });

  it('sends no snapshot to a view that lagged but missed nothing', async () => {
    open();
    sink.lag();
    change('a');
    sink.catchUp();
    await vi.advanceTimersByTimeAsync(1);
    change('b');
    expect(kinds()).toEqual(['1 snapshot', '2 patches', '3 patches']);
  });

  it('ends with its view', async () => {
    open();
    sink.close();
    await ended;
    change('a');
    visibility.set(true);
    expect(sink.items).toHaveLength(1);
  });
});
