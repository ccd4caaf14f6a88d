import type { ContainerRow } from '@contract/containers';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useMarks } from '../../store/marks';
import { DeleteDialog } from '../../ui/delete-dialog';
import { StateMark } from '../../ui/state-mark';
import { deleteContainers } from './container-actions';
import { isRunning } from './container-states';
import classes from './delete-containers-dialog.module.css';
import { ProtectedNames } from './protected-names';

interface DeleteContainersDialogProps {
  rows: readonly ContainerRow[];
  onClose: () => void;
  /** After all of them are gone. */
  onDeleted?: () => void;
}

/**
 * Asks before containers are deleted: which ones, by force or not, with or without anonymous volumes. Protected ones
 * are left out unless their names are typed.
 */
export function DeleteContainersDialog({ rows, onClose, onDeleted }: DeleteContainersDialogProps) {
  const { t } = useTranslation();
  const marks = useMarks();
  const [volumes, setVolumes] = useState(false);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const guarded = rows.filter(({ name }) => marks.protected.has(name));
  const going = rows.filter(({ id, name }) => !marks.protected.has(name) || typed[id]?.trim() === name);
  const [only] = rows;
  // A single one is what it is about, also before its name has been typed.
  const named = rows.length === 1 && only ? [only] : going;
  const running = named.filter(isRunning).length;
  const flags = [running > 0 ? ['-f'] : [], volumes ? ['-v'] : []].flat();
  const name = cleanText(named[0]?.name ?? '', 128);
  return (
    <DeleteDialog
      title={
        named.length === 1
          ? t('containers:delete.title', { name })
          : t('containers:delete.titleMany', { number: formatNumber(named.length) })
      }
      items={named.map((row) => (
        <span key={row.id} className={classes.item}>
          <strong>{cleanText(row.name, 128)}</strong>
          <StateMark state={row.state} health={row.health} exitCode={row.exitCode} />
          <span className={classes.image}>{cleanText(row.image, 128)}</span>
        </span>
      ))}
      cli={shellLine(['docker', 'rm', ...flags, ...named.map((row) => row.name)])}
      locked={going.length === 0}
      onClose={onClose}
      onConfirm={async () => {
        onClose();
        const names = going.map((row) => row.name).filter((one) => marks.protected.has(one));
        if (await deleteContainers(going, volumes, names)) onDeleted?.();
      }}
    >
      {running > 0 && (
        <p className={classes.warning}>
          {named.length === 1
            ? t('containers:delete.force')
            : t('containers:delete.forceMany', { number: formatNumber(running) })}
        </p>
      )}
      {guarded.length > 0 && (
        <ProtectedNames
          rows={guarded}
          isOnly={rows.length === 1}
          typed={typed}
          onTyped={(id, text) => setTyped({ ...typed, [id]: text })}
        />
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
