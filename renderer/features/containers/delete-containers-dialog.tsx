import type { ContainerRow } from '@contract/containers';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { DeleteDialog } from '../../ui/delete-dialog';
import { StateMark } from '../../ui/state-mark';
import { deleteContainers } from './container-actions';
import { isRunning } from './container-states';
import classes from './delete-containers-dialog.module.css';

interface DeleteContainersDialogProps {
  rows: readonly ContainerRow[];
  onClose: () => void;
  /** After all of them are gone. */
  onDeleted?: () => void;
}

/** Asks before containers are deleted: which ones, by force or not, with or without anonymous volumes. */
export function DeleteContainersDialog({ rows, onClose, onDeleted }: DeleteContainersDialogProps) {
  const { t } = useTranslation();
  const [volumes, setVolumes] = useState(false);
  const running = rows.filter(isRunning).length;
  const flags = [running > 0 ? ['-f'] : [], volumes ? ['-v'] : []].flat();
  const name = cleanText(rows[0]?.name ?? '', 128);
  return (
    <DeleteDialog
      title={
        rows.length === 1
          ? t('containers:delete.title', { name })
          : t('containers:delete.titleMany', { number: formatNumber(rows.length) })
      }
      items={rows.map((row) => (
        <span key={row.id} className={classes.item}>
          <strong>{cleanText(row.name, 128)}</strong>
          <StateMark state={row.state} health={row.health} exitCode={row.exitCode} />
          <span className={classes.image}>{cleanText(row.image, 128)}</span>
        </span>
      ))}
      cli={shellLine(['docker', 'rm', ...flags, ...rows.map((row) => row.name)])}
      onClose={onClose}
      onConfirm={async () => {
        onClose();
        if (await deleteContainers(rows, volumes)) onDeleted?.();
      }}
    >
      {running > 0 && (
        <p className={classes.warning}>
          {rows.length === 1
            ? t('containers:delete.force')
            : t('containers:delete.forceMany', { number: formatNumber(running) })}
        </p>
      )}
      <Checkbox
        label={t('containers:delete.volumes')}
        description={t('containers:delete.volumesHelp')}
        checked={volumes}
        onChange={(event) => setVolumes(event.currentTarget.checked)}
      />
    </DeleteDialog>
  );
}
