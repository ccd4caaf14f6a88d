import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { useEngine } from '../../store/mirror';
import { StateSign } from '../../ui/state-mark';
import { EngineWork } from '../engine-control/engine-work';
import { StartEngine } from '../engine-control/start-engine';
import classes from './get-engine.module.css';

/** Says what is there already: an engine that runs, or one that only has to be started; else that it is watched for. */
export function EngineFound() {
  const { t } = useTranslation();
  const engine = useEngine();
  const before = useRef(engine?.state);
  if (!engine) return null;
  if (engine.state === 'running') {
    const name = [engine.version?.product, engine.version?.engine].filter(Boolean).join(' ');
    const key = before.current === 'running' ? 'get-engine:alreadyThere' : 'get-engine:appeared';
    return (
      <div className={classes.found} data-tone="ok" data-testid="engine-found" role="status">
        <StateSign shape="dot" tone="ok" />
        <strong>{t(key, { name: cleanText(name, 80) })}</strong>
        <Button size="compact-md" onClick={() => navigate('/containers')}>
          {t('get-engine:toContainers')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.found} data-testid="engine-found" role="status">
      <StateSign shape="dashed" tone="idle" />
      <span>{t(engine.control.start === true ? 'get-engine:onlyStart' : 'get-engine:watching')}</span>
      {engine.control.work ? <EngineWork engine={engine} /> : <StartEngine engine={engine} />}
    </div>
  );
}
