import { randomUUID } from 'node:crypto';
import { engineName } from '@contract/engine-name';
import { LighterError } from '@contract/errors';
import type { TaskResult, TaskRow } from '@contract/tasks';
import type { Cache } from '../cache/types';
import { toLighterError } from '../engine/errors';
import type { Connection } from '../engine/types';

/** What a task may say about itself while it runs. */
export type TaskUpdate = Partial<Pick<TaskRow, 'progress' | 'layers' | 'message' | 'step' | 'result'>>;

export interface TaskSpec {
  kind: TaskRow['kind'];
  subject: string;
  /** On cancel the task goes on until the work has ended: it puts back what it has changed. */
  patient?: boolean;
  /** Resolves when the work is truly done; throws otherwise. `signal` is aborted on cancel. */
  run(signal: AbortSignal, update: (change: TaskUpdate) => void): Promise<TaskResult | null>;
}

export interface Tasks {
  /** Gives the task's id at once. */
  start(spec: TaskSpec): string;
  /** Ends it as `cancelled`; nothing happens where it has ended or is not known. */
  cancel(id: string): void;
  /** Takes the ended tasks out of the list. */
  clear(): void;
  /** Called with the final row of each task. */
  onEnd(listener: (row: TaskRow) => void): () => void;
  /** Cancels what runs; resolves when all have ended. */
  dispose(): Promise<void>;
}

/** Between two updates of one task's row, ms. */
const updateEvery = 200;
/** Tasks that stay in the list; the ones that ended first go first, running ones never. */
const kept = 50;

/** Runs long work in main and keeps a row for each in the `tasks` table, which outlives the dialog. */
export function createTasks({
  cache,
  connection,
}: {
  cache: Cache;
  connection: Pick<Connection, 'row'>;
}): Tasks {
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();
  const listeners = new Set<(row: TaskRow) => void>();

  async function work(id: string, spec: TaskSpec, signal: AbortSignal): Promise<void> {
    let row: TaskRow = {
      id,
      kind: spec.kind,
      subject: spec.subject,
      state: 'running',
      startedAt: Date.now(),
      endedAt: null,
      progress: null,
      layers: [],
      message: '',
      step: null,
      cancelling: false,
      error: null,
      result: null,
      engine: engineName(connection.row.endpoint),
    };
    let timer: NodeJS.Timeout | null = null;
    cache.set('tasks', id, row);

    const update = (change: TaskUpdate) => {
      if (row.state !== 'running') return;
      row = { ...row, ...change };
      const tell = () => {
        if (timer) clearTimeout(timer);
        timer = null;
        cache.set('tasks', id, row);
      };
      // What came of it has to be known before the work goes on.
      if (change.result) tell();
      else timer ??= setTimeout(tell, updateEvery);
    };
    const end = (state: TaskRow['state'], error: LighterError | null, result: TaskResult | null = null) => {
      if (timer) clearTimeout(timer);
      row = { ...row, state, cancelling: false, endedAt: Date.now(), error: error?.toData() ?? null, result };
      cache.set('tasks', id, row);
    };

    const onCancel = () => {
      row = { ...row, cancelling: true };
      cache.set('tasks', id, row);
    };
    if (spec.patient) signal.addEventListener('abort', onCancel, { once: true });

    try {
      const work = spec.run(signal, update);
      end('done', null, await (spec.patient ? work : untilAborted(work, signal)));
    } catch (error) {
      // Whatever a destroyed request looks like from inside, a task the user cancelled is cancelled. One that
      // could not put things back has more to say.
      const isClean = !spec.patient || toLighterError(error).code === 'cancelled';
      if (signal.aborted && isClean) end('cancelled', null);
      else end('failed', toLighterError(error));
    }
    running.delete(id);
    forget(kept);
    for (const listener of [...listeners]) listener(row);
  }

  /** Drops ended tasks, those that ended first, until at most `count` rows are left. */
  function forget(count: number): void {
    const ended = [...cache.rows('tasks').values()]
      .filter((row) => row.state !== 'running')
      .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    const surplus = Math.max(0, cache.rows('tasks').size - count);
    for (const row of ended.slice(0, surplus)) cache.set('tasks', row.id, null);
  }

  return {
    start(spec) {
      const id = randomUUID();
      const abort = new AbortController();
      // On the next turn, so that a task that fails at once still has its id in its starter's hands.
      const ended = Promise.resolve().then(() => work(id, spec, abort.signal));
      running.set(id, { abort, ended });
      return id;
    },
    cancel: (id) => running.get(id)?.abort.abort(),
    clear: () => forget(0),
    onEnd(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async dispose() {
      const all = [...running.values()];
      for (const { abort } of all) abort.abort();
      await Promise.all(all.map(({ ended }) => ended));
      listeners.clear();
    },
  };
}

/** The work's own end, or a rejection as soon as `signal` is aborted: even work that never notices is let go. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new LighterError({ code: 'cancelled', message: 'Cancelled' }));
    if (signal.aborted) cancelled();
    signal.addEventListener('abort', cancelled, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancelled));
  });
}
