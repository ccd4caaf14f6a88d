import type { BuildRow } from '@contract/builds';
import { IconDatabase, IconHammer, IconPlayerPlay, IconTrash, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { formatDuration } from '../../lib/format';
import { openDialog } from '../../store/ui';
import { Age } from '../../ui/age';
import { notifyError } from '../../ui/notify';
import { StateSign } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { NameLink, Nothing } from '../resource-page/cells';
import type { Column, ResourceDescriptor, RowAction } from '../resource-page/types';
import { taskLook } from '../tasks/task-look';
import classes from './builds.module.css';

const hrefOf = ({ id }: BuildRow) => `#/builds/${id}`;

/** What THE list page must know about builds. */
export function useBuildDescriptor(): ResourceDescriptor<BuildRow> {
  const { t } = useTranslation();
  return useMemo(() => {
    const forget = (rows: readonly BuildRow[]) => {
      const ids = rows.filter(({ state }) => state !== 'running').map(({ id }) => id);
      if (ids.length > 0)
        call('builds.forget', { ids }).catch((thrown: unknown) =>
          notifyError(t('builds:forgetFailed'), asErrorData(thrown)),
        );
    };
    return {
      kind: 'build',
      list: 'builds',
      title: t('shell:page.builds'),
      keyOf: ({ id }) => id,
      nameOf: ({ name }) => name,
      stateOf: ({ state }) => state,
      textOf: ({ name, folder, dockerfile }) => `${name} ${folder} ${dockerfile}`,
      hrefOf,
      columns: [
        {
          id: 'name',
          header: t('builds:column.name'),
          min: 150,
          grow: 3,
          importance: 1,
          sort: ({ name }) => name,
          cell: (row) => <NameLink href={hrefOf(row)} name={row.name} />,
        },
        {
          id: 'state',
          header: t('builds:column.state'),
          min: 110,
          grow: 0,
          importance: 2,
          sort: ({ state }) => state,
          cell: ({ state }) => <BuildState state={state} />,
        },
        {
          id: 'folder',
          header: t('builds:column.folder'),
          min: 160,
          grow: 3,
          importance: 5,
          sort: ({ folder }) => folder,
          cell: ({ folder }) => (
            <span className={classes.muted} title={folder}>
              {folder}
            </span>
          ),
        },
        {
          id: 'cached',
          header: t('builds:column.cached'),
          min: 110,
          grow: 0,
          align: 'end',
          importance: 6,
          sort: ({ steps }) => (steps.total === 0 ? null : steps.cached / steps.total),
          cell: ({ steps }) => (steps.total === 0 ? <Nothing /> : t('builds:cachedOf', steps)),
        },
        {
          id: 'took',
          header: t('builds:column.took'),
          min: 90,
          grow: 0,
          align: 'end',
          importance: 4,
          sort: ({ startedAt, endedAt }) => (endedAt === null ? null : endedAt - startedAt),
          cell: (row) => <Took row={row} />,
        },
        {
          id: 'started',
          header: t('builds:column.started'),
          min: 120,
          grow: 0,
          align: 'end',
          importance: 3,
          sort: ({ startedAt }) => -startedAt,
          cell: ({ startedAt }) => (
            <span className={classes.muted}>
              <Age since={startedAt} form="ago" />
            </span>
          ),
        },
      ] satisfies Column<BuildRow>[],
      defaultSort: { column: 'started', descending: false },
      actions: (row) => buildActions(row, t, forget),
      bulk: [
        {
          id: 'forget',
          label: t('builds:forget'),
          icon: IconTrash,
          danger: true,
          applies: ({ state }) => state !== 'running',
          run: forget,
        },
      ],
      remove: forget,
      primary: { label: t('builds:build'), icon: IconHammer, run: () => openDialog({ kind: 'build' }) },
      secondary: [
        {
          label: t('builds:cache.title'),
          icon: IconDatabase,
          run: () => openDialog({ kind: 'build-cache' }),
        },
      ],
      empty: {
        title: t('builds:empty.title'),
        sentence: t('builds:empty.sentence'),
        cli: 'docker build -t app .',
      },
    };
  }, [t]);
}

function buildActions(row: BuildRow, t: TFunction, forget: (rows: BuildRow[]) => void): RowAction[] {
  const { taskId, imageId } = row;
  if (row.state === 'running')
    return [
      {
        id: 'cancel',
        label: t('common:cancel'),
        icon: IconX,
        shown: 'always',
        run: () => cancelBuild(taskId, row.name, t),
      },
    ];
  return [
    {
      id: 'again',
      label: t('builds:buildAgain'),
      icon: IconHammer,
      shown: 'always',
      run: () => openDialog({ kind: 'build', again: row.id }),
    },
    ...(imageId === null
      ? []
      : [
          {
            id: 'run',
            label: t('builds:run'),
            icon: IconPlayerPlay,
            run: () => openDialog({ kind: 'run', image: imageId }),
          },
        ]),
    {
      id: 'forget',
      label: t('builds:forget'),
      icon: IconTrash,
      danger: true,
      divided: true,
      run: () => forget([row]),
    },
  ];
}

/** Cancels a build's task. */
export function cancelBuild(taskId: string | null, name: string, t: TFunction): void {
  if (taskId !== null)
    call('tasks.cancel', { id: taskId }).catch((thrown: unknown) =>
      notifyError(t('tasks:cancelFailed', { name }), asErrorData(thrown)),
    );
}

/** A build's state as colour, shape and word. */
export function BuildState({ state }: Pick<BuildRow, 'state'>) {
  const { t } = useTranslation();
  return (
    <span className={classes.state}>
      <StateSign {...taskLook(state)} />
      {t(`tasks:state.${state}`)}
    </span>
  );
}

/** How long it took, or has taken so far. */
export function Took({ row: { startedAt, endedAt } }: { row: BuildRow }) {
  const now = useNow(endedAt === null ? 1000 : null);
  return <>{formatDuration(Math.max(0, (endedAt ?? now) - startedAt))}</>;
}
