import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import { formatNumber } from '../lib/format';
import { useTable } from '../store/mirror';
import { openDialog } from '../store/ui';
import classes from './status-bar.module.css';

/** The task under way with its share done, and the button that shows all of them. */
export function TaskStatus() {
  const { t } = useTranslation();
  const tasks = [...useTable('tasks').values()];
  const running = tasks.filter((task) => task.state === 'running');
  const failed = tasks.some((task) => task.state === 'failed');
  const first = running[0];
  const share = first?.progress?.total ? first.progress.current / first.progress.total : null;
  return (
    <>
      {first && (
        <span className={classes.task}>
          <span className={classes.taskName}>
            {t(`tasks:kind.${first.kind}`, { name: cleanText(first.subject, 60) })}
          </span>
          <progress aria-label={cleanText(first.subject, 60)} max={1} value={share ?? undefined} />
          {share !== null && (
            <span className={classes.share}>{`${formatNumber(Math.floor(share * 100))} %`}</span>
          )}
        </span>
      )}
      <button
        type="button"
        className={classes.button}
        aria-label={t('shell:tasks')}
        onClick={() => openDialog({ kind: 'tasks' })}
      >
        <IconDownload size={14} stroke={1.5} aria-hidden className={failed ? classes.failed : undefined} />
        {t('shell:tasks')}
        {running.length > 1 && <span aria-hidden="true">{formatNumber(running.length)}</span>}
      </button>
    </>
  );
}
