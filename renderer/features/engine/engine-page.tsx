import type { EngineRow, EngineState } from '@contract/engine';
import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatDuration, formatExact, formatNumber } from '../../lib/format';
import { useEngine, useTable } from '../../store/mirror';
import { CliFooter } from '../../ui/cli-footer';
import { ErrorNotice } from '../../ui/error-notice';
import { PropertyList } from '../../ui/property-list';
import { type Shape, StateSign, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { EngineWork } from '../engine-control/engine-work';
import { OwnEngineCard } from '../engine-control/own-engine-card';
import { EngineAway } from '../resource-page/engine-away';
import { hostRows, versionRows } from './detail-rows';
import classes from './engine-page.module.css';
import { useDetails } from './use-details';

const looks: Record<EngineState, { shape: Shape; tone: Tone }> = {
  running: { shape: 'dot', tone: 'ok' },
  starting: { shape: 'spin', tone: 'warn' },
  stopping: { shape: 'spin', tone: 'warn' },
  stopped: { shape: 'ring', tone: 'idle' },
  unresponsive: { shape: 'cross', tone: 'bad' },
  missing: { shape: 'dashed', tone: 'idle' },
};

/** Which engine this is, what it is made of, where it runs, and how Lighter found it. */
export function EnginePage() {
  const { t } = useTranslation();
  const engine = useEngine();
  const { details, error, reload } = useDetails(engine);
  useEffect(() => {
    document.title = `${t('engine:title')} - Lighter`;
  }, [t]);
  if (!engine) return null;
  const isAway = engine.state === 'missing' || engine.state === 'stopped' || engine.state === 'unresponsive';

  return (
    <section className={classes.page}>
      <header className={classes.head}>
        <h1>{t('engine:title')}</h1>
        <StateLine engine={engine} />
      </header>
      <div className={classes.scroll}>
        {isAway && <EngineAway engine={engine} />}
        {engine.control.work && <EngineWork engine={engine} />}
        {error && <ErrorNotice error={error} onRetry={reload} />}
        {details && details.warnings.length > 0 && <Warnings warnings={details.warnings} />}
        <div className={classes.cards}>
          {details && engine.version ? (
            <>
              <PropertyList title={t('engine:versions')} rows={versionRows(t, engine.version, details)} />
              <div className={classes.column}>
                <PropertyList title={t('engine:machine')} rows={hostRows(t, details)} />
                <Counts />
              </div>
            </>
          ) : (
            engine.state === 'running' && !error && <Skeletons />
          )}
          <Endpoint engine={engine} />
        </div>
      </div>
      <CliFooter command="docker version" />
    </section>
  );
}

function StateLine({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const look = looks[engine.state];
  return (
    <p className={classes.state} data-tone={look.tone}>
      <StateSign shape={look.shape} tone={look.tone} />
      <span className={classes.word}>{t(`shell:engine.${engine.state}`)}</span>
      <span className={classes.muted} title={formatExact(engine.since)}>
        {t('engine:since', { duration: formatDuration(now - engine.since) })}
      </span>
      {engine.lastAnswerAt !== null && (
        <span className={classes.muted} title={formatExact(engine.lastAnswerAt)}>
          {t('engine:lastAnswer', { duration: formatDuration(Math.max(0, now - engine.lastAnswerAt)) })}
        </span>
      )}
    </p>
  );
}

/** What the engine holds, live from the mirror rather than from the answer of a moment ago. */
function Counts() {
  const { t } = useTranslation();
  const states = [...useTable('containers').values()].map(({ state }) => state);
  const running = states.filter((state) => state === 'running' || state === 'restarting').length;
  const paused = states.filter((state) => state === 'paused').length;
  const count = (number: number) => formatNumber(number);
  return (
    <PropertyList
      title={t('engine:holds')}
      rows={[
        { label: t('engine:containers'), value: <a href="#/containers">{count(states.length)}</a> },
        { label: t('engine:running'), value: count(running) },
        { label: t('engine:paused'), value: count(paused) },
        { label: t('engine:stopped'), value: count(states.length - running - paused) },
        { label: t('engine:images'), value: <a href="#/images">{count(useTable('images').size)}</a> },
        { label: t('engine:volumes'), value: count(useTable('volumes').size) },
        { label: t('engine:networks'), value: count(useTable('networks').size) },
      ]}
    />
  );
}

function Endpoint({ engine: { endpoint, control } }: { engine: EngineRow }) {
  const { t } = useTranslation();
  return (
    <div className={classes.column}>
      <PropertyList
        title={t('engine:endpoint')}
        rows={[
          { label: t('engine:context'), value: cleanText(endpoint.context, 100) },
          { label: t('engine:address'), value: <code>{cleanText(endpoint.url, 300)}</code> },
          { label: t('engine:place'), value: t(endpoint.remote ? 'engine:remote' : 'engine:local') },
          {
            label: t('engine:ports'),
            value: <code>{t('engine:portsAt', { host: cleanText(endpoint.host, 200) })}</code>,
          },
        ]}
      />
      <p className={classes.explain}>{t(`engine:source.${endpoint.source}`)}</p>
      <OwnEngineCard control={control} />
    </div>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.warnings}>
      <h2>{t('engine:warnings')}</h2>
      <p className={classes.muted}>{t('engine:warningsHelp')}</p>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{cleanText(warning.replace(/^WARNING:\s*/, ''), 500)}</li>
        ))}
      </ul>
    </section>
  );
}

function Skeletons() {
  return (
    <>
      <Skeleton height={360} radius={6} />
      <Skeleton height={360} radius={6} />
    </>
  );
}
