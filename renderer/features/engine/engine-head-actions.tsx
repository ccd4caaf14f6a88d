import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEngineEntries } from '../engine-control/use-engine-entries';
import classes from './engine-page.module.css';

/** What the engine's menu does, where one looks for it on its page; only what can work now. */
export function EngineHeadActions({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const entries = useEngineEntries(engine).filter(
    ({ id, disabled }) => (id === 'stop' || id === 'restart') && disabled === undefined,
  );
  return (
    <div className={classes.actions}>
      <Button
        component="a"
        href="#/diagnose"
        variant="default"
        size="compact-md"
        leftSection={<IconStethoscope size={16} stroke={1.5} aria-hidden />}
      >
        {t('diagnose:page')}
      </Button>
      {entries.map(({ id, label, icon: Icon, run }) => (
        <Button
          key={id}
          variant="default"
          size="compact-md"
          leftSection={Icon && <Icon size={16} stroke={1.5} aria-hidden />}
          onClick={run}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
