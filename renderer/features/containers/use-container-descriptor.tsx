import type { ContainerRow } from '@contract/containers';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMarks } from '../../store/marks';
import { openDialog } from '../../store/ui';
import { StateMark } from '../../ui/state-mark';
import { OtherEngineHint } from '../engines/other-engine-hint';
import { Nothing } from '../resource-page/cells';
import type { Column, ResourceDescriptor } from '../resource-page/types';
import { CreatedCell, ImageCell, PortsCell, UptimeCell } from './cells';
import { containerFields } from './container-fields';
import { containerActions, containerBulkActions } from './container-menu';
import { isDeletableStopped, isRunning, isStopped, isUnhealthy } from './container-states';
import { CpuCell, MemoryCell, NetworkCell } from './figure-cells';
import { NameCell } from './name-cell';
import { publishedPorts } from './ports';
import { projectGrouping } from './project-group';

const hrefOf = (row: ContainerRow) => `#/containers/${row.id}`;

/** What the search looks through. */
export function containerText(row: ContainerRow): string {
  const ports = publishedPorts(row.ports, '').map(({ label }) => label);
  const labels = Object.entries(row.labels).map(([name, value]) => `${name}=${value}`);
  return [row.name, row.image, row.state, row.id, row.command, ...ports, ...row.networks, ...labels].join(
    ' ',
  );
}

/** Sorts by how alive it is, then by exit code. */
const stateOrder = { running: 0, restarting: 1, paused: 2, created: 3, exited: 4, dead: 5, removing: 6 };

/** What THE list page must know about containers. `onDelete` asks first. */
export function useContainerDescriptor(
  onDelete: (rows: ContainerRow[]) => void,
  onDeleteStopped: () => void,
): ResourceDescriptor<ContainerRow> {
  const { t } = useTranslation();
  const marks = useMarks();
  return useMemo(
    () => ({
      kind: 'container',
      list: 'containers',
      title: t('shell:page.containers'),
      keyOf: (row) => row.id,
      nameOf: (row) => row.name,
      stateOf: (row) => row.state,
      textOf: containerText,
      hrefOf,
      columns: [
        {
          id: 'name',
          header: t('containers:column.name'),
          min: 150,
          grow: 3,
          importance: 1,
          sort: (row) => row.name,
          cell: (row) => (
            <NameCell
              row={row}
              href={hrefOf(row)}
              isPinned={marks.pinned.has(row.name)}
              isProtected={marks.protected.has(row.name)}
            />
          ),
        },
        {
          id: 'image',
          header: t('containers:column.image'),
          min: 126,
          grow: 2.5,
          importance: 4,
          sort: (row) => row.image,
          cell: (row) => <ImageCell row={row} />,
        },
        {
          id: 'state',
          header: t('containers:column.state'),
          min: 124,
          grow: 1,
          importance: 2,
          sort: (row) => stateOrder[row.state] * 1000 + (row.exitCode ?? 0),
          cell: (row) => <StateMark state={row.state} health={row.health} exitCode={row.exitCode} />,
        },
        {
          id: 'ports',
          header: t('containers:column.ports'),
          min: 100,
          grow: 1.5,
          importance: 3,
          sort: (row) => publishedPorts(row.ports, '')[0]?.hostPort ?? null,
          cell: (row) => <PortsCell row={row} />,
        },
        {
          id: 'cpu',
          header: t('containers:column.cpu'),
          min: 108,
          grow: 0,
          align: 'end',
          importance: 5,
          cell: (row) => (isRunning(row) ? <CpuCell id={row.id} /> : <Nothing />),
        },
        {
          id: 'memory',
          header: t('containers:column.memory'),
          min: 116,
          grow: 0,
          align: 'end',
          importance: 7,
          cell: (row) => (isRunning(row) ? <MemoryCell id={row.id} /> : <Nothing />),
        },
        {
          id: 'network',
          header: t('containers:column.network'),
          min: 128,
          grow: 0,
          align: 'end',
          importance: 8,
          cell: (row) => (isRunning(row) ? <NetworkCell id={row.id} /> : <Nothing />),
        },
        {
          id: 'uptime',
          header: t('containers:column.uptime'),
          min: 104,
          grow: 0,
          align: 'end',
          importance: 6,
          sort: (row) => (row.since === null ? null : -row.since),
          cell: (row) => <UptimeCell row={row} />,
        },
        {
          id: 'created',
          header: t('containers:column.created'),
          min: 132,
          grow: 0,
          align: 'end',
          importance: 9,
          sort: (row) => -row.createdAt,
          cell: (row) => <CreatedCell row={row} />,
        },
      ] satisfies Column<ContainerRow>[],
      defaultSort: { column: 'name', descending: false },
      actions: (row) => containerActions(row, t, onDelete),
      bulk: containerBulkActions(t, onDelete),
      remove: onDelete,
      filters: [
        { id: 'all', label: t('containers:filter.all'), test: () => true },
        { id: 'running', label: t('containers:filter.running'), test: isRunning },
        { id: 'stopped', label: t('containers:filter.stopped'), test: isStopped },
        { id: 'unhealthy', label: t('containers:filter.unhealthy'), test: isUnhealthy },
      ],
      isPinned: (row) => marks.pinned.has(row.name),
      fields: containerFields(t),
      grouping: projectGrouping(t, onDelete),
      primary: { label: t('containers:run'), icon: IconPlus, run: () => openDialog({ kind: 'run' }) },
      secondary: [
        {
          label: t('containers:deleteStopped'),
          icon: IconTrash,
          applies: isDeletableStopped,
          reason: t('containers:noneStopped'),
          run: onDeleteStopped,
        },
      ],
      empty: {
        title: t('containers:empty.title'),
        sentence: t('containers:empty.sentence'),
        cli: 'docker run -d -p 80:80 nginx',
        more: OtherEngineHint,
      },
    }),
    [t, marks, onDelete, onDeleteStopped],
  );
}
