import { LighterError } from '@contract/errors';
import type { TaskRow } from '@contract/tasks';
import i18next from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { useMirror } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { notifyError, notifySuccess } from '../../ui/notify';
import { offerRecreate } from './offer-recreate';
import { taskEnd } from './task-end';
import { outdatedBy, resultText } from './task-result';

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

/** A toast at the end of a task that no dialog waits for. */
export async function tellEnd(taskId: string): Promise<void> {
  try {
    const task = await taskEnd(taskId, new AbortController().signal);
    if (task.state === 'done') tellDone(task);
    else if (task.error) notifyError(i18next.t(`tasks:failed.${task.kind}`, nameOf(task)), task.error);
  } catch (error) {
    // The row was cleared away: whoever did that has seen it.
    if (!(error instanceof LighterError)) throw error;
  }
}

/** The toast of a task that is done, with what came of it. */
export function tellDone(task: TaskRow): void {
  const containers = [...useMirror.getState().tables.containers.values()];
  const [first, ...others] = outdatedBy(task, containers);
  notifySuccess(
    i18next.t(`tasks:done.${task.kind}`, nameOf(task)),
    resultText(task, containers, i18next.t),
    first && {
      label:
        others.length > 0
          ? i18next.t('tasks:recreateMany')
          : i18next.t('tasks:recreate', { name: cleanText(first.name, 60) }),
      run: () => (others.length > 0 ? openDialog({ kind: 'tasks' }) : offerRecreate(first.id, task.subject)),
    },
  );
}

const nameOf = ({ subject }: TaskRow) => ({ name: cleanText(subject, 200) });
