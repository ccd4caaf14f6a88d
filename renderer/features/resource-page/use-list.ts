import type { ListSettings } from '@contract/settings';
import type { ResourceKind } from '@contract/state';
import { useDeferredValue, useMemo } from 'react';
import { call } from '../../lib/bridge';
import { currentSettings, useSettings } from '../../store/mirror';
import { emptyMemory, type ListMemory, useUi } from '../../store/ui';
import { countRows, currentFilter, type Sorting, searchRows, sortRows } from './list-model';
import type { ResourceDescriptor } from './types';

/** What the page remembers of this list while it is open elsewhere, and how to change it. */
export function useListMemory(list: ResourceKind) {
  const memory = useUi((state) => state.lists[list]) ?? emptyMemory;
  const remember = useMemo(
    () => (change: Partial<ListMemory>) => useUi.getState().remember(list, change),
    [list],
  );
  return { memory, remember };
}

const untouched: ListSettings = { hidden: [], order: [], widths: {}, sort: null };

/** Columns and sorting of a list; kept in the settings. */
export function useListSettings(list: ResourceKind, fallback: Sorting) {
  const own = useSettings()?.lists[list] ?? untouched;
  const { hidden, order, widths } = own;
  const choice = useMemo(() => ({ hidden: new Set(hidden), order, widths }), [hidden, order, widths]);
  const save = (change: Partial<ListSettings>) => {
    const lists = currentSettings()?.lists;
    void call('settings.set', {
      lists: { ...lists, [list]: { ...(lists?.[list] ?? untouched), ...change } },
    });
  };
  return { choice, sorting: own.sort ?? fallback, save };
}

/** The rows that match search and filter, sorted, with the filters' counts over all rows. */
export function useMatchingRows<Row extends object>(
  rows: readonly Row[],
  descriptor: ResourceDescriptor<Row>,
  memory: ListMemory,
  sorting: Sorting,
) {
  // Typing stays smooth with 10,000 rows: the list follows a frame later.
  const search = useDeferredValue(memory.search);
  const filter = currentFilter(descriptor.filters, memory.filter);
  const { column, descending } = sorting;
  const matching = useMemo(() => {
    const kept = filter ? rows.filter(filter.test) : rows;
    const found = searchRows(kept, search, descriptor.textOf);
    return sortRows(found, descriptor.columns, { column, descending });
  }, [rows, descriptor, filter, search, column, descending]);
  const counts = useMemo(() => countRows(rows, descriptor.filters ?? []), [rows, descriptor.filters]);
  const keys = useMemo(() => matching.map(descriptor.keyOf), [matching, descriptor.keyOf]);
  return { matching, keys, counts, filter };
}
