import type { ServerResponse } from 'node:http';
import type { ContainerRow } from '@contract/containers';
import type { ContainerUsage } from '@contract/stats';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { type TestSink, testSink, testVisibility } from '../cache/testing/test-sink';
import type { Cache } from '../cache/types';
import { containerStatsStream } from './container-stats';

const id = 'a'.repeat(64);
const reading = (second: number) =>
  `${JSON.stringify({
    read: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
    cpu_stats: { cpu_usage: { total_usage: second * 1e8 }, system_cpu_usage: second * 2e9, online_cpus: 2 },
    memory_stats: { usage: second, limit: 1000 },
  })}\n`;

describe('container.stats', () => {
  let engine: TestEngine;
  let cache: Cache;
  let visibility: ReturnType<typeof testVisibility>;
  let open: Set<ServerResponse>;
  let asked: number;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    open = new Set();
    asked = 0;
    answer = (response) => {
      response.writeHead(200);
      response.write(reading(1));
      response.write(reading(2));
      open.add(response);
      response.on('close', () => open.delete(response));
    };
    engine = await startTestEngine(({ query }, response) => {
      expect(query.get('stream')).toBe('1');
      asked += 1;
      answer(response);
    });
    cache = createCache();
    visibility = testVisibility();
    setState('running');
    engine.connect();
  });

  afterEach(() => engine.dispose());

  const setState = (state: ContainerRow['state']) =>
    cache.set('containers', id, { id, state } as ContainerRow);
  const handlers = () => containerStatsStream({ connection: engine.connection, cache, visibility });
  function start(of = handlers()): TestSink<ContainerUsage> {
    const sink = testSink<ContainerUsage>();
    void Promise.resolve(of['container.stats']({ id }, sink)).catch((error) => sink.fail(error));
    return sink;
  }

  it('opens one request, and closes it when the view goes', async () => {
    const sink = start();
    await vi.waitFor(() => expect(sink.items).toHaveLength(2));
    expect(sink.items.map(({ cpu }) => cpu)).toEqual([null, 10]);
    expect(open.size).toBe(1);
    sink.close();
    await vi.waitFor(() => expect(open.size).toBe(0));
    expect(asked).toBe(1);
  });

  it('remembers what it has read for the next view', async () => {
    const stream = handlers();
    const first = start(stream);
    await vi.waitFor(() => expect(first.items).toHaveLength(2));
    first.close();
    setState('exited');
    const second = start(stream);
    expect(second.items).toEqual(first.items);
    second.close();
  });

  it('reads nothing of a stopped container, and goes on when it runs', async () => {
    setState('exited');
    const sink = start();
    expect(asked).toBe(0);
    setState('running');
    await vi.waitFor(() => expect(open.size).toBe(1));
    setState('paused');
    await vi.waitFor(() => expect(open.size).toBe(0));
    sink.close();
  });

  it('reads nothing while the window is hidden', async () => {
    const sink = start();
    await vi.waitFor(() => expect(open.size).toBe(1));
    visibility.set(false);
    await vi.waitFor(() => expect(open.size).toBe(0));
    expect(asked).toBe(1);
    visibility.set(true);
    await vi.waitFor(() => expect(open.size).toBe(1));
    sink.close();
  });

  it('keeps only the latest for a view that lags', async () => {
    const stream = handlers();
    const sink = start(stream);
    await vi.waitFor(() => expect(sink.items).toHaveLength(2));
    sink.lag();
    const [response] = open;
    for (const second of [3, 4, 5, 6, 7]) response?.write(reading(second));
    await vi.waitFor(() => {
      const other = start(stream);
      other.close();
      expect(other.items.at(-1)?.memory).toBe(7);
    });
    expect(sink.items).toHaveLength(3);
    sink.catchUp();
    await vi.waitFor(() => expect(sink.items).toHaveLength(4));
    expect(sink.items.map(({ memory }) => memory)).toEqual([1, 2, 3, 7]);
    sink.close();
  });

  it('ends when the container is gone', async () => {
    answer = (response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'No such container' }));
    };
    const sink = start();
    await vi.waitFor(() => expect(sink.signal.aborted).toBe(true));
    expect(sink.error).toBeNull();
  });

  it('says what the engine says when it keeps refusing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    answer = (response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'no cgroup' }));
    };
    const sink = start();
    await vi.waitFor(
      () => {
        vi.advanceTimersByTime(500);
        expect(sink.error?.message).toContain('no cgroup');
      },
      { timeout: 5000 },
    );
    expect(asked).toBe(3);
    vi.useRealTimers();
  });
});
