import { IconCopy, IconDownload, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, shortId } from '../../lib/format';
import { openDialog } from '../../store/ui';
import { Age } from '../../ui/age';
import { CellLink, NameLink, Nothing } from '../resource-page/cells';
import type { Column, ResourceDescriptor, RowAction } from '../resource-page/types';
import { type ImageLine, lineName } from './image-rows';
import classes from './images-page.module.css';

const hrefOf = (line: ImageLine) => `#/images/${line.image.id}`;

/** What `docker run` is to be given for this line. */
export const runnable = (line: ImageLine) => line.tag ?? line.image.id;

/** Without containers first: those are the ones to tidy up. */
const useOrder = { dangling: 0, unused: 1, 'in-use': 2 };

/** What THE list page must know about images. `onDelete` asks first. */
export function useImageDescriptor(
  onDelete: (lines: ImageLine[]) => void,
  onDeleteUnused: () => void,
): ResourceDescriptor<ImageLine> {
  const { t } = useTranslation();
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
          cell: (line) => <NameLink href={hrefOf(line)} name={lineName(line)} />,
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
      actions: (line) => imageActions(line, t, onDelete),
      bulk: [{ id: 'delete', label: t('common:delete'), icon: IconTrash, danger: true, run: onDelete }],
      remove: onDelete,
      primary: { label: t('images:pull'), icon: IconDownload, run: () => openDialog({ kind: 'pull' }) },
      secondary: [
        {
          label: t('images:deleteUnused'),
          icon: IconTrash,
          applies: (line) => line.use !== 'in-use',
          reason: t('images:noneUnused'),
          run: onDeleteUnused,
        },
      ],
      empty: {
        title: t('images:empty.title'),
        sentence: t('images:empty.sentence'),
        cli: 'docker pull nginx',
      },
    }),
    [t, onDelete, onDeleteUnused],
  );
}

/** What can be done with one image, in menu order. */
function imageActions(line: ImageLine, t: TFunction, onDelete: (lines: ImageLine[]) => void): RowAction[] {
  const { tag, image } = line;
  const copy = (text: string) => () => void navigator.clipboard.writeText(text);
  return [
    {
      id: 'run',
      label: t('images:run'),
      icon: IconPlayerPlay,
      shown: 'always',
      run: () => openDialog({ kind: 'run', image: runnable(line) }),
    },
    ...(tag === null
      ? []
      : [
          {
            id: 'pull',
            label: t('images:pullAgain'),
            icon: IconDownload,
            run: () => openDialog({ kind: 'pull', ref: tag }),
          },
          { id: 'copy-name', label: t('images:copyName'), icon: IconCopy, divided: true, run: copy(tag) },
        ]),
    {
      id: 'copy-id',
      label: t('images:copyId'),
      icon: IconCopy,
      divided: tag === null,
      run: copy(image.id),
    },
    {
      id: 'delete',
      label: t('common:delete'),
      icon: IconTrash,
      danger: true,
      shown: 'always',
      divided: true,
      run: () => onDelete([line]),
    },
  ];
}

/** The containers made from it, as links on one line; all of them on hover. */
function UsersCell({ line }: { line: ImageLine }) {
  const { t } = useTranslation();
  if (line.users.length === 0) return <span className={classes.muted}>{t(`images:use.${line.use}`)}</span>;
  return (
    <span title={line.users.map(({ name }) => cleanText(name, 128)).join(', ')}>
      {/* More than a few cannot be seen anyway, and there may be a thousand. */}
      {line.users.slice(0, 8).map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <CellLink href={`#/containers/${id}`}>{cleanText(name, 128)}</CellLink>
        </span>
      ))}
      {line.users.length > 8 && ' …'}
    </span>
  );
}
