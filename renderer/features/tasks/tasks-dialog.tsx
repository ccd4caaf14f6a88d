import { engineName } from '@contract/engine-name';
import type { TaskRow } from '@contract/tasks';
import { Button } from '@mantine/core';
import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatDuration, formatExact, formatRelative } from '../../lib/format';
import { useEngine, useTable } from '../../store/mirror';
import { DialogFrame } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError } from '../../ui/notify';
import { StateSign } from '../../ui/state-mark';
import { offerRecreate } from './offer-recreate';
import { sortTasks, taskLook } from './task-look';
import { TaskTotal } from './task-progress';
import { outdatedBy, resultText } from './task-result';
import classes from './tasks-dialog.module.css';

/** Containers that one pull offers to recreate; the text names the others. */
const mostOffers = 6;

/** Long work under way and ended, the newest first. */
export function TasksDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const tasks = sortTasks(useTable('tasks').values());
  const hasEnded = tasks.some((task) => task.state !== 'running');
  const clear = () =>
    call('tasks.clear', {}).catch((thrown: unknown) =>
      notifyError(t('tasks:clearFailed'), asErrorData(thrown)),
    );

  return (
    <DialogFrame title={t('tasks:title')} size={600} onClose={onClose}>
      <div className={classes.body}>
        {tasks.length === 0 ? (
          <p className={classes.empty}>{t('tasks:empty')}</p>
        ) : (
          <ul className={classes.list} tabIndex={tasks.length > 5 ? 0 : undefined}>
            {tasks.map((task) => (
              <TaskItem key={task.id} task={task} />
            ))}
          </ul>
        )}
        <div className={classes.buttons}>
          <Button size="compact-md" variant="default" disabled={!hasEnded} onClick={() => void clear()}>
            {t('tasks:clear')}
          </Button>
        </div>
      </div>
    </DialogFrame>
  );
}

/** Drawn again when its own row changes; those that have ended stay as they are. */
const TaskItem = memo(function TaskItem({ task }: { task: TaskRow }) {
  const { t } = useTranslation();
  const look = taskLook(task.state);
  const containers = useTable('containers');
  const result = resultText(task, containers.values(), t);
  const endpoint = useEngine()?.endpoint;
  const here = endpoint ? engineName(endpoint) : task.engine;
  const outdated = task.engine === here ? outdatedBy(task, containers.values()).slice(0, mostOffers) : [];
  const cancel = () =>
    call('tasks.cancel', { id: task.id }).catch((thrown: unknown) =>
      notifyError(t('tasks:cancelFailed', { name: task.subject }), asErrorData(thrown)),
    );
  return (
    <li className={classes.item} data-state={task.state}>
      <div className={classes.head}>
        <StateSign shape={look.shape} tone={look.tone} />
        <span className={classes.name} title={task.subject}>
          {t(`tasks:kind.${task.kind}`, { name: cleanText(task.subject, 200) })}
        </span>
        {task.engine !== here && (
          <span className={classes.engine} data-testid="task-engine">
            {t('engines:on', { name: cleanText(task.engine, 60) })}
          </span>
        )}
        <span className={classes.state}>{t(`tasks:state.${task.state}`)}</span>
        <TaskTime task={task} />
        {task.state === 'running' && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={task.cancelling}
            onClick={() => void cancel()}
          >
            {t('common:cancel')}
          </Button>
        )}
      </div>
      {task.state === 'running' && <TaskTotal task={task} />}
      {result !== '' && <p className={classes.result}>{result}</p>}
      {outdated.length > 0 && (
        <div className={classes.offers}>
          {outdated.map(({ id, name }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              onClick={() => offerRecreate(id, task.subject)}
            >
              {t('tasks:recreate', { name: cleanText(name, 60) })}
            </Button>
          ))}
        </div>
      )}
      {task.error && <ErrorNotice error={task.error} />}
    </li>
  );
});

/** How long it has been running, or when it ended and how long it took. */
function TaskTime({ task }: { task: TaskRow }) {
  const { t } = useTranslation();
  const now = useNow(task.endedAt === null);
  if (task.endedAt === null)
    return <span className={classes.time}>{formatDuration(Math.max(0, now - task.startedAt))}</span>;
  return (
    <span className={classes.time} title={formatExact(task.endedAt)}>
      {t('tasks:ended', {
        when: formatRelative(task.endedAt),
        took: formatDuration(task.endedAt - task.startedAt),
      })}
    </span>
  );
}

/** The time, a second apart while `isTicking`. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
