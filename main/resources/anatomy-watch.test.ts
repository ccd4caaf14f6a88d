import type { AnatomyUpdate } from '@contract/anatomy';
import type { ContainerRow } from '@contract/containers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { type TestSink, testSink, testVisibility } from '../cache/testing/test-sink';
import type { Cache } from '../cache/types';
import { createCallMeter } from '../engine/call-meter';
import { anatomyHandlers } from './anatomy-handlers';
import { anatomyWatch } from './anatomy-watch';

const id = (n: number) => n.toString(16).padStart(64, '0');

describe('anatomy.watch', () => {
  let engine: TestEngine;
  let cache: Cache;
  let sink: TestSink<AnatomyUpdate, { shown: string[] }>;
  let visibility: ReturnType<typeof testVisibility>;
  let pid: number;
  let topFails: boolean;
  const shims = new Map<number, string[]>();
  const meter = createCallMeter();

  beforeEach(async () => {
    pid = 100;
    topFails = false;
    shims.clear();
    engine = await startTestEngine(({ path }, response) => {
      if (path.endsWith('/json'))
        json(response, {
          Path: '/usr/bin/entry.sh',
          State: { Pid: pid },
          HostConfig: { Runtime: 'runc' },
        });
      else if (topFails) json(response, { message: 'no ps here' }, 500);
      else
        json(response, {
          Titles: ['PID', 'PPID', 'COMMAND'],
          Processes: [
            ['999', '90', 'exec'],
            [String(pid), '90', 'nginx'],
          ],
        });
    });
    cache = createCache();
    visibility = testVisibility();
    sink = testSink();
    engine.connect();
  });

  afterEach(async () => {
    sink.close();
    cache.dispose();
    await engine.dispose();
  });

  const run = (n: number, more: Partial<ContainerRow> = {}) =>
    cache.set('containers', id(n), { id: id(n), state: 'running', since: 1, ...more } as ContainerRow);
  const start = () =>
    void anatomyWatch({
      connection: engine.connection,
      cache,
      visibility,
      meter,
      commandLine: async (wanted) => shims.get(wanted) ?? null,
    })['anatomy.watch']({}, sink);
  const of = (n: number) => sink.items.at(-1)?.processes[id(n)];

  it('tells main process, runtime, and the shim that this machine confirms', async () => {
    shims.set(90, ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id(1)]);
    run(1);
    start();
    sink.control({ shown: [id(1)] });
    await vi.waitFor(() =>
      expect(of(1)).toEqual({
        pid: 100,
        name: 'nginx',
        command: 'entry.sh',
        runtime: 'runc',
        shim: { pid: 90, name: 'containerd-shim-runc-v2' },
      }),
    );
  });

  it('takes no process of this machine for the shim because of its number alone', async () => {
    shims.set(90, ['/usr/bin/containerd-shim-runc-v2', '-id', id(7)]);
    run(1);
    start();
    sink.control({ shown: [id(1)] });
    await vi.waitFor(() => expect(of(1)?.pid).toBe(100));
    expect(of(1)?.shim).toBeNull();
  });

  it('says what is known where the engine cannot list processes', async () => {
    topFails = true;
    run(1);
    start();
    sink.control({ shown: [id(1)] });
    await vi.waitFor(() =>
      expect(of(1)).toMatchObject({ pid: 100, name: null, command: 'entry.sh', shim: null }),
    );
  });

  it('reads only what is shown and lives, and again only when its row changes', async () => {
    run(1);
    run(2);
    run(3, { state: 'exited' });
    start();
    sink.control({ shown: [id(1), id(3)] });
    await vi.waitFor(() => expect(of(1)?.pid).toBe(100));
    expect(engine.requests.every(({ path }) => path.includes(id(1)))).toBe(true);
    const before = engine.requests.length;
    run(2, { since: 2 });
    pid = 200;
    run(1, { since: 2 });
    await vi.waitFor(() => expect(of(1)?.pid).toBe(200));
    expect(engine.requests.length).toBe(before + 2);
    run(1, { state: 'exited' });
    await vi.waitFor(() => expect(of(1)).toBeUndefined());
    expect(engine.requests.length).toBe(before + 2);
  });

  it('does nothing while the window is hidden, and catches up when it is shown', async () => {
    visibility.set(false);
    run(1);
    start();
    sink.control({ shown: [id(1)] });
    run(1, { since: 5 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(engine.requests).toEqual([]);
    expect(sink.items).toEqual([]);
    visibility.set(true);
    await vi.waitFor(() => expect(of(1)?.pid).toBe(100));
  });
});

describe('anatomy.diskUsage', () => {
  it('asks the engine once for all who ask while it measures', async () => {
    const waiting: (() => void)[] = [];
    const engine = await startTestEngine((_request, response) => {
      waiting.push(() => json(response, { LayersSize: 5 }));
    });
    engine.connect();
    const handlers = anatomyHandlers({ connection: engine.connection });
    const both = Promise.all([handlers['anatomy.diskUsage']({}), handlers['anatomy.diskUsage']({})]);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    waiting[0]?.();
    const [one, two] = await both;
    expect(one.images.size).toBe(5);
    expect(two).toBe(one);
    const later = handlers['anatomy.diskUsage']({});
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.();
    await later;
    await engine.dispose();
  });
});
