import { LighterError, type LighterErrorData } from '@contract/errors';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/bridge';
import { currentEpoch } from '../../store/mirror';
import { followTask } from './follow-task';

/** The error as data, whatever was thrown. */
export function asErrorData(error: unknown): LighterErrorData {
  if (error instanceof LighterError) return error.toData();
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

interface Pull {
  /** The task under way or failed; null before the first and after a cancel. */
  taskId: string | null;
  isRunning: boolean;
  error: LighterErrorData | null;
  start(ref: string): Promise<void>;
  cancel(): void;
}

/** Pulls an image as a task and follows it to its end; the task goes on when the component goes. */
export function usePull(onDone: (ref: string) => void): Pull {
  const [taskId, setTaskId] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const gone = useRef<AbortController>(null);
  useEffect(() => {
    const abort = new AbortController();
    gone.current = abort;
    return () => abort.abort();
  }, []);

  const start = async (ref: string) => {
    const signal = gone.current?.signal;
    if (!signal) return;
    setRunning(true);
    setError(null);
    setTaskId(null);
    try {
      const started = await call('images.pull', { epoch: currentEpoch(), ref });
      setTaskId(started.taskId);
      const row = await followTask(started.taskId, signal);
      if (row.state === 'done') onDone(row.subject);
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
