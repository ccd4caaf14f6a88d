import {
  IconCopy,
  IconDownload,
  IconFileExport,
  IconFileImport,
  IconGitCompare,
  IconHammer,
  IconPlayerPlay,
  IconRefresh,
  IconShieldCheck,
  IconTag,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import i18next, { type TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, shortId } from '../../lib/format';
import { useSettings } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { Age } from '../../ui/age';
import { notifySuccess } from '../../ui/notify';
import { CellLink, NameLink, Nothing } from '../resource-page/cells';
import type { Column, ResourceDescriptor, RowAction } from '../resource-page/types';
import { type ImageLine, lineName } from './image-rows';
import classes from './images-page.module.css';
import { protect } from './protect';
import { checkForUpdates, useUpdates } from './updates';

const hrefOf = (line: ImageLine) => `#/images/${line.image.id}`;

/** What `docker run` is to be given for this line. */
export const runnable = (line: ImageLine) => line.tag ?? line.image.id;

/** Without containers first: those are the ones to tidy up. */
const useOrder = { dangling: 0, unused: 1, 'in-use': 2 };

/** What the page does itself, each with a dialog that asks first. */
export interface ImagePageActions {
  onDelete(lines: ImageLine[]): void;
  onSave(lines: ImageLine[]): void;
  onCleanUp(): void;
  onCheckAll(): void;
}

/** What THE list page must know about images. */
export function useImageDescriptor(page: ImagePageActions): ResourceDescriptor<ImageLine> {
  const { t } = useTranslation();
  const saved = useSettings()?.protectedImages;
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
      actions: (line) => imageActions(line, saved ?? [], t, page),
      bulk: [
        {
          id: 'check',
          label: t('images:updates.check'),
          icon: IconRefresh,
          applies: (line) => line.tag !== null,
          run: (lines) => void checkForUpdates(named(lines)),
        },
        { id: 'compare', label: t('images:compare'), icon: IconGitCompare, run: compare },
        { id: 'save', label: t('images:save.action'), icon: IconFileExport, run: page.onSave },
        { id: 'delete', label: t('common:delete'), icon: IconTrash, danger: true, run: page.onDelete },
      ],
      remove: page.onDelete,
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

const named = (lines: readonly ImageLine[]) =>
  lines.flatMap(({ tag, image }) => (tag === null ? [] : [{ tag, imageId: image.id }]));

/** The older beside the newer; of more than two, the first two. */
function compare(lines: readonly ImageLine[]): void {
  const ids = [...new Set(lines.map(({ image }) => image))]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({ id }) => id);
  const [before, after] = ids;
  if (before && after) navigate(`/images/compare/${before}/${after}`);
  else notifySuccess(i18next.t('images:compareTwo'));
}

/** What can be done with one image, in menu order. */
export function imageActions(
  line: ImageLine,
  saved: readonly string[],
  t: TFunction,
  page: Pick<ImagePageActions, 'onDelete' | 'onSave'>,
): RowAction[] {
  const { tag, image, key } = line;
  const isProtected = saved.includes(key);
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
          {
            id: 'check',
            label: t('images:updates.check'),
            icon: IconRefresh,
            run: () => void checkForUpdates([{ tag, imageId: image.id }]),
          },
          {
            id: 'push',
            label: t('images:push.action'),
            icon: IconUpload,
            run: () => openDialog({ kind: 'push', tag }),
          },
        ]),
    {
      id: 'tag',
      label: t('images:tag.action'),
      icon: IconTag,
      run: () => openDialog({ kind: 'tag', image: key }),
    },
    {
      id: 'save',
      label: t('images:save.action'),
      icon: IconFileExport,
      run: () => page.onSave([line]),
    },
    {
      id: 'protect',
      label: t('images:protect'),
      icon: IconShieldCheck,
      checked: isProtected,
      divided: true,
      run: () => protect(key, !isProtected),
    },
    ...(tag === null
      ? []
      : [{ id: 'copy-name', label: t('images:copyName'), icon: IconCopy, divided: true, run: copy(tag) }]),
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
      run: () => page.onDelete([line]),
    },
  ];
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
