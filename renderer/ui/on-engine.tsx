import { engineToName } from '@contract/engine-name';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import { useEngine } from '../store/mirror';
import classes from './on-engine.module.css';

/** In every question that destroys something: on which engine, where it is not the usual one of this machine. */
export function OnEngine() {
  const { t } = useTranslation();
  const endpoint = useEngine()?.endpoint;
  const named = endpoint ? engineToName(endpoint) : null;
  if (!endpoint || !named) return null;
  const name = cleanText(named.name, 60);
  return (
    <p className={classes.engine} data-remote={endpoint.remote} data-testid="on-engine">
      {named.host === null
        ? t('engines:on', { name })
        : t('engines:onNamedHost', { name, host: cleanText(named.host, 100) })}
    </p>
  );
}
