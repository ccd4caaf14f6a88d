import type { EngineReasonCode, EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { openDialog } from '../../store/ui';
import { CliLine } from '../../ui/cli-line';
import { AwayWords, StartEngine } from '../engine-control/start-engine';
import classes from './list-states.module.css';

/** A command that mends it, where there is one; null elsewhere. */
function remedy(code: EngineReasonCode): string | null {
  const linux = navigator.userAgent.includes('Linux');
  switch (code) {
    case 'connection-refused':
      return linux ? 'sudo systemctl start docker' : 'docker desktop start';
    case 'permission-denied':
      return linux ? 'sudo usermod -aG docker "$USER"' : null;
    case 'context-not-found':
      return 'docker context use default';
    default:
      return null;
  }
}

/** In place of a list whose engine is away: what happened, why, what to do next. */
export function EngineAway({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const [looking, setLooking] = useState(false);
  const code = engine.reason?.code ?? (engine.state === 'missing' ? 'no-socket' : 'connection-refused');
  // What the button does needs no command.
  const command = engine.control.start === true ? null : remedy(code);
  const look = () => {
    setLooking(true);
    void call('engine.retry', {}).finally(() => setLooking(false));
  };
  return (
    <div className={classes.state} role="status">
      <h2>{t(`shell:engine.${engine.state}`)}</h2>
      <AwayWords engine={engine} code={code} />
      {command && (
        <div className={classes.cli}>
          <CliLine command={command} />
        </div>
      )}
      <StartEngine engine={engine} />
      {engine.state === 'missing' && engine.control.start !== true && (
        <Button component="a" href="#/get-engine">
          {t('get-engine:page')}
        </Button>
      )}
      <div className={classes.ways}>
        <Button
          variant="default"
          loading={looking}
          leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden />}
          onClick={look}
        >
          {t('shell:menu.retry')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={16} stroke={1.5} aria-hidden />}
          onClick={() => openDialog({ kind: 'switch' })}
        >
          {t('engines:title')}
        </Button>
        <Button component="a" href="#/diagnose" variant="subtle">
          {t('diagnose:page')}
        </Button>
      </div>
      <p className="mono">{engine.endpoint.url}</p>
      {engine.reason && (
        <details className={classes.words}>
          <summary>{t('errors:words')}</summary>
          <p className="mono" lang="en">
            {cleanText(engine.reason.message, 300)}
          </p>
        </details>
      )}
    </div>
  );
}
