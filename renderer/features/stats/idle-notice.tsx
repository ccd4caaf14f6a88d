import type { ContainerRow } from '@contract/containers';
import { Button } from '@mantine/core';
import { IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePending } from '../../store/ui';
import { actOnContainers } from '../containers/container-actions';
import { canDo } from '../containers/container-states';
import classes from './stats.module.css';

/** Why there are no figures now, and the way to have some. */
export function IdleNotice({ row }: { row: ContainerRow }) {
  const { t } = useTranslation();
  const pending = usePending(row.id);
  const action = (['resume', 'start'] as const).find((one) => canDo(one, row));
  const word = row.state === 'paused' || row.state === 'restarting' ? row.state : 'stopped';
  return (
    <div className={classes.idle} role="note">
      <IconInfoCircle size={16} stroke={1.5} aria-hidden />
      <span>{t(`stats:idle.${word}`)}</span>
      {action && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={pending !== undefined}
          leftSection={<IconPlayerPlay size={14} stroke={1.5} aria-hidden />}
          onClick={() => void actOnContainers(action, [row])}
        >
          {t(`containers:action.${action}`)}
        </Button>
      )}
    </div>
  );
}
