import type { ListChange } from '@contract/settings';
import type { ListName } from '@contract/state';
import { untouchedList } from '@contract/untouched-list';
import { useDeferredValue, useMemo } from 'react';
import { call } from '../../lib/bridge';
import { useSettings } from '../../store/mirror';
import { emptyMemory, type ListMemory, useUi } from '../../store/ui';
import { type Condition, conditionsOf, parseQuery } from './filter-query';
import type { Hider } from './hiders';
import { listItems } from './list-items';
import { countRows, currentFilter, type Sorting, searchRows, sortRows } from './list-model';
import type { ResourceDescriptor } from './types';

/** What the page remembers of this list while it is open elsewhere, and how to change it. */
export function useListMemory(list: ListName) {
  const memory = useUi((state) => state.lists[list]) ?? emptyMemory;
  const remember = useMemo(
    () => (change: Partial<ListMemory>) => useUi.getState().remember(list, change),
    [list],
  );
  return { memory, remember };
}

/** Columns, sorting, groups and views of a list; kept in the settings. */
export function useListSettings(list: ListName, fallback: Sorting) {
  const own = useSettings()?.lists[list] ?? untouchedList;
  const { hidden, order, widths, collapsed } = own;
  const choice = useMemo(() => ({ hidden: new Set(hidden), order, widths }), [hidden, order, widths]);
  const save = (change: ListChange) => void call('settings.arrange', { list, change });
  const closed = useMemo(() => new Set(collapsed), [collapsed]);
  const toggleGroup = (name: string) => {
    const rest = collapsed.filter((other) => other !== name);
    save({ collapsed: rest.length < collapsed.length ? rest : [...rest.slice(-999), name] });
  };
  return { own, choice, collapsed: closed, sorting: own.sort ?? fallback, save, toggleGroup };
}

interface Arrangement {
  sorting: Sorting;
  grouped: boolean;
  collapsed: ReadonlySet<string>;
}

/** The rows that match search and filters, sorted and grouped, with the filters' counts over all rows. */
export function useMatchingRows<Row extends object>(
  rows: readonly Row[],
  descriptor: ResourceDescriptor<Row>,
  memory: ListMemory,
  { sorting: { column, descending }, grouped, collapsed }: Arrangement,
) {
  // Typing stays smooth with 10,000 rows: the list follows a frame later.
  const search = useDeferredValue(memory.search);
  const filter = currentFilter(descriptor.filters, memory.filter);
  const { chips } = memory;
  const { fields, textOf, keyOf, grouping, isPinned } = descriptor;
  const conditions = useMemo(() => {
    const query = parseQuery([...chips, search].join(' '), fields ?? []);
    const asked: (Condition<Row> & Pick<Hider, 'kind'>)[] = conditionsOf(query.terms, fields ?? [], rows).map(
      (condition) => ({ kind: 'terms', ...condition }),
    );
    if (filter && filter !== descriptor.filters?.[0])
      asked.push({ kind: 'filter', texts: [filter.label], test: filter.test });
    const words = query.words.join(' ');
    return { asked, words };
  }, [rows, fields, descriptor.filters, filter, search, chips]);
  const matching = useMemo(() => {
    const { asked, words } = conditions;
    const kept = asked.length > 0 ? rows.filter((row) => asked.every(({ test }) => test(row))) : rows;
    return sortRows(searchRows(kept, words, textOf), descriptor.columns, { column, descending });
  }, [rows, conditions, textOf, descriptor.columns, column, descending]);
  const groupOf = grouped ? grouping?.groupOf : undefined;
  const items = useMemo(
    () => listItems({ rows, matching, keyOf, groupOf, collapsed, isPinned }),
    [rows, matching, keyOf, groupOf, collapsed, isPinned],
  );
  const counts = useMemo(() => countRows(rows, descriptor.filters ?? []), [rows, descriptor.filters]);
  return { matching, items, counts, filter, conditions };
}
