import { useCallback, useMemo, useRef, useState } from 'react';
import { useSettings } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import type { MenuPlace } from '../../ui/use-menu';
import { EngineWork } from '../engine-control/engine-work';
import { fitColumns } from './column-layout';
import { EngineAway } from './engine-away';
import { FilterBar } from './filter-bar';
import { type Hider, hidersOf } from './hiders';
import { nextSorting, searchRows } from './list-model';
import { Empty, Skeleton } from './list-states';
import { NoMatch } from './no-match';
import { PageHead } from './page-head';
import { type OpenMenu, PageMenus } from './page-menus';
import { PageTools } from './page-tools';
import { ResourceGrid } from './resource-grid';
import classes from './resource-page.module.css';
import { showView } from './show-view';
import { StaleNotice } from './stale-notice';
import type { ResourceDescriptor } from './types';
import { selectedRows } from './use-grid-keys';
import { useListMemory, useListSettings, useMatchingRows } from './use-list';
import { useListState } from './use-list-state';
import { useWidth } from './use-width';
import { isInForce, viewOf } from './views';

interface ResourcePageProps<Row extends object> {
  descriptor: ResourceDescriptor<Row>;
  /** All rows, unsorted; a row that has not changed must be the same object. */
  rows: readonly Row[];
  /** The keys of the rows in view (and a few around them), as they change. */
  onVisible?: (keys: readonly string[]) => void;
}

/** THE list page: search, filters, groups, sorting, columns, selection, bulk actions, keyboard, every state. */
export function ResourcePage<Row extends object>({ descriptor, rows, onVisible }: ResourcePageProps<Row>) {
  const { memory, remember } = useListMemory(descriptor.list);
  const settings = useListSettings(descriptor.list, descriptor.defaultSort);
  const { own, choice, sorting, collapsed, save, toggleGroup } = settings;
  const { matching, items, counts, filter, conditions } = useMatchingRows(rows, descriptor, memory, {
    sorting,
    grouped: own.grouped,
    collapsed,
  });
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [width, body] = useWidth();
  const columns = useMemo(
    () => fitColumns(descriptor.columns, choice, width),
    [descriptor.columns, choice, width],
  );
  const rowHeight = useSettings()?.compactRows ? 30 : 36;
  const { state, engine, working, error } = useListState(descriptor, rows.length, matching.length);
  const selected = useMemo(
    () => selectedRows(matching, descriptor.keyOf, memory.selected),
    [matching, descriptor.keyOf, memory.selected],
  );
  const firstFilter = descriptor.filters?.[0]?.id ?? '';

  const latest = useRef({ items, descriptor, toggleGroup });
  latest.current = { items, descriptor, toggleGroup };
  const openRowMenu = useCallback((key: string, at: MenuPlace) => {
    const { items, descriptor } = latest.current;
    const item = items.find((one) => one.key === key);
    if (item?.kind === 'row') {
      const { row } = item;
      const entries = () => latest.current.descriptor.actions(row);
      setMenu({ kind: 'row', name: descriptor.nameOf(row), entries, at });
    } else if (item && descriptor.grouping) {
      const { group } = item;
      const entries = () => latest.current.descriptor.grouping?.actions(group) ?? [];
      setMenu({ kind: 'row', name: descriptor.grouping.nameOf?.(group) ?? group.name, entries, at });
    }
  }, []);
  const onToggle = useCallback((group: string) => latest.current.toggleGroup(group), []);

  const removeHider = ({ kind, texts }: Hider) => {
    if (kind === 'filter') remember({ filter: firstFilter });
    else if (kind === 'words') remember({ search: '' });
    else
      remember({
        chips: memory.chips.filter((chip) => !texts.includes(chip)),
        search: texts.reduce((search, text) => search.replace(text, ''), memory.search).trim(),
      });
  };
  const hiders = () => {
    const { asked, words } = conditions;
    const found = new Set(searchRows(rows, words, descriptor.textOf));
    const search = { kind: 'words', texts: [words], test: (row: Row) => found.has(row) } as const;
    return hidersOf(rows, words === '' ? asked : [...asked, search]);
  };

  const known = state !== 'loading' && state !== 'error';
  const hasRows = rows.length > 0 && (state === 'ready' || state === 'no-match');
  const { grouping } = descriptor;
  const hasGroups = useMemo(
    () => grouping !== undefined && rows.some((row) => grouping.groupOf(row) !== null),
    [grouping, rows],
  );
  return (
    <section className={classes.page}>
      <PageHead
        descriptor={descriptor}
        rows={rows}
        count={known ? matching.length : null}
        memory={memory}
        remember={remember}
        grouped={hasGroups ? own.grouped : null}
        onGrouped={(grouped) => save({ grouped })}
        onMenu={(kind, at, search) => setMenu({ kind, at, search })}
        onLeave={() => body.current?.querySelector<HTMLElement>('[data-key][tabindex="0"]')?.focus()}
        hasPrimary={state !== 'empty'}
      />
      <PageTools
        descriptor={descriptor}
        rows={rows}
        selected={selected}
        counts={known ? counts : null}
        filter={filter?.id}
        remember={remember}
      />
      {memory.chips.length > 0 && (
        <FilterBar chips={memory.chips} onChange={(chips) => remember({ chips })} />
      )}
      {hasRows && engine?.state === 'unresponsive' && <StaleNotice engine={engine} />}
      <div className={classes.body} ref={body} data-testid="list-state" data-state={state}>
        {state === 'loading' &&
          (working ? <EngineWork engine={working} /> : <Skeleton rowHeight={rowHeight} />)}
        {state === 'empty' && <Empty text={descriptor.empty} primary={descriptor.primary} />}
        {state === 'error' && engine && <EngineAway engine={engine} />}
        {state === 'error' && !engine && error && (
          <div className={classes.error}>
            <ErrorNotice error={error} />
          </div>
        )}
        {hasRows && (
          <ResourceGrid
            descriptor={descriptor}
            columns={columns}
            widths={choice.widths}
            onWidth={(column, width) => save({ widths: { ...choice.widths, [column]: width } })}
            rows={matching}
            items={items}
            onToggle={onToggle}
            rowHeight={rowHeight}
            memory={memory}
            remember={remember}
            sorting={sorting}
            onSort={(column) => save({ sort: nextSorting(sorting, column) })}
            onMenu={openRowMenu}
            onVisible={onVisible}
          >
            {state === 'no-match' && (
              <NoMatch
                hiders={hiders()}
                onRemove={removeHider}
                onClear={() => remember({ search: '', chips: [], filter: firstFilter })}
              />
            )}
          </ResourceGrid>
        )}
      </div>
      <PageMenus
        open={menu}
        onOpen={setMenu}
        descriptor={descriptor}
        settings={settings}
        isInForce={(view) => isInForce(view, memory, own, firstFilter)}
        onView={(view) => showView(descriptor.list, view)}
        toView={(name) => viewOf(name, memory, own)}
      />
    </section>
  );
}
