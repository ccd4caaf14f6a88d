import type { EngineDetails, EngineRow, EngineState } from '@contract/engine';
import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatDuration, formatExact, formatNumber } from '../../lib/format';
import { useEngine, useLastAnswer, useTable } from '../../store/mirror';
import { CliFooter } from '../../ui/cli-footer';
import { ErrorNotice } from '../../ui/error-notice';
import { PropertyList } from '../../ui/property-list';
import { type Shape, StateSign, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { EngineWork } from '../engine-control/engine-work';
import { OwnEngineCard } from '../engine-control/own-engine-card';
import { EngineAway } from '../resource-page/engine-away';
import { AnatomyCard } from './anatomy/anatomy-card';
import { chainOf, livingContainers, shownAtMost } from './anatomy/anatomy-model';
import { useAnatomy } from './anatomy/use-anatomy';
import { hostRows, registryRows, versionRows } from './detail-rows';
import { DiskCard } from './disk-card';
import { EngineHeadActions } from './engine-head-actions';
import classes from './engine-page.module.css';
import { EngineWarnings } from './engine-warnings';
import { TrafficCard } from './traffic-card';
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
        <EngineHeadActions engine={engine} />
      </header>
      <div className={classes.scroll}>
        {isAway && <EngineAway engine={engine} />}
        {engine.control.work && <EngineWork engine={engine} />}
        {error && <ErrorNotice error={error} onRetry={reload} />}
        {details && engine.version ? (
          <Facts engine={engine} version={engine.version} details={details} />
        ) : (
          <div className={classes.cards}>
            {engine.state === 'running' && !error && <Skeletons />}
            <Endpoint engine={engine} />
          </div>
        )}
      </div>
      <CliFooter command="docker version" />
    </section>
  );
}

function StateLine({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const lastAnswerAt = useLastAnswer();
  const look = looks[engine.state];
  return (
    <p className={classes.state} data-tone={look.tone}>
      <StateSign shape={look.shape} tone={look.tone} />
      <span className={classes.word}>{t(`shell:engine.${engine.state}`)}</span>
      <span className={classes.muted} title={formatExact(engine.since)}>
        {t('engine:since', { duration: formatDuration(now - engine.since) })}
      </span>
      {lastAnswerAt !== null && (
        <span className={classes.muted} title={formatExact(lastAnswerAt)}>
          {t('engine:lastAnswer', { duration: formatDuration(Math.max(0, now - lastAnswerAt)) })}
        </span>
      )}
    </p>
  );
}

interface FactsProps {
  engine: EngineRow;
  version: NonNullable<EngineRow['version']>;
  details: EngineDetails;
}

/** All that the engine has told; the picture and the traffic move, as long as it answers. */
function Facts({ engine, version, details }: FactsProps) {
  const { t } = useTranslation();
  const containers = livingContainers(useTable('containers').values());
  const update = useAnatomy(containers.slice(0, shownAtMost).map(({ id }) => id));
  const isUp = engine.state === 'running';
  return (
    <>
      <EngineWarnings warnings={details.warnings} />
      {isUp && <AnatomyCard chain={chainOf(version, details)} containers={containers} update={update} />}
      <div className={classes.cards}>
        <div className={classes.column}>
          <div id="engine-versions" tabIndex={-1}>
            <PropertyList title={t('engine:versions')} rows={versionRows(t, version, details)} />
          </div>
          {isUp && <TrafficCard update={update} />}
        </div>
        <div className={classes.column}>
          <PropertyList title={t('engine:machine')} rows={hostRows(t, details)} />
          <PropertyList title={t('engine:registries')} rows={registryRows(t, details)} />
        </div>
        <div className={classes.column}>
          <Endpoint engine={engine} />
          <Counts />
          {isUp && <DiskCard key={engine.epoch} />}
        </div>
      </div>
    </>
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

function Skeletons() {
  return (
    <>
      <Skeleton height={360} radius={6} />
      <Skeleton height={360} radius={6} />
    </>
  );
}
