interface Sized {
  id: string;
  min: number;
  grow: number;
  importance: number;
}

/** What a person has chosen about the columns of a list. */
export interface ColumnChoice {
  hidden: ReadonlySet<string>;
  /** Ids in the order chosen; may miss some. */
  order: readonly string[];
  /** px by id. */
  widths: Readonly<Record<string, number>>;
}

/** Whether anything differs from how the list comes. */
export const isChanged = ({ hidden, order, widths }: ColumnChoice) =>
  hidden.size > 0 || order.length > 0 || Object.keys(widths).length > 0;

/** px of the check box before, and of the buttons after the columns. */
export const selectWidth = 48;
export const actionsWidth = 136;
/** px a column can be narrowed to, and widened to. */
export const leastWidth = 48;
export const mostWidth = 1200;

/** All columns in the order chosen; one that has come since stands after its neighbour by default. */
export function orderColumns<C extends { id: string }>(
  columns: readonly C[],
  order: readonly string[],
): readonly C[] {
  if (order.length === 0) return columns;
  const ordered = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  for (const [index, column] of columns.entries()) {
    if (ordered.includes(column)) continue;
    const before = columns[index - 1];
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, column);
  }
  return ordered;
}

/** The ids with one of them moved to another place. */
export function moveColumn(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((other) => other !== id);
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, id);
  return rest;
}

const minOf = (column: Sized, widths: ColumnChoice['widths']) =>
  Math.min(column.min, widths[column.id] ?? column.min);

/** px that columns need at least, with the check box and the buttons. */
const needed = (columns: readonly Sized[], widths: ColumnChoice['widths']) =>
  columns.reduce((sum, column) => sum + minOf(column, widths), selectWidth + actionsWidth);

/**
 * The columns that fit into `width` px, in the order chosen: hidden ones are out, then the least important one
 * yields until the rest fits. Importance 1 never yields.
 */
export function fitColumns<C extends Sized>(
  columns: readonly C[],
  { hidden, order, widths }: ColumnChoice,
  width: number,
): readonly C[] {
  const shown = orderColumns(columns, order).filter(
    ({ importance, id }) => importance === 1 || !hidden.has(id),
  );
  while (needed(shown, widths) > width) {
    const least = shown.reduce((worst, column) => (column.importance >= worst.importance ? column : worst));
    if (least.importance === 1) break;
    shown.splice(shown.indexOf(least), 1);
  }
  return shown;
}

/** What a column may be widened to before another would have to yield. px. */
export function roomFor(
  columns: readonly Sized[],
  widths: ColumnChoice['widths'],
  id: string,
  width: number,
): number {
  const others = columns.filter((column) => column.id !== id);
  return Math.max(leastWidth, Math.min(mostWidth, width - needed(others, widths)));
}

/**
 * The grid's tracks. A column that was given a width has it as long as there is room; one without shares what is
 * left over. `fit`: that column is as wide as its content, to be measured.
 */
export function gridTemplate(
  columns: readonly Sized[],
  widths: ColumnChoice['widths'] = {},
  fit?: string,
): string {
  const tracks = columns.map((column) => {
    const { id, min, grow } = column;
    if (id === fit) return 'max-content';
    const given = widths[id];
    if (given !== undefined) return given > min ? `minmax(${min}px, ${given}px)` : `${given}px`;
    return grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${min}px`;
  });
  // With nothing that grows, the buttons stay at the end of the row.
  const grows = columns.some(({ id, grow }) => grow > 0 && widths[id] === undefined);
  const actions = grows ? `${actionsWidth}px` : `minmax(${actionsWidth}px, 1fr)`;
  return [`${selectWidth}px`, ...tracks, actions].join(' ');
}
