import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRow } from '../../store/mirror';
import { DialogButtons } from '../../ui/dialog-frame';
import type { TaskRun } from './use-task';

interface TaskButtonsProps {
  task: TaskRun;
  reason?: string | null;
  onClose: () => void;
  /** The button that starts it. */
  children: ReactNode;
}

/** The foot of a dialog that starts a task; while it runs: cancel it, or leave it running. */
export function TaskButtons({ task, reason, onClose, children }: TaskButtonsProps) {
  const { t } = useTranslation();
  const cancelling = useRow('tasks', task.taskId ?? '')?.cancelling;
  if (!task.isRunning) {
    return (
      <DialogButtons reason={reason} onCancel={onClose}>
        {children}
      </DialogButtons>
    );
  }
  return (
    <DialogButtons
      reason={reason}
      onCancel={task.cancel}
      cancel={{ label: cancelling ? t('tasks:cancelling') : undefined, disabled: !task.taskId || cancelling }}
    >
      <Button size="compact-md" onClick={onClose}>
        {t('pull:background')}
      </Button>
    </DialogButtons>
  );
}
