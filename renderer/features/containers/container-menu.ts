import type { ContainerRow } from '@contract/containers';
import type { TFunction } from 'i18next';
import { shellLine } from '../../lib/shell-quote';
import type { BulkAction, RowAction } from '../resource-page/types';
import { type ActionDef, type Ask, containerActionTable } from './action-table';

/**
 * What can be done with one container in its state, in menu order; the list's rows, the details page and the
 * palette show the same. `onDelete` asks before it deletes.
 */
export function containerActions(row: ContainerRow, t: TFunction, onDelete: Ask['delete']): RowAction[] {
  const ask = { delete: onDelete };
  let group = containerActionTable[0]?.group;
  return containerActionTable
    .filter((def) => def.applies(row))
    .flatMap((def): RowAction[] => {
      const divided = def.group !== group;
      group = def.group;
      const { id, icon, danger, key } = def;
      const cli = def.cli && shellLine(def.cli(row.name));
      const common = { icon, danger, cli, shown: def.shown?.(row) };
      if (def.each)
        return def.each(row).map(({ place, run }, index) => ({
          ...common,
          id: `${id} ${place}`,
          label: t(def.label, { place }),
          divided: divided && index === 0,
          key: index === 0 ? key : undefined,
          run,
        }));
      return [{ ...common, id, label: t(def.label), key, divided, run: () => def.run([row], ask) }];
    });
}

/** Less often wanted of several at once than the rest of the toolbar. */
const lesser = new Set(['pause', 'resume', 'kill', 'logs']);

/** What the toolbar `Bulk actions` offers; each hits those of the selected rows that it can. */
export function containerBulkActions(t: TFunction, onDelete: Ask['delete']): BulkAction<ContainerRow>[] {
  const ask = { delete: onDelete };
  const order = [
    'start',
    'stop',
    'restart',
    'pause',
    'resume',
    'kill',
    'logs',
    'signal',
    'limits',
    'pin',
    'unpin',
    'protect',
    'unprotect',
    'delete',
  ];
  return containerActionTable
    .filter((def): def is ActionDef & { many: 'button' | 'menu' } => def.many !== undefined)
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    .map(({ id, label, icon, danger, applies, run, many }) => ({
      id,
      label: t(label),
      icon,
      danger,
      applies,
      inMenu: many === 'menu',
      lesser: lesser.has(id),
      run: (rows) => run(rows, ask),
    }));
}
