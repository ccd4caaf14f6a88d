import { engineName } from '@contract/engine-name';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import { useEngine } from '../store/mirror';
import classes from './on-engine.module.css';

/** In every question that destroys something: on which engine, where it is not the usual one of this machine. */
export function OnEngine() {
  const { t } = useTranslation();
  const endpoint = useEngine()?.endpoint;
  if (!endpoint) return null;
  const isUsual = !endpoint.remote && endpoint.source !== 'chosen';
  if (isUsual) return null;
  const name = cleanText(engineName(endpoint), 60);
  const host = cleanText(endpoint.host, 100);
  return (
    <p className={classes.engine} data-remote={endpoint.remote} data-testid="on-engine">
      {endpoint.remote && name !== host
        ? t('engines:onNamedHost', { name, host })
        : t('engines:on', { name })}
    </p>
  );
}
