import { LighterError } from '@contract/errors';
import type { TaskRow } from '@contract/tasks';
import { useMirror } from '../../store/mirror';

/**
 * Resolves with the task's last row once it has ended. Throws `cancelled` when `signal` is aborted, or when
 * the row leaves the list before its end was seen.
 */
export function taskEnd(taskId: string, signal: AbortSignal): Promise<TaskRow> {
  return new Promise((resolve, reject) => {
    let wasSeen = false;
    const finish = (row: TaskRow | null) => {
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
      if (row) resolve(row);
      else reject(new LighterError({ code: 'cancelled', message: 'No longer waiting for the task' }));
    };
    const onAbort = () => finish(null);
    const look = () => {
      const row = useMirror.getState().tables.tasks.get(taskId);
      if (row && row.state !== 'running') finish(row);
      else if (!row && wasSeen) finish(null);
      else if (row) wasSeen = true;
    };
    const unsubscribe = useMirror.subscribe(look);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look();
  });
}
