import type { ContainerRow } from '@contract/containers';
import { type ComponentType, useEffect } from 'react';
import { useTable } from '../../store/mirror';
import type { ContainerQuestion } from '../../store/ui';
import { LimitsDialog } from './limits-dialog';
import { RenameDialog } from './rename-dialog';
import { SignalDialog } from './signal-dialog';

/** What each question is given: the containers it is about, of which at least one is there. */
export interface QuestionProps {
  rows: readonly [ContainerRow, ...ContainerRow[]];
  onClose: () => void;
}

const questions: Record<ContainerQuestion, ComponentType<QuestionProps>> = {
  signal: SignalDialog,
  rename: RenameDialog,
  limits: LimitsDialog,
};

interface ContainerDialogProps {
  action: ContainerQuestion;
  ids: readonly string[];
  onClose: () => void;
}

/** A question about containers; it goes when the last of them does. */
export function ContainerDialog({ action, ids, onClose }: ContainerDialogProps) {
  const table = useTable('containers');
  const [first, ...others] = ids.flatMap((id) => table.get(id) ?? []);
  const isGone = first === undefined;
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone, onClose]);
  if (!first) return null;
  const Question = questions[action];
  return <Question rows={[first, ...others]} onClose={onClose} />;
}
