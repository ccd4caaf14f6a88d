import { engineName } from '@contract/engine-name';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { useEngine } from '../../store/mirror';
import classes from './engine-frame.module.css';

/** A coloured line around the window and the host's name, while the engine is on another machine. */
export function RemoteFrame() {
  const { t } = useTranslation();
  const endpoint = useEngine()?.endpoint;
  if (!endpoint?.remote) return null;
  const name = cleanText(engineName(endpoint), 60);
  const host = cleanText(endpoint.host, 100);
  return (
    <div className={classes.frame} data-testid="remote-frame">
      <span className={classes.flag}>
        {name === host ? t('engines:onHost', { host }) : t('engines:onNamedHost', { name, host })}
      </span>
    </div>
  );
}
