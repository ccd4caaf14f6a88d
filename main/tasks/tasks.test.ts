import { LighterError } from '@contract/errors';
import type { Patch } from '@contract/state';
import type { TaskResult, TaskRow } from '@contract/tasks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import type { Cache } from '../cache/types';
import type { Connection } from '../engine/types';
import { taskHandlers } from './handlers';
import { createTasks, type TaskSpec, type Tasks } from './tasks';

const connection = { row: { endpoint: { context: 'work' } } } as Pick<Connection, 'row'>;
const never = () => new Promise<null>(() => undefined);

describe('tasks', () => {
  let cache: Cache;
  let tasks: Tasks;
  let ended: TaskRow[];

  beforeEach(() => {
    vi.useFakeTimers();
    cache = createCache();
    tasks = createTasks({ cache, connection });
    ended = [];
    tasks.onEnd((row) => ended.push(row));
  });

  afterEach(async () => {
    await tasks.dispose();
    vi.useRealTimers();
  });

  const start = (run: TaskSpec['run'], subject = 'nginx:latest') =>
    tasks.start({ kind: 'pull', subject, run });
  const turn = () => vi.advanceTimersByTimeAsync(0);

  it('shows a task from its first moment and tells its end', async () => {
    let finish = (_result: TaskResult | null) => {};
    const id = start(() => new Promise((resolve) => (finish = resolve)));
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({
      id,
      kind: 'pull',
      subject: 'nginx:latest',
      state: 'running',
      engine: 'work',
      endedAt: null,
    });
    finish(null);
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({ state: 'done', error: null, endedAt: expect.any(Number) });
    expect(ended).toEqual([cache.get('tasks', id)]);
  });

  it('tells at once what came of it, while the work still goes on', async () => {
    const id = start(async (_signal, update) => {
      update({ message: 'nearly' });
      update({ result: { kind: 'recreate', id: 'abc' } });
      return never();
    });
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({
      state: 'running',
      message: 'nearly',
      result: { kind: 'recreate', id: 'abc' },
    });
  });

  it('gathers updates: at most one row in 200 ms, the last word always', async () => {
    const patches: Patch[] = [];
    cache.subscribe((more) => patches.push(...more));
    let finish = (_result: TaskResult | null) => {};
    const id = start(async (_signal, update) => {
      for (let n = 1; n <= 1000; n += 1) update({ message: `line ${n}` });
      const result = await new Promise<TaskResult | null>((resolve) => (finish = resolve));
      update({ message: 'the last' });
      return result;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(patches.map(({ row }) => (row as TaskRow).message)).toEqual(['', 'line 1000']);
    finish(null);
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({ state: 'done', message: 'the last' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(cache.get('tasks', id)?.state).toBe('done');
  });

  it('keeps the typed error of a failure', async () => {
    const id = start(async () => {
      throw new LighterError({ code: 'registry', message: 'manifest unknown', status: 404 });
    });
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({
      state: 'failed',
      error: { code: 'registry', message: 'manifest unknown', status: 404 },
    });
    expect(ended[0]?.state).toBe('failed');
  });

  it.each<[string, TaskSpec['run']]>([
    [
      'fails for it',
      (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    ],
    [
      'seems to succeed',
      (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
    ],
    ['never notices', never],
  ])('is cancelled, no matter that the work %s', async (_name, run) => {
    const id = start(run);
    await turn();
    taskHandlers({ tasks })['tasks.cancel']({ id });
    await turn();
    expect(cache.get('tasks', id)).toMatchObject({ state: 'cancelled', error: null });
    expect(ended).toHaveLength(1);
  });

  it('ignores the late words of a cancelled task', async () => {
    let say = (_: string) => {};
    const id = start((_signal, update) => {
      say = (message) => update({ message });
      return never();
    });
    await turn();
    tasks.cancel(id);
    await turn();
    say('still here');
    await vi.advanceTimersByTimeAsync(1000);
    expect(cache.get('tasks', id)).toMatchObject({ state: 'cancelled', message: '' });
  });

  it('keeps the last 50, and never drops a running one', async () => {
    const running = start(never);
    await turn();
    for (let n = 0; n < 60; n += 1) {
      start(async () => null, `image${n}`);
      await vi.advanceTimersByTimeAsync(1);
    }
    const rows = [...cache.rows('tasks').values()];
    expect(rows).toHaveLength(50);
    expect(rows.map(({ subject }) => subject)).not.toContain('image0');
    expect(cache.get('tasks', running)?.state).toBe('running');
    taskHandlers({ tasks })['tasks.clear']({});
    expect([...cache.rows('tasks').keys()]).toEqual([running]);
  });

  it('cancels what runs when it is disposed of', async () => {
    const id = start(never);
    await turn();
    await tasks.dispose();
    expect(cache.get('tasks', id)?.state).toBe('cancelled');
  });
});
