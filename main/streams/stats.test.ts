import type { ServerResponse } from 'node:http';
import type { ContainerRow, StatsUpdate } from '@contract/containers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { type TestSink, testSink, testVisibility } from '../cache/testing/test-sink';
import type { Cache } from '../cache/types';
import { statsStream } from './stats';

const id = (n: number) => n.toString(16).padStart(64, '0');
const reading = (round: number) =>
  `${JSON.stringify({
    cpu_stats: { cpu_usage: { total_usage: round * 100 }, system_cpu_usage: round * 1000, online_cpus: 2 },
    memory_stats: { usage: 100, limit: 1000 },
    read: new Date(Date.UTC(2026, 0, 1) + round * 1000).toISOString(),
    networks: { eth0: { rx_bytes: round * 2000, tx_bytes: 0 } },
  })}\n`;

describe('containers.stats', () => {
  let engine: TestEngine;
  let cache: Cache;
  let sink: TestSink<StatsUpdate, { visible: string[] }>;
  let visibility: ReturnType<typeof testVisibility>;
  /** Stream answers that are open, by container. */
  let open: Map<string, ServerResponse>;
  let oneShots: string[];

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    open = new Map();
    oneShots = [];
    engine = await startTestEngine(({ path, query }, response) => {
      const key = path.split('/')[2] ?? '';
      response.writeHead(200);
      response.write(reading(1));
      if (query.get('stream') === '1') {
        response.write(reading(2));
        open.set(key, response);
        response.on('close', () => open.delete(key));
      } else {
        oneShots.push(key);
        response.end();
      }
    });
    cache = createCache();
    visibility = testVisibility();
    sink = testSink();
  });

  afterEach(async () => {
    sink.close();
    vi.useRealTimers();
    await engine.dispose();
  });

  const run = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      cache.set('containers', id(n), { id: id(n), state: 'running' } as ContainerRow);
    }
  };
  const start = () =>
    void statsStream({ connection: engine.connection, cache, visibility })['containers.stats']({}, sink);
  const round = () => vi.advanceTimersByTime(1000);
  const last = () => sink.items.at(-1);

  it('streams the rows in view, reads the others one by one, and sums them all', async () => {
    run(3);
    engine.connect();
    start();
    sink.control({ visible: [id(0)] });
    await vi.waitFor(() => {
      round();
      expect(last()?.sum.sampled).toBe(3);
      expect(last()?.rows[id(0)]?.cpu).toBe(20);
    });
    expect([...open.keys()]).toEqual([id(0)]);
    expect(new Set(oneShots)).toEqual(new Set([id(0), id(1), id(2)]));
    expect(last()?.rows).toEqual({
      [id(0)]: { cpu: 20, memory: 100, memoryLimit: 1000, network: expect.anything() },
    });
    expect(last()?.rows[id(0)]?.network?.in).toBeGreaterThan(0);
    expect(last()?.sum).toMatchObject({ memory: 300, running: 3 });
  });

  it('keeps to twenty streams, and follows the rows that come into view', async () => {
    run(60);
    engine.connect();
    start();
    sink.control({ visible: Array.from({ length: 40 }, (_, n) => id(n)) });
    await vi.waitFor(() => expect(open.size).toBe(20));
    sink.control({ visible: [id(50)] });
    await vi.waitFor(() => expect([...open.keys()]).toEqual([id(50)]));
  });

  it('says nothing when nothing has changed', async () => {
    engine.connect();
    start();
    for (let n = 0; n < 10; n += 1) round();
    expect(sink.items).toEqual([{ rows: {}, sum: { cpu: 0, memory: 0, sampled: 0, running: 0 } }]);
  });

  it('reads nothing while the window is hidden, and again once it is shown', async () => {
    run(1);
    engine.connect();
    start();
    sink.control({ visible: [id(0)] });
    await vi.waitFor(() => expect(open.size).toBe(1));
    visibility.set(false);
    await vi.waitFor(() => expect(open.size).toBe(0));
    const asked = engine.requests.length;
    round();
    round();
    expect(engine.requests).toHaveLength(asked);
    visibility.set(true);
    await vi.waitFor(() => expect(open.size).toBe(1));
  });

  it('forgets what has stopped', async () => {
    run(2);
    engine.connect();
    start();
    sink.control({ visible: [id(0), id(1)] });
    await vi.waitFor(() => {
      round();
      expect(last()?.sum.sampled).toBe(2);
    });
    cache.set('containers', id(0), { id: id(0), state: 'exited' } as ContainerRow);
    await vi.waitFor(() => {
      round();
      expect(last()?.sum).toMatchObject({ sampled: 1, running: 1 });
    });
    expect(Object.keys(last()?.rows ?? {})).toEqual([id(1)]);
    await vi.waitFor(() => expect([...open.keys()]).toEqual([id(1)]));
  });

  it('closes its requests when the view goes', async () => {
    run(1);
    engine.connect();
    start();
    sink.control({ visible: [id(0)] });
    await vi.waitFor(() => expect(open.size).toBe(1));
    sink.close();
    await vi.waitFor(() => expect(open.size).toBe(0));
  });
});
