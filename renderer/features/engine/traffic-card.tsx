import type { AnatomyUpdate } from '@contract/anatomy';
import { useTranslation } from 'react-i18next';
import { formatDuration, formatNumber } from '../../lib/format';
import classes from './engine-page.module.css';

/** What Lighter has just asked of the engine and heard from it. No id, name or content is kept of a call. */
export function TrafficCard({ update }: { update: AnatomyUpdate | null }) {
  const { t } = useTranslation();
  const over = formatDuration(update ? Math.max(1000, update.watched) : 60_000, 1);
  return (
    <section
      className={classes.card}
      id="engine-traffic"
      tabIndex={-1}
      aria-labelledby="traffic-title"
      data-testid="engine-traffic"
    >
      <header className={classes.cardHead}>
        <h2 id="traffic-title">{t('engine:traffic.title')}</h2>
        <span className={classes.muted}>{t('engine:traffic.over', { duration: over })}</span>
      </header>
      <dl className={classes.figures}>
        <div>
          <dt>{t('engine:traffic.calls')}</dt>
          <dd data-testid="calls-per-minute">{update ? formatNumber(update.calls.perMinute) : '–'}</dd>
        </div>
        <div>
          <dt>{t('engine:traffic.events')}</dt>
          <dd data-testid="events-per-minute">{update ? formatNumber(update.events.perMinute) : '–'}</dd>
        </div>
      </dl>
      {update && update.calls.latest.length > 0 && (
        <ul className={classes.calls} aria-label={t('engine:traffic.latest')}>
          {update.calls.latest.map(({ method, path, count }) => (
            <li key={`${method} ${path}`}>
              <code>
                {method} {path}
              </code>
              <span>{t('engine:traffic.times', { number: formatNumber(count) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
