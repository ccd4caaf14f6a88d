import type { ContainerRow } from '@contract/containers';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ContainerAway } from './container-away';
import classes from './terminal.module.css';

/** Stands where no session is: because the container does not run, or because all were closed. */
export function EmptyTerminal({ row, onOpen }: { row: ContainerRow; onOpen: () => void }) {
  const { t } = useTranslation();
  const runs = row.state === 'running';
  return (
    <div className={classes.empty}>
      <strong>{t(runs ? 'terminal:empty.title' : 'terminal:away.title')}</strong>
      {runs ? (
        <>
          <p>{t('terminal:empty.text')}</p>
          <Button size="xs" onClick={onOpen}>
            {t('terminal:start')}
          </Button>
        </>
      ) : (
        <ContainerAway row={row} />
      )}
    </div>
  );
}
