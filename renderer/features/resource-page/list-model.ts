import type { Column, Filter, SortValue } from './types';

export interface Sorting {
  column: string;
  descending: boolean;
}

const haystacks = new WeakMap<object, string>();

/** What the search looks through; rows never change in place, so it is built once a row. */
function haystack<Row extends object>(row: Row, textOf: (row: Row) => string): string {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const text = textOf(row).toLocaleLowerCase();
  haystacks.set(row, text);
  return text;
}

/** The rows that hold every word of the search, in any order, whatever the case. */
export function searchRows<Row extends object>(
  rows: readonly Row[],
  search: string,
  textOf: (row: Row) => string,
): readonly Row[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = haystack(row, textOf);
    return words.every((word) => text.includes(word));
  });
}

/** The filter in force: the first one where the remembered one does not exist. */
export function currentFilter<Row>(
  filters: readonly Filter<Row>[] | undefined,
  id: string,
): Filter<Row> | undefined {
  return filters?.find((filter) => filter.id === id) ?? filters?.[0];
}

/** How many of all rows each filter lets through. */
export function countRows<Row>(rows: readonly Row[], filters: readonly Filter<Row>[]): number[] {
  return filters.map(({ test }) => rows.reduce((count, row) => count + (test(row) ? 1 : 0), 0));
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Numbers by size, texts as people sort them (`web-2` before `web-10`). */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** Sorted by the column; rows without a value come last in both directions, equal ones keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting,
): readonly Row[] {
  const sort = columns.find((column) => column.id === sorting.column)?.sort;
  if (!sort) return rows;
  const direction = sorting.descending ? -1 : 1;
  const keyed = rows.map((row): [SortValue, Row] => [sort(row), row]);
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return direction * compareValues(a, b);
  });
  return keyed.map(([, row]) => row);
}

/** A click on a header: that column upwards, then downwards, then upwards again. */
export function nextSorting(current: Sorting, column: string): Sorting {
  return { column, descending: current.column === column && !current.descending };
}

/** The keys from one row to another, both included, whichever comes first. */
export function rangeOf(keys: readonly string[], from: string, to: string): string[] {
  const a = keys.indexOf(from);
  const b = keys.indexOf(to);
  if (a < 0 || b < 0) return b < 0 ? [] : [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The selection with some keys put in or taken out. */
export function withKeys(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  select: boolean,
): ReadonlySet<string> {
  const next = new Set(selected);
  for (const key of keys) {
    if (select) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** Where the focus goes from row `index` (-1 = none yet) on a key; null for any other key. */
export function moveFocus(key: string, index: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, Math.max(0, index) + page);
    case 'PageUp':
      return Math.max(0, index - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
