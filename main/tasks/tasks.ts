import type { TaskRow } from '@contract/tasks';
import type { Cache } from '../cache/types';
import type { Connection } from '../engine/types';

export type TaskUpdate = Partial<Pick<TaskRow, 'progress' | 'layers' | 'message'>>;

export interface TaskSpec {
  kind: TaskRow['kind'];
  subject: string;
  /** Resolves when the work is truly done; throws otherwise. `signal` is aborted on cancel. */
  run(signal: AbortSignal, update: (change: TaskUpdate) => void): Promise<void>;
}

export interface Tasks {
  /** Gives the task's id at once. */
  start(spec: TaskSpec): string;
  cancel(id: string): void;
  /** Takes the ended tasks out of the list. */
  clear(): void;
  /** Called with the final row of each task. */
  onEnd(listener: (row: TaskRow) => void): () => void;
  /** Cancels what runs; resolves when all have ended. */
  dispose(): Promise<void>;
}

export function createTasks(_deps: { cache: Cache; connection: Pick<Connection, 'row'> }): Tasks {
  throw new Error('not yet');
}
