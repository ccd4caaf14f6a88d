import { Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatNumber, shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { DeleteDialog } from '../../ui/delete-dialog';
import { useReturnFocus } from '../../ui/use-return-focus';
import { deleteImages } from './delete-images';
import classes from './delete-images-dialog.module.css';
import { canForce, type Deletion, deletionArgs, mostFreed, planDeletion } from './deletion';
import { type ImageLine, lineName } from './image-rows';

interface DeleteImagesDialogProps {
  lines: readonly ImageLine[];
  onClose: () => void;
  /** After all of them are gone. */
  onDeleted?: () => void;
}

/** Asks before images are deleted: which names and which images go, and what containers say to it. */
export function DeleteImagesDialog({ lines, onClose, onDeleted }: DeleteImagesDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [isForced, setForced] = useState(false);
  const plan = planDeletion(lines);
  const [first] = lines;
  const freed = mostFreed(plan);
  const isRefused = plan.some(({ effect }) => effect !== 'untag' && effect !== 'remove');
  return (
    <DeleteDialog
      title={
        first && lines.length === 1
          ? t('images:delete.title', { name: cleanText(lineName(first), 128) })
          : t('images:delete.titleMany', { number: formatNumber(lines.length) })
      }
      items={plan.map((deletion) => <DeletionItem key={deletion.line.key} deletion={deletion} />)}
      cli={shellLine(deletionArgs(plan, isForced))}
      onClose={onClose}
      onConfirm={async () => {
        onClose();
        if (await deleteImages(lines, isForced)) onDeleted?.();
      }}
    >
      {isRefused && !isForced && <p className={classes.warning}>{t('images:delete.inUse')}</p>}
      {canForce(plan) && (
        <Checkbox
          classNames={{ description: classes.help }}
          label={t('images:delete.force')}
          description={t('images:delete.forceHelp')}
          checked={isForced}
          onChange={(event) => setForced(event.currentTarget.checked)}
        />
      )}
      {plan.some(({ effect }) => effect === 'untag') && (
        <p className={classes.freed}>{t('images:delete.explain')}</p>
      )}
      {freed > 0 && <p className={classes.freed}>{t('images:delete.freed', { size: formatBytes(freed) })}</p>}
    </DeleteDialog>
  );
}

/** One name or image and what deleting it comes to. */
export function DeletionItem({
  deletion: { line, effect, kept },
  children,
}: {
  deletion: Deletion;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const users = line.users.map(({ name }) => cleanText(name, 128)).join(', ');
  const text = {
    untag: () => t('images:delete.untag', { names: cleanText(kept.join(', '), 200) }),
    remove: () => t('images:delete.remove', { size: formatBytes(line.image.size) }),
    force: () => t('images:delete.usedBy', { users }),
    'force-name': () => t('images:delete.runningUsedBy', { users }),
    never: () => t('images:delete.neverUsedBy', { users }),
  }[effect]();
  return (
    <span className={classes.item}>
      <strong>{cleanText(lineName(line), 128)}</strong>
      {line.tag === null && <code>{shortId(line.image.id)}</code>}
      {children}
      <span className={classes.effect}>{text}</span>
    </span>
  );
}
