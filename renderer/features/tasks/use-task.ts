import type { LighterErrorData } from '@contract/errors';
import type { TaskRow } from '@contract/tasks';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { followTask } from './follow-task';

export interface TaskRun {
  /** The task under way or failed; null before the first and after a cancel. */
  taskId: string | null;
  isRunning: boolean;
  error: LighterErrorData | null;
  /** `begin` gives the id of a task it has started, or null when nothing was to be done after all. */
  start(begin: () => Promise<{ taskId: string } | null>): Promise<void>;
  cancel(): void;
}

/** Starts a task and follows it to its end; the task goes on when the component goes. */
export function useTask(onDone: (task: TaskRow) => void): TaskRun {
  const [taskId, setTaskId] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const gone = useRef<AbortController>(null);
  useEffect(() => {
    const abort = new AbortController();
    gone.current = abort;
    return () => abort.abort();
  }, []);

  const start = async (begin: () => Promise<{ taskId: string } | null>) => {
    const signal = gone.current?.signal;
    if (!signal) return;
    setRunning(true);
    setError(null);
    setTaskId(null);
    try {
      const started = await begin();
      if (!started) return;
      setTaskId(started.taskId);
      const row = await followTask(started.taskId, signal);
      if (row.state === 'done') onDone(row);
      else if (row.state === 'failed') setError(row.error ?? { code: 'internal', message: row.message });
      else setTaskId(null);
    } catch (thrown) {
      if (!signal.aborted) setError(asErrorData(thrown));
    } finally {
      setRunning(false);
    }
  };

  const cancel = () => {
    if (taskId)
      call('tasks.cancel', { id: taskId }).catch((thrown: unknown) => setError(asErrorData(thrown)));
  };
  return { taskId, isRunning, error, start, cancel };
}
