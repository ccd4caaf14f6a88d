import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askEngine } from '../engine-control/perform';
import classes from './resource-page.module.css';

/** Above a list of what a silent engine said last: that it is old, why, and what helps. */
export function StaleNotice({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const { reason, control } = engine;
  return (
    <div className={classes.stale} role="status">
      <p>
        {t('list:stale')}
        {reason?.code === 'socket-deleted' && ` ${t('shell:reason.socket-deleted.what')}`}{' '}
        <a href="#/engine">{t('shell:menu.details')}</a>
      </p>
      {control.restart === true && (
        <Button
          size="compact-sm"
          variant="default"
          title={control.keepsContainers ? t('engine-control:away.keeps') : undefined}
          onClick={() => askEngine('restart')}
        >
          {t('engine-control:restart')}
        </Button>
      )}
    </div>
  );
}
