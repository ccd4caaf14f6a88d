import { IconDownload, IconFileImport, IconHammer, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, shortId } from '../../lib/format';
import { useSettings } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { Age } from '../../ui/age';
import { NameLink, Nothing } from '../resource-page/cells';
import type { Column, ResourceDescriptor } from '../resource-page/types';
import type { ImageAsk } from './action-table';
import { imageActions, imageBulkActions } from './image-menu';
import { type ImageLine, lineName } from './image-rows';
import classes from './images-page.module.css';
import { nameGrouping } from './name-group';
import { useUpdates } from './updates';
import { UsersCell } from './users-cell';

const hrefOf = (line: ImageLine) => `#/images/${line.image.id}`;

/** Without containers first: those are the ones to tidy up. */
const useOrder = { dangling: 0, unused: 1, 'in-use': 2 };

/** What the page does itself, each with a dialog that asks first. */
export interface ImagePageActions extends ImageAsk {
  onCleanUp(): void;
  onCheckAll(): void;
}

/** What THE list page must know about images. */
export function useImageDescriptor(page: ImagePageActions): ResourceDescriptor<ImageLine> {
  const { t } = useTranslation();
  const saved = useSettings()?.protectedImages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the check marks read what is protected
  return useMemo(
    () => ({
      kind: 'image',
      list: 'images',
      title: t('shell:page.images'),
      keyOf: (line) => line.key,
      idOf: (line) => line.image.id,
      nameOf: lineName,
      stateOf: (line) => line.use,
      textOf: (line) =>
        [lineName(line), line.image.id, ...line.image.digests, ...line.users.map(({ name }) => name)].join(
          ' ',
        ),
      hrefOf,
      columns: [
        {
          id: 'name',
          header: t('images:column.name'),
          min: 180,
          grow: 3,
          importance: 1,
          sort: lineName,
          cell: (line) => <NameCell line={line} />,
        },
        {
          id: 'id',
          header: t('images:column.id'),
          min: 110,
          grow: 0,
          importance: 5,
          sort: (line) => line.image.id,
          cell: (line) => <code className={classes.muted}>{shortId(line.image.id)}</code>,
        },
        {
          id: 'use',
          header: t('images:column.use'),
          min: 140,
          grow: 2,
          importance: 2,
          sort: (line) => useOrder[line.use] * 10_000 + line.users.length,
          cell: (line) => <UsersCell line={line} />,
        },
        {
          id: 'created',
          header: t('images:column.created'),
          min: 120,
          grow: 0,
          align: 'end',
          importance: 4,
          sort: (line) => -line.image.createdAt,
          cell: ({ image }) => (
            <span className={classes.muted}>
              {image.createdAt > 0 ? <Age since={image.createdAt} form="ago" /> : <Nothing />}
            </span>
          ),
        },
        {
          id: 'size',
          header: t('images:column.size'),
          min: 92,
          grow: 0,
          align: 'end',
          importance: 3,
          sort: (line) => line.image.size,
          cell: (line) => formatBytes(line.image.size),
        },
      ] satisfies Column<ImageLine>[],
      defaultSort: { column: 'name', descending: false },
      actions: (line) => imageActions(line, t, page),
      grouping: nameGrouping(t, page),
      bulk: imageBulkActions(t, page),
      remove: page.delete,
      primary: { label: t('images:pull'), icon: IconDownload, run: () => openDialog({ kind: 'pull' }) },
      secondary: [
        {
          label: t('images:updates.check'),
          icon: IconRefresh,
          applies: (line) => line.image.digests.length > 0,
          reason: t('images:updates.nothing'),
          run: page.onCheckAll,
        },
        { label: t('builds:build'), icon: IconHammer, run: () => openDialog({ kind: 'build' }) },
        {
          label: t('images:load.title'),
          icon: IconFileImport,
          run: () => openDialog({ kind: 'load' }),
        },
        {
          label: t('images:deleteUnused'),
          icon: IconTrash,
          applies: (line) => line.use !== 'in-use',
          reason: t('images:noneUnused'),
          run: page.onCleanUp,
        },
      ],
      empty: {
        title: t('images:empty.title'),
        sentence: t('images:empty.sentence'),
        cli: 'docker pull nginx',
      },
    }),
    [t, saved, page],
  );
}

/** Its name, and what the last check for updates found. */
function NameCell({ line }: { line: ImageLine }) {
  const { t } = useTranslation();
  const found = useUpdates(({ states }) => (line.tag === null ? undefined : states.get(line.tag)));
  const state = found?.imageId === line.image.id ? found.state : null;
  return (
    <span className={classes.name}>
      <NameLink href={hrefOf(line)} name={lineName(line)} />
      {state !== null && (
        <span className={classes.update} data-update={state} title={t(`images:updates.help.${state}`)}>
          {t(`images:updates.state.${state}`)}
        </span>
      )}
    </span>
  );
}
