import type { EngineReasonCode, EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { IconPlayerPlay, IconRotate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './engine-control.module.css';
import { LogLines } from './engine-work';
import { askEngine, performEngine } from './perform';

/** Why the engine is away and what helps: an engine that is there but stopped is no missing one. */
export function AwayWords({ engine, code }: { engine: EngineRow; code: EngineReasonCode }) {
  const { t } = useTranslation();
  const { start, provider, name, keepsContainers } = engine.control;
  const isStopped = start === true && (code === 'no-socket' || code === 'connection-refused');
  if (!isStopped)
    return (
      <>
        <p>{t(`shell:reason.${code}.what`)}</p>
        <p>
          {t(`shell:reason.${code}.next`)}
          {keepsContainers && ` ${t('engine-control:away.keeps')}`}
        </p>
      </>
    );
  return (
    <>
      <p>
        {provider === 'managed' ? t('engine-control:away.own') : t('engine-control:away.other', { name })}
      </p>
      <p>{t(provider === 'managed' ? 'engine-control:away.ownNext' : 'engine-control:away.otherNext')}</p>
    </>
  );
}

/** Why an engine that is here cannot be started; other blocks are no news, or told with what helps elsewhere. */
const blocks = ['needs-root', 'no-machine', 'no-provider'] as const;

/** Where the engine is away: `Start engine` if that can work, and how the last attempt failed. */
export function StartEngine({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const { control } = engine;
  const blocked = blocks.find((block) => block === control.start);
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
      {blocked && (
        <>
          <Button disabled leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}>
            {t('engine-control:start')}
          </Button>
          <p>{t(`engine-control:block.${blocked}`)}</p>
        </>
      )}
      {engine.state === 'unresponsive' && control.restart === true && (
        <Button
          leftSection={<IconRotate size={16} stroke={1.5} aria-hidden />}
          title={t('engine-control:by', { name: control.name })}
          onClick={() => askEngine('restart')}
        >
          {t('engine-control:restart')}
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
