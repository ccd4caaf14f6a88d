import { engineName } from '@contract/engine-name';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { useEngine } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import classes from './engine-frame.module.css';

/** The engine's name in the status bar, which leads to the others; one on another machine stands out. */
export function EngineContext() {
  const { t } = useTranslation();
  const engine = useEngine();
  if (!engine) return null;
  const { endpoint } = engine;
  const name = cleanText(engineName(endpoint), 60);
  const host = cleanText(endpoint.host, 100);
  return (
    <button
      type="button"
      className={classes.context}
      data-testid="engine-context"
      data-remote={endpoint.remote}
      title={endpoint.url}
      onClick={() => openDialog({ kind: 'switch' })}
    >
      <span className="sr-only">{t('shell:context')} </span>
      {name}
      {endpoint.remote && name !== host && <span className={classes.host}>{host}</span>}
      {endpoint.plain && (
        <span className={classes.plain} title={t('engines:add.plainWarning')}>
          {t('engines:plain')}
        </span>
      )}
      <span className="sr-only"> {t('engines:title')}</span>
    </button>
  );
}
