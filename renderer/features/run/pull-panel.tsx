import type { TaskRow } from '@contract/tasks';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TaskTotal } from '../tasks/task-progress';
import classes from './run.module.css';

/** The pull that comes before the run. */
export function PullPanel({ task, onStop }: { task: TaskRow; onStop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.pull}>
      <div className={classes.pullHead}>
        <strong>{t('run:pullingFirst', { image: task.subject })}</strong>
        <span className={classes.hint}>{t('run:closingKeepsPull')}</span>
        <Button size="compact-sm" variant="default" onClick={onStop}>
          {t('run:stopPull')}
        </Button>
      </div>
      <TaskTotal task={task} />
    </div>
  );
}
