import type { ContainerRow } from '@contract/containers';
import { type ComponentType, lazy, useEffect, useRef } from 'react';
import { useTable } from '../../store/mirror';
import type { ContainerQuestion } from '../../store/ui';
import { ChangeImageDialog } from '../recreate/change-image-dialog';
import { CommitDialog } from './commit-dialog';
import { CopyToDialog } from './copy-to-dialog';
import { DuplicateDialog } from './duplicate-dialog';
import { LimitsDialog } from './limits-dialog';
import { RenameDialog } from './rename-dialog';
import { SignalDialog } from './signal-dialog';

/** With the run form, which the others do without. */
const EditDialog = lazy(() => import('../recreate/edit-dialog').then((m) => ({ default: m.EditDialog })));

/** What each question is given: the containers it is about, of which at least one is there. */
export interface QuestionProps {
  rows: readonly [ContainerRow, ...ContainerRow[]];
  /** What `change-image` proposes, instead of the image the container has. */
  image?: string;
  onClose: () => void;
}

const questions: Record<ContainerQuestion, ComponentType<QuestionProps>> = {
  signal: SignalDialog,
  rename: RenameDialog,
  limits: LimitsDialog,
  duplicate: DuplicateDialog,
  commit: CommitDialog,
  'copy-to': CopyToDialog,
  'change-image': ChangeImageDialog,
  edit: EditDialog,
};

/** Those that take the container away themselves. */
const outlives: ReadonlySet<ContainerQuestion> = new Set(['change-image', 'edit']);

interface ContainerDialogProps {
  action: ContainerQuestion;
  ids: readonly string[];
  image?: string;
  onClose: () => void;
}

/** A question about containers; it goes when the last of them does. */
export function ContainerDialog({ action, ids, image, onClose }: ContainerDialogProps) {
  const table = useTable('containers');
  const [first, ...others] = ids.flatMap((id) => table.get(id) ?? []);
  const last = useRef<QuestionProps['rows'] | null>(null);
  if (first) last.current = [first, ...others];
  const isGone = first === undefined && !outlives.has(action);
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone, onClose]);
  if (!last.current || isGone) return null;
  const Question = questions[action];
  return <Question rows={last.current} image={image} onClose={onClose} />;
}
