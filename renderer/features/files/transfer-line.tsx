import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes } from '../../lib/format';
import { useRow } from '../../store/mirror';
import { notifyError } from '../../ui/notify';
import classes from './files.module.css';

/** One copy under way, with what has come through and a way to stop it. */
export function TransferLine({ taskId }: { taskId: string }) {
  const { t } = useTranslation();
  const task = useRow('tasks', taskId);
  if (task?.state !== 'running') return null;
  const { progress } = task;
  const name = cleanText(task.subject, 200);
  const cancel = () =>
    call('tasks.cancel', { id: taskId }).catch((error: unknown) =>
      notifyError(t('tasks:cancelFailed', { name }), asErrorData(error)),
    );
  return (
    <div className={classes.transfer} role="status">
      <span className={classes.transferName}>{t(`tasks:kind.${task.kind}`, { name })}</span>
      <progress
        aria-label={name}
        max={1}
        value={progress && progress.total > 0 ? progress.current / progress.total : undefined}
      />
      <span className={classes.transferBytes}>
        {progress &&
          (progress.total > 0
            ? t('pull:bytes', { current: formatBytes(progress.current), total: formatBytes(progress.total) })
            : formatBytes(progress.current))}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => void cancel()}>
        {t('common:cancel')}
      </Button>
    </div>
  );
}
