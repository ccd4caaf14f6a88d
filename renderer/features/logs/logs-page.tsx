import type { ContainerRow } from '@contract/containers';
import { mostTogether } from '@contract/log-pack';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMirror, useRow } from '../../store/mirror';
import { DetailsHead } from '../../ui/details-head';
import { containerLook, StateSign } from '../../ui/state-mark';
import { projectOf } from '../containers/project-of';
import { sourceColours } from './log-row';
import type { LogFilter, LogSource } from './log-session';
import { LogView } from './log-view';
import classes from './logs-page.module.css';

interface LogsPageProps {
  /** Ids (also shortened ones) separated by commas, or `project:NAME`. */
  containers: string;
}

/** The logs of several containers as one, each in its colour. */
export function LogsPage({ containers }: LogsPageProps) {
  const { t } = useTranslation();
  const isReady = useRow('lists', 'containers')?.state === 'ready';
  return (
    <section className={classes.page} data-testid="logs-page">
      <DetailsHead backTo="/containers" backLabel={t('details:back')} title={t('logs:together')} />
      {isReady ? (
        <Together containers={containers} />
      ) : (
        <p className={classes.waiting}>{t('common:loading')}</p>
      )}
    </section>
  );
}

function Together({ containers }: LogsPageProps) {
  const { t } = useTranslation();
  // As it was when the page was opened: a container that comes or goes must not take the place in the log away.
  const [sources] = useState(() => sourcesOf(containers, useMirror.getState().tables.containers));
  if (sources.length === 0) return <p className={classes.waiting}>{t('logs:noContainers')}</p>;
  return (
    <LogView
      sources={sources}
      legend={(filter, onFilter) => <Legend sources={sources} filter={filter} onFilter={onFilter} />}
    />
  );
}

/** Those of the containers that exist, in the order asked for; a project's by name. */
function sourcesOf(asked: string, rows: ReadonlyMap<string, ContainerRow>): LogSource[] {
  const all = [...rows.values()];
  const project = asked.startsWith('project:') ? asked.slice('project:'.length) : null;
  const found =
    project === null
      ? asked.split(',').flatMap((id) => all.find((row) => id.length >= 12 && row.id.startsWith(id)) ?? [])
      : all.filter((row) => projectOf(row) === project).sort((a, b) => (a.name < b.name ? -1 : 1));
  return found.slice(0, mostTogether).map(({ id, name }) => ({ id, name }));
}

interface LegendProps {
  sources: readonly LogSource[];
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
}

/** Which colour is whose; a click leaves a container out or takes it in again. */
function Legend({ sources, filter, onFilter }: LegendProps) {
  const { t } = useTranslation();
  const toggle = (source: number) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(source)) hidden.add(source);
    onFilter({ ...filter, hidden });
  };
  return (
    <fieldset className={classes.legend} aria-label={t('logs:containers')}>
      {sources.map(({ id, name }, source) => (
        <label key={id} className={classes.legendEntry} data-source={source % sourceColours}>
          <input type="checkbox" checked={!filter.hidden.has(source)} onChange={() => toggle(source)} />
          <span>{name}</span>
          <State id={id} />
        </label>
      ))}
    </fieldset>
  );
}

function State({ id }: { id: string }) {
  const row = useRow('containers', id);
  if (!row) return null;
  const { shape, tone } = containerLook(row.state, row.health, row.exitCode);
  return <StateSign shape={shape} tone={tone} />;
}
