import type { ContainerRow } from '@contract/containers';
import { IconFileText, IconPlayerPlay, IconPlayerStop, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { formatBytes, formatNumber, formatPercent } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { StateSign } from '../../ui/state-mark';
import type { RowGroup } from '../resource-page/list-items';
import type { Grouping, RowAction } from '../resource-page/types';
import { actOnContainers } from './container-actions';
import { type ContainerAction, canDo, isRunning, isUnhealthy } from './container-states';
import { GroupFigure } from './figure-cells';
import classes from './project-group.module.css';
import { projectOf } from './project-of';

const icons = { start: IconPlayerPlay, stop: IconPlayerStop, restart: IconRefresh } as const;
/** As the rows have them. */
const keys = { start: 'KeyS', stop: 'KeyS', restart: 'KeyR' } as const;

const compose = ({ name }: RowGroup<ContainerRow>, ...args: string[]) =>
  shellLine(['docker', 'compose', '--project-name', name, ...args]);

/** How the list puts the containers of a Compose project together. `onDelete` asks first. */
export function projectGrouping(
  t: TFunction,
  onDelete: (rows: ContainerRow[]) => void,
): Grouping<ContainerRow> {
  const act = (
    group: RowGroup<ContainerRow>,
    action: ContainerAction & keyof typeof icons,
    shown: boolean,
  ): RowAction => {
    const hit = group.all.filter((row) => canDo(action, row));
    return {
      id: action,
      label: t(`containers:group.${action}`, { name: group.name }),
      icon: icons[action],
      shown: shown ? 'always' : undefined,
      key: keys[action],
      disabled: hit.length === 0 ? t('containers:group.noneApplies') : undefined,
      cli: compose(group, action),
      run: () => void actOnContainers(action, hit),
    };
  };
  return {
    label: t('containers:group.label'),
    groupOf: projectOf,
    countOf: ({ all }) =>
      t('containers:group.count', { count: all.length, number: formatNumber(all.length) }),
    cell: (column, group) => <GroupCell column={column} group={group} t={t} />,
    actions: (group) => {
      const some = group.all.some(isRunning);
      return [
        // The key stops a project of which anything runs, as the first of the two that can be done.
        ...(some ? [act(group, 'stop', true)] : []),
        act(group, 'start', !group.all.every(isRunning)),
        ...(some ? [] : [act(group, 'stop', false)]),
        act(group, 'restart', false),
        {
          id: 'logs',
          label: t('containers:group.logs', { name: group.name }),
          icon: IconFileText,
          key: 'KeyL',
          cli: compose(group, 'logs', '--follow'),
          run: () => navigate(`/logs/project:${group.name}`),
        },
        {
          id: 'delete',
          label: t('containers:group.delete', { name: group.name }),
          icon: IconTrash,
          danger: true,
          divided: true,
          key: 'Delete',
          cli: compose(group, 'rm', '--stop', '--force'),
          run: () => onDelete([...group.all]),
        },
      ];
    },
    remove: (group) => onDelete([...group.all]),
  };
}

interface GroupCellProps {
  column: string;
  group: RowGroup<ContainerRow>;
  t: TFunction;
}

function GroupCell({ column, group: { all }, t }: GroupCellProps) {
  const running = all.filter(isRunning);
  const ids = running.filter(({ state }) => state === 'running').map(({ id }) => id);
  switch (column) {
    case 'state': {
      const sick = all.some(isUnhealthy);
      const alive = running.length > 0;
      const tone = sick ? 'bad' : alive ? 'ok' : 'idle';
      return (
        <span className={classes.state} data-tone={tone}>
          <StateSign shape={sick ? 'heart' : alive ? 'dot' : 'ring'} tone={tone} />
          {t('containers:group.running', {
            running: formatNumber(running.length),
            all: formatNumber(all.length),
          })}
        </span>
      );
    }
    case 'cpu':
      return <GroupFigure ids={ids} figure="cpu" format={formatPercent} />;
    case 'memory':
      return <GroupFigure ids={ids} figure="memory" format={formatBytes} />;
    case 'network':
      return <GroupFigure ids={ids} figure="network" format={(rate) => `${formatBytes(rate)}/s`} />;
    default:
      return null;
  }
}
