import type { ContainerRow } from '@contract/containers';
import {
  IconCopy,
  IconExternalLink,
  IconFileText,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconRefresh,
  IconSkull,
  IconTrash,
} from '@tabler/icons-react';
import i18next, { type TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { useMirror } from '../../store/mirror';
import { notifySuccess } from '../../ui/notify';
import type { BulkAction, RowAction } from '../resource-page/types';
import { actOnContainers } from './container-actions';
import { type ContainerAction, canDo, isRunning } from './container-states';
import { publishedPorts } from './ports';

const icons = {
  start: IconPlayerPlay,
  stop: IconPlayerStop,
  restart: IconRefresh,
  pause: IconPlayerPause,
  resume: IconPlayerTrackNext,
  kill: IconSkull,
} as const;

/** The address under which this engine's published ports are reached. */
export const engineHost = () =>
  useMirror.getState().tables.engine.get('current')?.endpoint.host ?? 'localhost';

function copy(text: string): void {
  void navigator.clipboard
    .writeText(text)
    .then(() => notifySuccess(i18next.t('containers:copied', { text })));
}

/**
 * What can be done with one container in its state, in menu order; the list's rows and the details page show
 * the same. `onDelete` asks before it deletes.
 */
export function containerActions(
  row: ContainerRow,
  t: TFunction,
  onDelete: (rows: ContainerRow[]) => void,
): RowAction[] {
  const act = (action: ContainerAction, shown?: RowAction['shown']): RowAction[] =>
    canDo(action, row)
      ? [
          {
            id: action,
            label: t(`containers:action.${action}`),
            icon: icons[action],
            danger: action === 'kill',
            shown,
            run: () => void actOnContainers(action, [row]),
          },
        ]
      : [];
  const running = isRunning(row);
  const paused = row.state === 'paused';
  const actions = [
    ...act('start', 'always'),
    ...act('resume', 'always'),
    ...act('stop', 'always'),
    ...act('restart', paused || !running ? undefined : 'always'),
    ...act('pause'),
    ...act('kill'),
  ];
  const ports = publishedPorts(row.ports, engineHost()).flatMap(({ url, label }) =>
    url ? [{ url, label }] : [],
  );
  if (running)
    actions.push(
      ...ports.map(
        ({ url, label }, index): RowAction => ({
          id: `open ${label}`,
          label: t('containers:action.open', { place: url.replace('http://', '') }),
          icon: IconExternalLink,
          divided: index === 0,
          run: () => void call('app.openUrl', { url }),
        }),
      ),
    );
  actions.push(
    {
      id: 'logs',
      label: t('containers:action.logs'),
      icon: IconFileText,
      divided: true,
      run: () => navigate(`/containers/${row.id}/logs`),
    },
    { id: 'copy-id', label: t('containers:action.copyId'), icon: IconCopy, run: () => copy(row.id) },
    { id: 'copy-name', label: t('containers:action.copyName'), icon: IconCopy, run: () => copy(row.name) },
    {
      id: 'delete',
      label: t('common:delete'),
      icon: IconTrash,
      danger: true,
      divided: true,
      shown: running ? 'hover' : 'always',
      run: () => onDelete([row]),
    },
  );
  return actions;
}

/** What the toolbar `Bulk actions` offers; each hits those of the selected rows that it can. */
export function containerBulkActions(
  t: TFunction,
  onDelete: (rows: ContainerRow[]) => void,
): BulkAction<ContainerRow>[] {
  const order = ['start', 'stop', 'restart', 'pause', 'resume', 'kill'] as const;
  return [
    ...order.map((action) => ({
      id: action,
      label: t(`containers:action.${action}`),
      icon: icons[action],
      danger: action === 'kill',
      applies: (row: ContainerRow) => canDo(action, row),
      run: (rows: ContainerRow[]) => void actOnContainers(action, rows),
    })),
    {
      id: 'delete',
      label: t('common:delete'),
      icon: IconTrash,
      danger: true,
      applies: () => true,
      run: onDelete,
    },
  ];
}
