interface Sized {
  id: string;
  min: number;
  grow: number;
  importance: number;
}

/** px of the check box before, and of the buttons after the columns. */
export const selectWidth = 48;
export const actionsWidth = 136;

/**
 * The columns that fit into `width` px, in their order: hidden ones are out, then the least important one
 * yields until the rest fits. Importance 1 never yields.
 */
export function fitColumns<C extends Sized>(
  columns: readonly C[],
  hidden: ReadonlySet<string>,
  width: number,
): readonly C[] {
  const shown = columns.filter((column) => column.importance === 1 || !hidden.has(column.id));
  const needed = () => shown.reduce((sum, column) => sum + column.min, selectWidth + actionsWidth);
  while (needed() > width) {
    const least = shown.reduce((worst, column) => (column.importance >= worst.importance ? column : worst));
    if (least.importance === 1) break;
    shown.splice(shown.indexOf(least), 1);
  }
  return shown;
}

/** The grid's tracks. */
export function gridTemplate(columns: readonly Sized[]): string {
  const tracks = columns.map(({ min, grow }) => (grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${min}px`));
  return [`${selectWidth}px`, ...tracks, `${actionsWidth}px`].join(' ');
}
