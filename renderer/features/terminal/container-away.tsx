import type { ContainerRow } from '@contract/containers';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePending } from '../../store/ui';
import { actOnContainers } from '../containers/container-actions';
import { canDo } from '../containers/container-states';
import classes from './terminal.module.css';

/** Why no terminal can be had right now, with the button that changes it. */
export function ContainerAway({ row }: { row: ContainerRow }) {
  const { t } = useTranslation();
  const pending = usePending(row.id);
  const action = row.state === 'paused' ? 'resume' : 'start';
  const text =
    row.state === 'paused' || row.state === 'restarting'
      ? t(`terminal:away.${row.state}`)
      : t('terminal:away.stopped');
  return (
    <div className={classes.notice} role="status" data-testid="terminal-notice">
      {text}
      {canDo(action, row) && (
        <Button
          size="compact-xs"
          variant="default"
          loading={pending !== undefined}
          onClick={() => void actOnContainers(action, [row])}
        >
          {t(`terminal:away.${action}`)}
        </Button>
      )}
    </div>
  );
}
