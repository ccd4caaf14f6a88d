import { IconGitCompare } from '@tabler/icons-react';
import i18next, { type TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { shellLine } from '../../lib/shell-quote';
import { notifySuccess } from '../../ui/notify';
import type { BulkAction, RowAction } from '../resource-page/types';
import { type ImageActionDef, type ImageAsk, imageActionTable } from './action-table';
import type { ImageLine } from './image-rows';

/**
 * What can be done with one image under one name, in menu order; the list's rows, the details page and the palette
 * show the same.
 */
export function imageActions(line: ImageLine, t: TFunction, ask: ImageAsk): RowAction[] {
  let last = imageActionTable[0]?.group;
  return imageActionTable
    .filter((def) => def.applies(line))
    .map(({ id, label, icon, danger, shown, key, cli, checked, group, run }) => {
      const divided = group !== last;
      last = group;
      return {
        id,
        label: t(label),
        icon,
        danger,
        shown,
        key,
        cli: cli && shellLine(cli(line.key)),
        checked: checked?.(line),
        divided,
        run: () => run([line], ask),
      };
    });
}

/** What the toolbar `Bulk actions` offers; each hits those of the selected lines that it can. */
export function imageBulkActions(t: TFunction, ask: ImageAsk): BulkAction<ImageLine>[] {
  const many = imageActionTable.filter(
    (def): def is ImageActionDef & { many: 'button' | 'menu' } => def.many !== undefined,
  );
  const actions = many.map(
    ({ id, label, icon, danger, applies, run, many: where }): BulkAction<ImageLine> => ({
      id,
      label: t(label),
      icon,
      danger,
      applies,
      inMenu: where === 'menu',
      run: (lines) => run(lines, ask),
    }),
  );
  const compare = { id: 'compare', label: t('images:compare'), icon: IconGitCompare, run: compareTwo };
  return [...actions.slice(0, 1), compare, ...actions.slice(1)];
}

/** The older beside the newer; of more than two, the first two. */
function compareTwo(lines: readonly ImageLine[]): void {
  const ids = [...new Set(lines.map(({ image }) => image))]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({ id }) => id);
  const [before, after] = ids;
  if (before && after) navigate(`/images/compare/${before}/${after}`);
  else notifySuccess(i18next.t('images:compareTwo'));
}
