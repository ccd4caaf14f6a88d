import { describe, expect, it } from 'vitest';
import {
  countRows,
  currentFilter,
  moveFocus,
  nextSorting,
  rangeOf,
  searchRows,
  sortRows,
  withKeys,
} from './list-model';
import type { Column, Filter } from './types';

interface Row {
  name: string;
  port: number | null;
}

const rows: Row[] = [
  { name: 'web-10', port: 80 },
  { name: 'Web-2', port: null },
  { name: 'db', port: 5432 },
];
const names = (list: readonly Row[]) => list.map(({ name }) => name);
const column = (id: string, sort?: Column<Row>['sort']): Column<Row> => ({
  id,
  header: id,
  min: 10,
  grow: 0,
  importance: 1,
  sort,
  cell: () => null,
});
const columns = [column('name', (row) => row.name), column('port', (row) => row.port), column('cpu')];

describe('searchRows', () => {
  const textOf = (row: Row) => `${row.name} ${row.port ?? ''}`;
  it('wants every word, in any order, whatever the case', () => {
    expect(names(searchRows(rows, 'WEB', textOf))).toEqual(['web-10', 'Web-2']);
    expect(names(searchRows(rows, '80 web', textOf))).toEqual(['web-10']);
    expect(searchRows(rows, 'web db', textOf)).toEqual([]);
  });

  it('gives the very same list back for an empty search', () => {
    expect(searchRows(rows, '  ', textOf)).toBe(rows);
  });
});

describe('filters', () => {
  const filters: Filter<Row>[] = [
    { id: 'all', label: 'All', test: () => true },
    { id: 'open', label: 'Open', test: (row) => row.port !== null },
  ];
  it('falls back to the first', () => {
    expect(currentFilter(filters, 'open')?.id).toBe('open');
    expect(currentFilter(filters, 'gone')?.id).toBe('all');
    expect(currentFilter(undefined, 'gone')).toBeUndefined();
  });

  it('counts each over all rows', () => {
    expect(countRows(rows, filters)).toEqual([3, 2]);
  });
});

describe('sortRows', () => {
  it('sorts names as people do', () => {
    const sorted = sortRows(rows, columns, { column: 'name', descending: false });
    expect(names(sorted)).toEqual(['db', 'Web-2', 'web-10']);
  });

  it('puts rows without a value last in both directions', () => {
    expect(names(sortRows(rows, columns, { column: 'port', descending: false })).at(-1)).toBe('Web-2');
    const down = names(sortRows(rows, columns, { column: 'port', descending: true }));
    expect(down).toEqual(['db', 'web-10', 'Web-2']);
  });

  it('leaves the order alone where there is nothing to sort by', () => {
    expect(sortRows(rows, columns, { column: 'cpu', descending: false })).toBe(rows);
    expect(sortRows(rows, columns, { column: 'gone', descending: true })).toBe(rows);
  });

  it('turns the direction on a second click only', () => {
    const first = nextSorting({ column: 'port', descending: true }, 'name');
    expect(first).toEqual({ column: 'name', descending: false });
    expect(nextSorting(first, 'name').descending).toBe(true);
    expect(nextSorting({ column: 'name', descending: true }, 'name').descending).toBe(false);
  });
});

describe('selection', () => {
  const keys = ['a', 'b', 'c', 'd'];
  it('ranges in both directions', () => {
    expect(rangeOf(keys, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(keys, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(keys, 'c', 'c')).toEqual(['c']);
  });

  it('starts anew when the first row has gone, and takes nothing when the last one has', () => {
    expect(rangeOf(keys, 'gone', 'c')).toEqual(['c']);
    expect(rangeOf(keys, 'a', 'gone')).toEqual([]);
  });

  it('never changes the set it was given', () => {
    const before = new Set(['a']);
    expect([...withKeys(before, ['b', 'c'], true)]).toEqual(['a', 'b', 'c']);
    expect([...withKeys(before, ['a'], false)]).toEqual([]);
    expect([...before]).toEqual(['a']);
  });
});

describe('moveFocus', () => {
  it('stays inside the list', () => {
    expect(moveFocus('ArrowDown', -1, 3, 10)).toBe(0);
    expect(moveFocus('ArrowDown', 2, 3, 10)).toBe(2);
    expect(moveFocus('ArrowUp', 0, 3, 10)).toBe(0);
    expect(moveFocus('PageDown', 0, 100, 10)).toBe(10);
    expect(moveFocus('PageUp', 5, 100, 10)).toBe(0);
    expect(moveFocus('Home', 50, 100, 10)).toBe(0);
    expect(moveFocus('End', 50, 100, 10)).toBe(99);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(moveFocus('x', 0, 3, 10)).toBeNull();
    expect(moveFocus('ArrowDown', -1, 0, 10)).toBeNull();
  });
});
