import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine, useMirror, useRow, useSettings } from '../../store/mirror';
import { ActionMenu, type MenuEntry } from '../../ui/action-menu';
import { ErrorNotice } from '../../ui/error-notice';
import type { MenuPlace } from '../../ui/use-menu';
import { EngineWork } from '../engine-control/engine-work';
import { BulkToolbar } from './bulk-toolbar';
import { fitColumns, isChanged, orderColumns } from './column-layout';
import { EngineAway } from './engine-away';
import { FilterGroup } from './filter-group';
import { nextSorting } from './list-model';
import { Empty, NoMatch, Skeleton } from './list-states';
import { ResourceGrid } from './resource-grid';
import classes from './resource-page.module.css';
import { SearchBox } from './search-box';
import type { PageButton, ResourceDescriptor } from './types';
import { selectedRows } from './use-grid-keys';
import { useListMemory, useListSettings, useMatchingRows } from './use-list';

const ColumnMenu = lazy(() => import('./column-menu').then((m) => ({ default: m.ColumnMenu })));

type OpenMenu =
  | { kind: 'columns'; at: MenuPlace }
  | { kind: 'row'; name: string; entries: readonly MenuEntry[]; at: MenuPlace };

interface ResourcePageProps<Row extends object> {
  descriptor: ResourceDescriptor<Row>;
  /** All rows, unsorted; a row that has not changed must be the same object. */
  rows: readonly Row[];
  /** The keys of the rows in view (and a few around them), as they change. */
  onVisible?: (keys: readonly string[]) => void;
}

/** THE list page: search, filters, sorting, columns, selection, bulk actions, keyboard, and every state. */
export function ResourcePage<Row extends object>({ descriptor, rows, onVisible }: ResourcePageProps<Row>) {
  const { t } = useTranslation();
  const { memory, remember } = useListMemory(descriptor.list);
  const { choice, sorting, save } = useListSettings(descriptor.list, descriptor.defaultSort);
  const { matching, keys, counts, filter } = useMatchingRows(rows, descriptor, memory, sorting);
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

  const latest = useRef({ matching, descriptor });
  latest.current = { matching, descriptor };
  const openRowMenu = useCallback((key: string, at: MenuPlace) => {
    const { matching, descriptor } = latest.current;
    const row = matching.find((candidate) => descriptor.keyOf(candidate) === key);
    if (row) setMenu({ kind: 'row', name: descriptor.nameOf(row), entries: descriptor.actions(row), at });
  }, []);

  const known = state !== 'loading' && state !== 'error';
  const hasRows = rows.length > 0 && (state === 'ready' || state === 'no-match');
  return (
    <section className={classes.page}>
      <header className={classes.head}>
        <h1>{descriptor.title}</h1>
        <span className={classes.count} data-testid="row-count">
          {known ? matching.length : ''}
        </span>
        <span className={classes.space} />
        <SearchBox
          value={memory.search}
          onChange={(search) => remember({ search })}
          onLeave={() => body.current?.querySelector<HTMLElement>('[data-key][tabindex="0"]')?.focus()}
        />
        <button
          type="button"
          className={classes.icon}
          aria-label={t('list:columns')}
          title={t('list:columns')}
          aria-haspopup="menu"
          onClick={(event) => setMenu({ kind: 'columns', at: event.currentTarget.getBoundingClientRect() })}
        >
          <IconColumns3 size={16} stroke={1.5} aria-hidden />
        </button>
        {/* An empty list has that button in its middle: one of a name. */}
        {state !== 'empty' && (
          <Button
            size="compact-md"
            className={classes.primary}
            leftSection={<descriptor.primary.icon size={16} stroke={1.5} aria-hidden />}
            onClick={descriptor.primary.run}
          >
            {descriptor.primary.label}
          </Button>
        )}
      </header>
      <div className={classes.tools}>
        {descriptor.filters && filter && (
          <FilterGroup
            options={descriptor.filters.map(({ id, label }, index) => ({
              id,
              label,
              count: known ? (counts[index] ?? 0) : null,
            }))}
            value={filter.id}
            onChange={(id) => remember({ filter: id })}
          />
        )}
        <span className={classes.space} />
        {selected.length > 0 ? (
          <BulkToolbar
            actions={descriptor.bulk}
            rows={selected}
            onClear={() => remember({ selected: new Set() })}
          />
        ) : (
          known &&
          descriptor.secondary?.map((button) => (
            <SecondaryButton key={button.label} button={button} rows={rows} />
          ))
        )}
      </div>
      {hasRows && engine?.state === 'unresponsive' && (
        <p className={classes.stale} role="status">
          {t('list:stale')}
        </p>
      )}
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
            keys={keys}
            rowHeight={rowHeight}
            memory={memory}
            remember={remember}
            sorting={sorting}
            onSort={(column) => save({ sort: nextSorting(sorting, column) })}
            onMenu={openRowMenu}
            onVisible={onVisible}
          >
            {state === 'no-match' && (
              <NoMatch onClear={() => remember({ search: '', filter: descriptor.filters?.[0]?.id ?? '' })} />
            )}
          </ResourceGrid>
        )}
      </div>
      {menu?.kind === 'row' && (
        <ActionMenu label={menu.name} entries={menu.entries} at={menu.at} onClose={() => setMenu(null)} />
      )}
      {menu?.kind === 'columns' && (
        <Suspense>
          <ColumnMenu
            columns={orderColumns(descriptor.columns, choice.order)}
            hidden={choice.hidden}
            widths={choice.widths}
            isChanged={isChanged(choice)}
            at={menu.at}
            onChange={save}
            onClose={() => setMenu(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

function SecondaryButton<Row>({ button, rows }: { button: PageButton<Row>; rows: readonly Row[] }) {
  const off = button.applies !== undefined && !rows.some(button.applies);
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={off}
      title={off ? button.reason : undefined}
      leftSection={<button.icon size={14} stroke={1.5} aria-hidden />}
      onClick={button.run}
    >
      {button.label}
    </Button>
  );
}

type ListState = 'loading' | 'ready' | 'error' | 'empty' | 'no-match';

/** What the list can honestly show: a failed list is an error and never an empty one. */
function useListState<Row>(descriptor: ResourceDescriptor<Row>, all: number, matching: number) {
  const ready = useMirror((mirror) => mirror.ready);
  const list = useRow('lists', descriptor.list);
  const engine = useEngine();
  const away = engine?.state === 'missing' || engine?.state === 'stopped';
  const silent = engine?.state === 'unresponsive' && all === 0;
  let state: ListState;
  // Being started or stopped is no failure: the list says how it goes instead.
  const working = engine?.control.work && engine.state !== 'running' ? engine : null;
  if (ready && (away || silent)) state = 'error';
  else if (working && list?.state === 'error') state = 'loading';
  // A frozen engine: what it said last stays in view, and the page says that it is old.
  else if (ready && engine?.state === 'unresponsive') state = 'ready';
  else if (list?.state === 'error') state = 'error';
  else if (!ready || list?.state !== 'ready') state = all > 0 ? 'ready' : 'loading';
  else if (all === 0) state = 'empty';
  else state = matching === 0 ? 'no-match' : 'ready';
  if (state === 'ready' && all > 0 && matching === 0) state = 'no-match';
  return {
    state,
    working,
    engine: away || silent || engine?.state === 'unresponsive' ? engine : null,
    error: list?.error,
  };
}

const scrollBarWidth = 12;

/** The width of an element in px, as it changes. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1080);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    // The columns must not change when the scroll bar comes.
    const measure = () => setWidth(box.clientWidth - scrollBarWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [width, element] as const;
}
