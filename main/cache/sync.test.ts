import type { ServerResponse } from 'node:http';
import type { Patch } from '@contract/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RawContainer } from '../resources/containers';
import { createCache } from './store';
import { createSync, type Sync } from './sync';
import { json, startTestEngine, type TestEngine, type TestRequest } from './testing/test-engine';
import type { Cache } from './types';

const id = (n: number) => n.toString(16).padStart(64, '0');
const container = (n: number, more: Partial<RawContainer> = {}): RawContainer => ({
  Id: id(n),
  Names: [`/c${n}`],
  State: 'running',
  Status: 'Up 3 hours',
  Created: 1,
  ...more,
});

const shown = { visible: true, onChange: () => () => undefined };

describe('sync', () => {
  let engine: TestEngine;
  let cache: Cache;
  let sync: Sync;
  let world: Map<string, RawContainer>;
  let patches: Patch[];
  let intercept: ((request: TestRequest, response: ServerResponse) => boolean) | null;
  const log = vi.fn();

  beforeEach(async () => {
    world = new Map();
    patches = [];
    intercept = null;
    engine = await startTestEngine((request, response) => {
      if (intercept?.(request, response)) return;
      if (request.path === '/containers/json') {
        const ids: string[] | null = JSON.parse(request.query.get('filters') ?? 'null')?.id ?? null;
        json(response, ids ? ids.flatMap((key) => world.get(key) ?? []) : [...world.values()]);
      } else if (request.path === '/volumes') json(response, { Volumes: null });
      else json(response, null);
    });
    cache = createCache();
    cache.subscribe((more) => patches.push(...more));
    sync = createSync({ connection: engine.connection, cache, visibility: shown, log });
  });

  afterEach(async () => {
    sync.dispose();
    cache.dispose();
    await engine.dispose();
  });

  const ready = () =>
    vi.waitFor(() => {
      for (const kind of ['containers', 'images', 'networks', 'volumes']) {
        expect(cache.get('lists', kind)?.state).toBe('ready');
      }
    });
  /** Connects, waits for the lists, and forgets what that took. */
  const settle = async () => {
    engine.connect();
    await ready();
    // The patches come in several rounds on a busy machine.
    await vi.waitFor(() => {
      const told = patches.filter(
        ({ table, row }) => table === 'lists' && row && 'state' in row && row.state === 'ready',
      );
      expect(new Set(told.map(({ key }) => key)).size).toBe(4);
    });
    engine.requests.length = 0;
    patches.length = 0;
  };
  const reads = () => engine.requests.filter(({ path }) => path === '/containers/json');

  it('finds what no event has told, as often as it looks through, and only while somebody can see it', async () => {
    await settle();
    sync.dispose();
    let tell: (visible: boolean) => void = () => undefined;
    const visibility = {
      visible: false,
      onChange: (listener: (visible: boolean) => void) => {
        tell = listener;
        return () => undefined;
      },
    };
    sync = createSync({ connection: engine.connection, cache, visibility, reconcileEvery: 30, log });
    await ready();
    engine.requests.length = 0;
    world.set(id(1), container(1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(reads()).toEqual([]);
    visibility.visible = true;
    tell(true);
    await vi.waitFor(() => expect(cache.get('containers', id(1))?.name).toBe('c1'));
    world.delete(id(1));
    await vi.waitFor(() => expect(cache.get('containers', id(1))).toBeUndefined());
  });

  it('reads every list on connect, containers first, and says when each can be believed', async () => {
    world.set(id(1), container(1));
    expect(cache.get('lists', 'containers')).toEqual({ state: 'loading', error: null });
    engine.connect();
    await ready();
    expect(engine.requests.map(({ path }) => path)[0]).toBe('/containers/json');
    expect(cache.get('containers', id(1))).toMatchObject({ name: 'c1', state: 'running' });
    expect(cache.get('engine', 'current')).toMatchObject({ state: 'running', epoch: 1 });
  });

  it('answers an event with one small read of its object and one patch, among 1,000 containers', async () => {
    for (let n = 0; n < 1000; n += 1) world.set(id(n), container(n));
    await settle();
    world.set(id(7), container(7, { State: 'exited', Status: 'Exited (137) Less than a second ago' }));
    engine.emit({ type: 'container', action: 'die', id: id(7) });
    engine.emit({ type: 'container', action: 'stop', id: id(7) });
    await vi.waitFor(() => expect(patches).toHaveLength(1));
    expect(patches[0]).toMatchObject({
      table: 'containers',
      key: id(7),
      row: { state: 'exited', exitCode: 137 },
    });
    const asked = () => reads().map(({ query }) => query.get('filters'));
    const only = (n: number) => JSON.stringify({ id: [id(n)] });
    // One that the engine's list is late with is looked at to the end; nothing more of the first comes with it.
    engine.emit({ type: 'container', action: 'pause', id: id(8) });
    await vi.waitFor(() => expect(asked().filter((one) => one === only(8))).toHaveLength(7), 5000);
    const ofFirst = asked().filter((one) => one !== only(8));
    // A second where a look fell due while the machine was too busy to answer the first read.
    expect(new Set(ofFirst)).toEqual(new Set([only(7)]));
    expect(ofFirst.length).toBeLessThanOrEqual(2);
    expect(patches).toHaveLength(1);
  });

  it('takes a row away when the engine no longer knows it', async () => {
    world.set(id(1), container(1));
    await settle();
    world.delete(id(1));
    engine.emit({ type: 'container', action: 'destroy', id: id(1) });
    await vi.waitFor(() => expect(patches).toEqual([{ table: 'containers', key: id(1), row: null }]));
  });

  it('turns a storm of 200 events into a handful of reads', async () => {
    await settle();
    for (let n = 0; n < 200; n += 1) {
      world.set(id(n), container(n));
      engine.emit({ type: 'container', action: 'start', id: id(n) });
    }
    await vi.waitFor(() => expect(cache.rows('containers').size).toBe(200));
    expect(reads().length).toBeLessThan(8);
    const asked = reads().map(({ query }) => JSON.parse(query.get('filters') ?? '{}').id?.length);
    expect(Math.max(...asked)).toBeLessThanOrEqual(100);
  });

  it('reads the whole list once where hundreds have changed', async () => {
    await settle();
    for (let n = 0; n < 500; n += 1) {
      world.set(id(n), container(n));
      engine.emit({ type: 'container', action: 'start', id: id(n) });
    }
    await vi.waitFor(() => expect(cache.rows('containers').size).toBe(500));
    expect(reads()[0]?.query.has('filters')).toBe(false);
  });

  it('reads again what an event marks while a read is under way', async () => {
    world.set(id(1), container(1));
    await settle();
    const held: (() => void)[] = [];
    intercept = (request, response) => {
      if (request.path !== '/containers/json') return false;
      const old = [world.get(id(1))];
      held.push(() => json(response, old));
      return true;
    };
    engine.emit({ type: 'container', action: 'die', id: id(1) });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    world.set(id(1), container(1, { State: 'exited', Status: 'Exited (0) 1 second ago' }));
    engine.emit({ type: 'container', action: 'stop', id: id(1) });
    intercept = null;
    held[0]?.();
    await vi.waitFor(() => expect(cache.get('containers', id(1))?.state).toBe('exited'));
    expect(reads().length).toBeGreaterThan(1);
  });

  it('looks again at what an event named until the list shows it: an engine may tell of an end before', async () => {
    world.set(id(1), container(1));
    await settle();
    engine.emit({ type: 'container', action: 'die', id: id(1) });
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(1));
    world.set(id(1), container(1, { State: 'exited', Status: 'Exited (0) 1 second ago' }));
    await vi.waitFor(() => expect(cache.get('containers', id(1))?.state).toBe('exited'), 5000);
  });

  it('waits for what is told of the object itself, whatever is told beside it', async () => {
    world.set(id(1), container(1));
    await settle();
    engine.emit({ type: 'container', action: 'die', id: id(1) });
    const attributes = { container: id(1), name: 'bridge' };
    engine.emit({ type: 'network', action: 'disconnect', id: 'n', attributes });
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(1));
    world.set(id(1), container(1, { State: 'exited', Status: 'Exited (0) 1 second ago' }));
    await vi.waitFor(() => expect(cache.get('containers', id(1))?.state).toBe('exited'), 5000);
  });

  it('makes one patch of one change, however often it looks', async () => {
    world.set(id(1), container(1));
    await settle();
    world.set(id(1), container(1, { State: 'exited', Status: 'Exited (0) 1 second ago' }));
    engine.emit({ type: 'container', action: 'update', id: id(1) });
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(2));
    world.set(id(1), container(1, { State: 'dead', Status: 'Dead' }));
    await vi.waitFor(() => expect(cache.get('containers', id(1))?.state).toBe('dead'), 5000);
    await vi.waitFor(() => expect(patches.length).toBeGreaterThan(1));
    const states = patches.map(({ row }) => (row as { state: string } | null)?.state);
    expect(states).toEqual(['exited', 'dead']);
    const asked = reads().map(({ query }) => query.get('filters'));
    expect(new Set(asked)).toEqual(new Set([JSON.stringify({ id: [id(1)] })]));
  });

  it('reads what an event has just named before what it only looks at again', async () => {
    for (let n = 0; n < 300; n += 1) world.set(id(n), container(n));
    await settle();
    for (let n = 0; n < 300; n += 1) engine.emit({ type: 'container', action: 'rename', id: id(n) });
    // Three small reads have taken them all; the second looks begin.
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(3));
    const before = reads().length;
    engine.emit({ type: 'container', action: 'rename', id: id(299) });
    // One may have been on its way already.
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(before + 1));
    const next = reads().slice(before, before + 2);
    const first = next.map(({ query }) => JSON.parse(query.get('filters') ?? '{}').id?.[0]);
    expect(first).toContain(id(299));
  });

  it('asks nothing for events that change nothing', async () => {
    world.set(id(1), container(1));
    world.set(id(2), container(2));
    await settle();
    engine.emit({ type: 'container', action: 'exec_create', id: id(1) });
    engine.emit({ type: 'container', action: 'exec_die', id: id(1) });
    engine.emit({ type: 'volume', action: 'mount', id: 'v' });
    engine.emit({ type: 'container', action: 'rename', id: id(2) });
    await vi.waitFor(() => expect(reads().length).toBeGreaterThan(0));
    const asked = engine.requests.map(({ query }) => query.get('filters'));
    expect(new Set(asked)).toEqual(new Set([JSON.stringify({ id: [id(2)] })]));
  });

  it('calls a failed list an error, keeps its rows, and does not lose the others', async () => {
    world.set(id(1), container(1));
    await settle();
    intercept = (request, response) => {
      if (request.path !== '/containers/json') return false;
      json(response, { message: 'the database is on fire' }, 500);
      return true;
    };
    engine.emit({ type: 'container', action: 'start', id: id(1) });
    await vi.waitFor(() => expect(cache.get('lists', 'containers')?.state).toBe('error'));
    expect(cache.get('lists', 'containers')?.error).toMatchObject({
      message: 'the database is on fire',
      status: 500,
    });
    expect(cache.get('lists', 'images')?.state).toBe('ready');
    expect(cache.rows('containers').size).toBe(1);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('the database is on fire'));
    // A new event stream on the same connection does not make the list any better.
    engine.connect({ same: true });
    expect(cache.get('lists', 'containers')?.state).toBe('error');
    intercept = null;
    engine.connect({ same: true });
    await ready();
  });

  it('keeps the rows of an engine that is away, says so, and reconciles when it is back', async () => {
    world.set(id(1), container(1));
    world.set(id(2), container(2));
    await settle();
    engine.lose();
    expect(cache.get('lists', 'containers')).toMatchObject({
      state: 'error',
      error: { code: 'engine-unreachable' },
    });
    expect(cache.rows('containers').size).toBe(2);
    world.delete(id(1));
    engine.connect();
    await ready();
    expect([...cache.rows('containers').keys()]).toEqual([id(2)]);
  });

  it('reconciles after silence on the same connection', async () => {
    world.set(id(1), container(1));
    await settle();
    engine.lose('unresponsive');
    expect(cache.get('lists', 'images')?.state).toBe('error');
    world.set(id(2), container(2));
    engine.connect({ same: true });
    await ready();
    await vi.waitFor(() => expect(cache.rows('containers').size).toBe(2));
    expect(cache.get('engine', 'current')?.epoch).toBe(1);
  });

  it('never shows the rows of one endpoint as those of another', async () => {
    world.set(id(1), container(1));
    await settle();
    intercept = () => true;
    engine.connect({ url: 'unix:///other.sock' });
    expect(cache.rows('containers').size).toBe(0);
    expect(cache.get('lists', 'containers')?.state).toBe('loading');
  });

  it('drops the late answer of an old connection', async () => {
    await settle();
    const held: (() => void)[] = [];
    intercept = (request, response) => {
      if (request.path !== '/containers/json') return false;
      held.push(() => json(response, [container(9)]));
      return true;
    };
    engine.emit({ type: 'container', action: 'start', id: id(9) });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    intercept = null;
    engine.connect();
    await ready();
    held[0]?.();
    world.set(id(1), container(1));
    engine.emit({ type: 'container', action: 'start', id: id(1) });
    await vi.waitFor(() => expect(cache.rows('containers').size).toBe(1));
    expect(cache.get('containers', id(9))).toBeUndefined();
  });
});
