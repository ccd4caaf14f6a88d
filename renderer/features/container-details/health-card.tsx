import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatDuration, formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { Age } from '../../ui/age';
import { useVisibleInterval } from '../../ui/use-visible-interval';
import details from './details.module.css';
import classes from './health-card.module.css';
import type { Health, Probe } from './read-inspect';

interface HealthCardProps {
  health: Health;
  /** Whether probes are still made. */
  isRunning: boolean;
  /** Reads the container again: the engine tells of a changed verdict, not of each probe. */
  reload: () => void;
}

/** Not asked for more often, however short the check's own interval is. ms. */
const leastInterval = 3000;

/** How the health check does: what it runs, how often, and how its last runs went. */
export function HealthCard({ health, isRunning, reload }: HealthCardProps) {
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  useVisibleInterval(card, isRunning ? Math.max(leastInterval, health.interval) : null, reload);
  const { status, failures, test, interval, retries, probes } = health;
  return (
    <section className={details.card} ref={card} data-testid="health">
      <h2>
        {t('details:health.title')}
        <span className={classes.verdict} data-status={status}>
          {t(`details:health.status.${statusWord(status)}`)}
        </span>
      </h2>
      <div className={classes.body}>
        <p>
          {t('details:health.rule', {
            interval: formatDuration(interval),
            count: retries,
            number: formatNumber(retries),
          })}
          {failures > 0 && <> {t('details:basic.healthFailing', { count: failures })}.</>}
        </p>
        {test.length > 0 && (
          <code className={classes.test}>
            {cleanText(test.length === 1 ? (test[0] ?? '') : shellLine(test), 1000)}
          </code>
        )}
        {probes.length === 0 ? (
          <p>{t('details:health.none')}</p>
        ) : (
          <ol className={classes.probes}>
            {probes.map((probe) => (
              <ProbeRow key={probe.at ?? 0} probe={probe} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

const statuses = ['healthy', 'unhealthy', 'starting'] as const;
const statusWord = (status: string) => statuses.find((known) => known === status) ?? 'starting';

function ProbeRow({ probe: { at, took, exitCode, output } }: { probe: Probe }) {
  const { t } = useTranslation();
  const word = exitCode === 0 ? 'passed' : exitCode < 0 ? 'timedOut' : 'failed';
  return (
    <li data-word={word}>
      <span className={classes.line}>
        <strong>{t(`details:health.probe.${word}`, { code: exitCode })}</strong>
        <span>
          {at !== null && <Age since={at} form="ago" />}
          {took !== null && ` · ${t('details:health.took', { number: formatNumber(took) })}`}
        </span>
      </span>
      {output === '' ? (
        word !== 'passed' && <span className={classes.silent}>{t('details:health.silent')}</span>
      ) : (
        <pre>{cleanText(output, 1000)}</pre>
      )}
    </li>
  );
}
