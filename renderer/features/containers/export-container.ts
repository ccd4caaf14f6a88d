import type { ContainerRow } from '@contract/containers';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch } from '../../store/mirror';
import { notifyError } from '../../ui/notify';
import { followTask } from '../tasks/follow-task';

/** Asks where, then writes a container's files there as a task; a toast tells its end. */
export async function exportContainer(row: ContainerRow): Promise<void> {
  try {
    const started = await call('containers.export', { epoch: currentEpoch(), id: row.id });
    if (started) followTask(started.taskId, AbortSignal.abort()).catch(() => undefined);
  } catch (thrown) {
    notifyError(
      i18next.t('containers:failed.export', { name: cleanText(row.name, 128) }),
      asErrorData(thrown),
    );
  }
}
