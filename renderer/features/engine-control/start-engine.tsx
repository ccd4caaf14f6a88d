import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './engine-control.module.css';
import { LogLines } from './engine-work';
import { performEngine } from './perform';

/** Where the engine is away: `Start engine` if that can work, and how the last attempt failed. */
export function StartEngine({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const { control } = engine;
  return (
    <>
      {control.failure && <EngineFailure failure={control.failure} />}
      {control.start === true && (
        <Button
          leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}
          title={t('engine-control:by', { name: control.name })}
          onClick={() => performEngine('start')}
        >
          {t('engine-control:start')}
        </Button>
      )}
    </>
  );
}

/** What went wrong, what to do next, and the lines that say so. */
function EngineFailure({ failure }: { failure: NonNullable<EngineRow['control']['failure']> }) {
  const { t } = useTranslation();
  return (
    <section className={classes.failure} data-testid="engine-failure" role="alert">
      <strong>{t(`engine-control:failed.${failure.action}`)}</strong>
      <p>{t(`engine-control:failure.${failure.code}`)}</p>
      <LogLines lines={failure.lines.length > 0 ? failure.lines : [cleanText(failure.message, 400)]} />
    </section>
  );
}
