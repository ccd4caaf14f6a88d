import type { ContainerRow } from '@contract/containers';
import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { type Property, PropertyList } from '../../ui/property-list';
import classes from './details.module.css';
import { ExitCard } from './exit-card';
import { basicRows, limitRows, mountRows, networkRows, portRows } from './fact-rows';
import { HealthCard } from './health-card';
import { IsolationCard } from './isolation-card';
import { LifeCyclePicture } from './life-cycle-picture';
import { ProcessesCard } from './processes-card';
import { type ContainerFacts, readInspect } from './read-inspect';
import type { useInspection } from './use-inspection';
import { EnvironmentCard, LabelsCard } from './variables-card';

interface OverviewProps {
  row: ContainerRow;
  inspection: ReturnType<typeof useInspection>;
  onDelete: () => void;
}

/** How it fares, where it stands in its life, and what it was made with. */
export function Overview({ row, inspection, onDelete }: OverviewProps) {
  const { json, error, reload } = inspection;
  const facts = useMemo(() => (json === undefined ? null : readInspect(json)), [json]);
  return (
    <div className={classes.overview}>
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {facts && <ExitCard row={row} facts={facts} />}
      <LifeCyclePicture row={row} onDelete={onDelete} />
      {facts ? <Cards row={row} facts={facts} inspection={inspection} /> : !error && <Skeletons />}
    </div>
  );
}

interface CardsProps {
  row: ContainerRow;
  facts: ContainerFacts;
  inspection: OverviewProps['inspection'];
}

function Cards({ row, facts, inspection }: CardsProps) {
  const { t } = useTranslation();
  const host = useEngine()?.endpoint.host ?? 'localhost';
  const orNone = (rows: Property[], none: string): Property[] =>
    rows.length > 0 ? rows : [{ label: none, value: '' }];
  return (
    <div className={classes.cards}>
      <div className={classes.column}>
        <PropertyList title={t('details:basic.title')} rows={basicRows(t, row, facts)} />
        {facts.health && (
          <HealthCard health={facts.health} isRunning={row.state === 'running'} reload={inspection.reload} />
        )}
        <EnvironmentCard env={facts.env} />
        <ProcessesCard row={row} />
      </div>
      <div className={classes.column}>
        {row.state !== 'removing' && <IsolationCard json={inspection.json} />}
        <PropertyList
          title={t('details:ports.title')}
          rows={orNone(portRows(t, row, facts, host), t('details:ports.none'))}
        />
        <PropertyList
          title={t('details:mounts.title')}
          rows={orNone(mountRows(t, facts.mounts), t('details:mounts.none'))}
        />
        <PropertyList title={t('details:networks.title')} rows={networkRows(t, facts)} />
        <PropertyList title={t('details:limits.title')} rows={limitRows(t, facts)} />
        <LabelsCard labels={facts.labels} />
      </div>
    </div>
  );
}

function Skeletons() {
  return (
    <div className={classes.cards} aria-hidden="true">
      <Skeleton height={330} radius={6} />
      <Skeleton height={330} radius={6} />
    </div>
  );
}
