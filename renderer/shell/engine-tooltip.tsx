import type { EngineRow } from '@contract/engine';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import { formatDuration, formatExact } from '../lib/format';
import { useLastAnswer } from '../store/mirror';
import { useNow } from '../ui/use-now';
import classes from './engine-badge.module.css';

/** Version, endpoint, since when, age of the last answer (ticking only while open), and why not running. */
export function EngineTooltip({ id, engine }: { id: string; engine: EngineRow }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const { version, endpoint, reason, since } = engine;
  const lastAnswerAt = useLastAnswer();
  return (
    <div className={classes.tooltip} role="tooltip" id={id}>
      <dl>
        {version && (
          <>
            <dt>{version.product}</dt>
            <dd>{t('shell:tip.version', { version: version.engine, api: version.negotiated })}</dd>
          </>
        )}
        <dt>{t('shell:tip.endpoint')}</dt>
        <dd className="mono">{endpoint.url}</dd>
        <dt>{t('shell:tip.since')}</dt>
        <dd>
          {t('shell:tip.sinceValue', { time: formatExact(since), duration: formatDuration(now - since) })}
        </dd>
        {lastAnswerAt !== null && (
          <>
            <dt>{t('shell:tip.lastAnswer')}</dt>
            <dd>{t('shell:tip.ago', { duration: formatDuration(now - lastAnswerAt) })}</dd>
          </>
        )}
      </dl>
      {reason && (
        <>
          <p className={classes.reason}>{t(`shell:reason.${reason.code}.what`)}</p>
          <p className={classes.source}>{t('errors:words')}</p>
          <p className={classes.words} lang="en">
            {cleanText(reason.message, 300)}
          </p>
        </>
      )}
    </div>
  );
}
