import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine, useRow } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { TaskButtons } from './task-buttons';
import { TaskLayers, TaskTotal } from './task-progress';
import type { TaskRun } from './use-task';

interface TaskFormProps {
  title: string;
  /** The button that does it. */
  submit: string;
  canSubmit: boolean;
  onSubmit: () => void;
  onClose: () => void;
  /** The Docker CLI command that does the same. */
  cli: string;
  run: TaskRun;
  /** What the form does not tell itself at a field. */
  error: LighterErrorData | null;
  /** Offered where a login to the registry may help. */
  onLogIn?: () => void;
  /** The form's fields. */
  children: ReactNode;
}

/** A dialog around a task: fields, then its progress; closing it leaves the task running. */
export function TaskForm(props: TaskFormProps) {
  const { run, error, onClose } = props;
  const { t } = useTranslation();
  const isEngineRunning = useEngine()?.state === 'running';
  const task = useRow('tasks', run.taskId ?? '');
  const isReady = props.canSubmit && isEngineRunning;
  return (
    <DialogForm
      title={props.title}
      size={600}
      onClose={onClose}
      onSubmit={() => {
        if (isReady && !run.isRunning) props.onSubmit();
      }}
    >
      {props.children}
      {run.isRunning && task && (
        <>
          <TaskTotal task={task} />
          <TaskLayers layers={task.layers} />
        </>
      )}
      {error && <ErrorNotice error={error} onLogIn={props.onLogIn} isOpen />}
      <CliLine command={props.cli} />
      <TaskButtons task={run} reason={isEngineRunning ? null : t('pull:noEngine')} onClose={onClose}>
        <Button size="compact-md" type="submit" disabled={!isReady} data-autofocus>
          {props.submit}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}
