import { imageRef } from '@contract/ids';
import type { TaskStep } from '@contract/tasks';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { currentEpoch, useRow } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { OnEngine } from '../../ui/on-engine';
import type { QuestionProps } from '../container-actions/container-dialog';
import { replaceLine } from '../containers/container-form';
import { useContainerForm } from '../containers/use-container-form';
import { ImageField } from '../run/image-field';
import { useImage } from '../run/use-image';
import { tellDone } from '../tasks/follow-task';
import { TaskButtons } from '../tasks/task-buttons';
import { taskEnd } from '../tasks/task-end';
import { useTask } from '../tasks/use-task';
import { PlanView } from './plan-view';
import { RecreateProgress } from './recreate-progress';
import { usePlan } from './use-plan';

/** Puts a container of another image in the place of this one: pick a tag, see what changes, do it. */
export function ChangeImageDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  // The row gets another name while it is put aside, and goes in the end.
  const [name] = useState(row.name);
  const [typed, setTyped] = useState(row.image.startsWith('sha256:') ? '' : row.image);
  const image = typed.trim();
  const lookup = useImage(image);
  const [first] = useState(row);
  const form = useContainerForm(first);
  const { plan, error } = usePlan(row.id, image);
  const task = useTask((ended) => {
    tellDone(ended);
    onClose();
  });
  const taskRow = useRow('tasks', task.taskId ?? '');
  const [skips, setSkips] = useState<TaskStep[]>([]);
  const isValid = imageRef.safeParse(image).success;

  const start = () => {
    if (!plan) return;
    setSkips([
      ...(plan.needsPull ? [] : (['pull'] as const)),
      ...(plan.starts ? [] : (['stop', 'start', 'health'] as const)),
      ...(plan.networks.length > 1 ? [] : (['connect'] as const)),
    ]);
    void task.start(async () => {
      const started = await call('recreate.start', { epoch: currentEpoch(), id: row.id, image });
      // A row that is cleared away before its end was seen leads nowhere.
      void followToNew(started.taskId, row.id).catch(() => undefined);
      return started;
    });
  };

  return (
    <DialogForm
      title={t('recreate:title', { name: cleanText(name, 128) })}
      size={680}
      onClose={onClose}
      onSubmit={() => {
        if (plan && !plan.refused && !task.isRunning) start();
      }}
    >
      <OnEngine />
      {task.isRunning && taskRow ? (
        <RecreateProgress task={taskRow} skips={skips} />
      ) : (
        <>
          <ImageField
            value={typed}
            lookup={lookup}
            problem={image !== '' && !isValid ? { code: 'image-invalid' } : undefined}
            disabled={task.isRunning}
            onChange={setTyped}
          />
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
            <CliLine command={replaceLine(form, { image, pulls: plan.needsPull, starts: plan.starts })} />
          )}
        </>
      )}
      <TaskButtons task={task} onClose={onClose}>
        <Button size="compact-md" type="submit" disabled={!isValid || !plan || plan.refused !== null}>
          {t(plan?.needsPull ? 'recreate:pullAndReplace' : 'recreate:replace')}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}

/** Whoever looks at the old one's page looks at the new one's in the end, also when the dialog has gone. */
async function followToNew(taskId: string, oldId: string): Promise<void> {
  const { result } = await taskEnd(taskId, new AbortController().signal);
  if (result?.kind === 'recreate' && window.location.hash.includes(oldId))
    navigate(`/containers/${result.id}`, { replace: true });
}
