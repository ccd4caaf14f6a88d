import { LighterError } from '@contract/errors';
import type { TaskRow } from '@contract/tasks';
import i18next from 'i18next';
import { notifyError, notifySuccess } from '../../ui/notify';
import { taskEnd } from './task-end';

/**
 * Waits for a task's end on behalf of a dialog. When the dialog goes first (`signal`), it throws `cancelled`, and
 * a toast tells the end instead.
 */
export async function followTask(taskId: string, signal: AbortSignal): Promise<TaskRow> {
  try {
    return await taskEnd(taskId, signal);
  } catch (error) {
    if (signal.aborted) void tellEnd(taskId);
    throw error;
  }
}

async function tellEnd(taskId: string): Promise<void> {
  try {
    const { state, subject, error } = await taskEnd(taskId, new AbortController().signal);
    if (state === 'done') notifySuccess(i18next.t('pull:done', { image: subject }));
    else if (error) notifyError(i18next.t('pull:failed', { image: subject }), error);
  } catch (error) {
    // The row was cleared away: whoever did that has seen it.
    if (!(error instanceof LighterError)) throw error;
  }
}
