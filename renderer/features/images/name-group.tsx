import { IconCopy, IconFileExport, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { formatBytes, formatNumber, shortId } from '../../lib/format';
import { Age } from '../../ui/age';
import type { RowGroup } from '../resource-page/list-items';
import type { Grouping } from '../resource-page/types';
import type { ImageAsk } from './action-table';
import type { ImageLine } from './image-rows';
import classes from './images-page.module.css';
import { UsersCell } from './users-cell';

/** The name without its tag: `registry:5000/app:1` is `registry:5000/app`. Pure. */
const repositoryOf = (tag: string) => tag.replace(/:[^:/]*$/, '');

/** The repositories of a group's names, each once, in order. Pure. */
export const groupName = (lines: readonly ImageLine[]): string =>
  [...new Set(lines.flatMap(({ tag }) => (tag === null ? [] : [repositoryOf(tag)])))].join(', ');

/** How the list puts the names of one image together; an image of one name needs no head. */
export function nameGrouping(t: TFunction, ask: ImageAsk): Grouping<ImageLine> {
  const imageOf = ({ all }: RowGroup<ImageLine>) => all[0]?.image;
  return {
    label: t('images:group.label'),
    groupOf: ({ image }) => (image.tags.length > 1 ? image.id : null),
    nameOf: ({ all }) => groupName(all),
    countOf: ({ all }) => t('images:group.count', { count: all.length, number: formatNumber(all.length) }),
    cell: (column, group) => <GroupCell column={column} group={group} />,
    actions: (group) => [
      {
        id: 'save',
        label: t('images:group.save'),
        icon: IconFileExport,
        key: 'KeyS',
        run: () => ask.save([...group.all]),
      },
      {
        id: 'copy-id',
        label: t('images:copyId'),
        icon: IconCopy,
        key: 'Shift+KeyC',
        run: () => void navigator.clipboard.writeText(imageOf(group)?.id ?? ''),
      },
      {
        id: 'delete',
        label: t('images:group.delete'),
        icon: IconTrash,
        danger: true,
        divided: true,
        run: () => ask.delete([...group.all]),
      },
    ],
    remove: (group) => ask.delete([...group.all]),
  };
}

/** What all names have in common. */
function GroupCell({ column, group }: { column: string; group: RowGroup<ImageLine> }) {
  const [line] = group.all;
  if (!line) return null;
  switch (column) {
    case 'id':
      return <code className={classes.muted}>{shortId(line.image.id)}</code>;
    case 'use':
      return <UsersCell line={line} />;
    case 'created':
      return line.image.createdAt > 0 ? (
        <span className={classes.muted}>
          <Age since={line.image.createdAt} form="ago" />
        </span>
      ) : null;
    case 'size':
      return formatBytes(line.image.size);
    default:
      return null;
  }
}
