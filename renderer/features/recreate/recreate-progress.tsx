import type { TaskRow, TaskStep } from '@contract/tasks';
import { IconCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { StateSign } from '../../ui/state-mark';
import { TaskTotal } from '../tasks/task-progress';
import classes from './recreate.module.css';

const order: readonly TaskStep[] = [
  'pull',
  'rename',
  'stop',
  'create',
  'connect',
  'start',
  'health',
  'remove',
];

interface RecreateProgressProps {
  task: TaskRow;
  /** Those that will not come: no pull, no start. */
  skips: readonly TaskStep[];
}

/** The steps of a replacement: done, under way, to come; and the way back, when there is one. */
export function RecreateProgress({ task, skips }: RecreateProgressProps) {
  const { t } = useTranslation();
  const { step } = task;
  const isBack = step?.startsWith('back-') ?? false;
  // Where it was when it turned back.
  const reached = useRef(0);
  if (step && !isBack) reached.current = order.indexOf(step);
  return (
    <>
      <ol className={classes.steps} aria-label={t('recreate:steps')}>
        {order.map((one, index) => {
          if (skips.includes(one)) return null;
          const state =
            index < reached.current ? 'done' : index === reached.current && !isBack ? 'now' : 'next';
          return (
            <li key={one} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span>
                {state === 'done' && <IconCheck size={14} stroke={2} aria-label={t('tasks:state.done')} />}
                {state === 'now' && <StateSign shape="spin" tone="warn" />}
                {state === 'next' && <StateSign shape="ring" tone="idle" />}
              </span>
              {t(`tasks:step.${one}`)}
            </li>
          );
        })}
        {isBack && (
          <li data-state="now" aria-current="step">
            <span>
              <StateSign shape="spin" tone="warn" />
            </span>
            {t(`tasks:step.${step}`)}
          </li>
        )}
      </ol>
      {step === 'pull' && <TaskTotal task={task} />}
    </>
  );
}
