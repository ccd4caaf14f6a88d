import { imageKey } from '@contract/ids';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { useRow } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { ErrorNotice } from '../../ui/error-notice';
import { OnEngine } from '../../ui/on-engine';
import { type ContainerForm, replaceLine } from '../containers/container-form';
import { PlanView } from './plan-view';
import { RecreateProgress } from './recreate-progress';
import type { Replace, Replacement } from './use-replace';

interface ReplaceBodyProps {
  replace: Replace;
  wish: Replacement;
  name: string;
  /** The container as it is, for the command line; null while it is not known. */
  form: ContainerForm | null;
  /** What is asked before the plan can be told. */
  children?: ReactNode;
}

/** What a replacement will do, then how far it has come, and what went wrong. */
export function ReplaceBody({ replace, wish, name, form, children }: ReplaceBodyProps) {
  const { t } = useTranslation();
  const { plan, error, task, skips } = replace;
  const taskRow = useRow('tasks', task.taskId ?? '');
  const isValid = imageKey.safeParse(wish.image).success;
  if (task.isRunning && taskRow)
    return (
      <>
        <OnEngine />
        <RecreateProgress task={taskRow} skips={skips} />
      </>
    );
  return (
    <>
      <OnEngine />
      {children}
      {task.error && (
        <>
          <ErrorNotice error={task.error} isOpen />
          <p>{t('recreate:backAgain', { name: cleanText(name, 128) })}</p>
        </>
      )}
      {error && isValid && <ErrorNotice error={error} isOpen />}
      {plan?.refused && <p role="alert">{t(`recreate:refused.${plan.refused}`)}</p>}
      {plan && !plan.refused && isValid && <PlanView plan={plan} />}
      {plan && !plan.refused && isValid && form && (
        <CliLine
          command={replaceLine(form, {
            image: wish.image,
            pulls: plan.needsPull,
            starts: plan.starts,
            edit: wish.edit,
          })}
        />
      )}
    </>
  );
}
