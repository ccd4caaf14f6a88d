// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { elementScroll, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListMemory } from '../../store/ui';
import { whenReleased } from '../../ui/when-released';
import { gridTemplate } from './column-layout';
import { GridHead } from './grid-head';
import { GroupRow } from './group-row';
import { type ListItem, sectionsOf } from './list-items';
import type { Sorting } from './list-model';
import classes from './resource-grid.module.css';
import { ResourceRow } from './resource-row';
import type { Column, ResourceDescriptor } from './types';
import { useColumnSizing } from './use-column-sizing';
import { selectedRows, useGridKeys } from './use-grid-keys';

const headHeight = 30;

export interface ResourceGridProps<Row> {
  descriptor: ResourceDescriptor<Row>;
  columns: readonly Column<Row>[];
  /** px that columns have been given, by id. */
  widths: Readonly<Record<string, number>>;
  onWidth: (column: string, width: number) => void;
  /** The rows that match, and the lines they make. */
  rows: readonly Row[];
  items: readonly ListItem<Row>[];
  onToggle: (group: string) => void;
  rowHeight: number;
  memory: ListMemory;
  remember: (change: Partial<ListMemory>) => void;
  sorting: Sorting;
  onSort: (column: string) => void;
  /** Opens the row's menu. */
  onMenu: (key: string, at: { left: number; top: number; right: number; bottom: number }) => void;
  /** The keys of the rows in view. */
  onVisible?: (keys: readonly string[]) => void;
  /** Under the head, when no row is left. */
  children?: ReactNode;
}

/** The windowed table: only the rows in view exist. */
export function ResourceGrid<Row>(props: ResourceGridProps<Row>) {
  const { descriptor, columns, rows, items, rowHeight, memory, remember, sorting, onSort, onVisible } = props;
  const keys = useMemo(() => items.map(({ key }) => key), [items]);
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isNew = useRef(true);
  const grid = useRef<HTMLDivElement>(null);
  const sizing = useColumnSizing({ grid, columns, widths: props.widths, onWidth: props.onWidth });
  const activeIndex = useMemo(
    () => (memory.active === null ? -1 : keys.indexOf(memory.active)),
    [keys, memory.active],
  );

  // The same function for the same keys: another one makes the library lay all the rows out anew, with each frame.
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: 3,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialOffset: memory.scroll,
    // The first rendering has the rows already; the exact size follows before they are painted.
    initialRect: { width: 0, height: window.innerHeight },
    observeElementRect: observeSize,
    // Nor is a list that opens at its top scrolled there first.
    scrollToFn: (offset, ...how) => {
      const isAtTop = isNew.current && offset === 0;
      isNew.current = false;
      if (!isAtTop) elementScroll(offset, ...how);
    },
    useFlushSync: false,
    // The row with the focus stays, or the keyboard would lose its place when it scrolls out of view.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
      if (activeIndex >= 0 && activeIndex < from) indexes.unshift(activeIndex);
      if (activeIndex > to && activeIndex < count) indexes.push(activeIndex);
      return indexes;
    },
  });
  const drawn = virtual.getVirtualItems();
  // Where Tab enters the list: the row that had the focus, else the first one in view.
  const entry = activeIndex >= 0 ? activeIndex : (virtual.range?.startIndex ?? 0);

  const { onKeyDown, onSelect, onSelectGroup } = useGridKeys({
    ...props,
    keys,
    activeIndex,
    scroller,
    virtual,
  });

  const measured = useRef(rowHeight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows get another height
  useLayoutEffect(() => {
    if (measured.current !== rowHeight) virtual.measure();
    measured.current = rowHeight;
  }, [rowHeight]);

  // The place to come back to; a layout effect, because later the element is out of the page and reads 0.
  useLayoutEffect(() => {
    const element = scroller.current;
    return () => remember({ scroll: element?.scrollTop ?? 0 });
  }, [remember]);

  const visible = visibleKeys(
    drawn.flatMap(({ index }) => items[index] ?? []),
    descriptor.keyOf,
  ).join('\n');
  useEffect(() => onVisible?.(visible === '' ? [] : visible.split('\n')), [visible, onVisible]);

  const labels = useMemo(
    () => ({ select: (name: string) => t('list:select', { name }), more: t('list:more') }),
    [t],
  );
  const rowAt = (target: EventTarget) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
  const selection = useMemo(() => {
    const { size } = memory.selected;
    const count = size === 0 ? 0 : selectedRows(rows, descriptor.keyOf, memory.selected).length;
    return count === 0 ? 'none' : count === rows.length ? 'all' : 'some';
  }, [rows, descriptor.keyOf, memory.selected]);

  return (
    <div className={classes.scroller} ref={scroller}>
      <div
        ref={grid}
        role="grid"
        aria-label={descriptor.title}
        aria-rowcount={items.length + 1}
        aria-multiselectable
        className={classes.grid}
        style={
          {
            '--columns': gridTemplate(columns, props.widths),
            '--row-height': `${rowHeight}px`,
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const key = rowAt(event.target);
          if (key !== undefined && key !== memory.active) remember({ active: key });
        }}
        onContextMenu={(event) => {
          const key = rowAt(event.target);
          if (key === undefined) return;
          event.preventDefault();
          const { clientX: x, clientY: y } = event;
          whenReleased(event, () => props.onMenu(key, { left: x, right: x, top: y, bottom: y }));
        }}
      >
        <GridHead
          columns={columns}
          sorting={sorting}
          onSort={onSort}
          sizing={sizing}
          selection={selection}
          onSelectAll={() =>
            remember({ selected: new Set(selection === 'all' ? [] : rows.map(descriptor.keyOf)) })
          }
        />
        <div className={classes.body} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {sectionsOf(drawn, ({ index }) => items[index]).map((section) => (
            <div key={section.key} role="rowgroup" aria-label={section.group ?? undefined}>
              {section.entries.map(({ index, start }) => {
                const item = items[index];
                if (!item) return null;
                const place = {
                  index,
                  top: start - headHeight,
                  active: index === entry,
                  columns,
                  descriptor,
                };
                return item.kind === 'group' && descriptor.grouping ? (
                  <GroupRow
                    key={item.key}
                    itemKey={item.key}
                    group={item.group}
                    isOpen={item.isOpen}
                    grouping={descriptor.grouping}
                    selected={memory.selected}
                    labels={labels}
                    onToggle={props.onToggle}
                    onSelect={onSelectGroup}
                    onMenu={props.onMenu}
                    {...place}
                  />
                ) : (
                  item.kind === 'row' && (
                    <ResourceRow
                      key={item.key}
                      row={item.row}
                      grouped={item.group !== null}
                      selected={memory.selected.has(item.key)}
                      labels={labels}
                      onSelect={onSelect}
                      onMenu={props.onMenu}
                      {...place}
                    />
                  )
                );
              })}
            </div>
          ))}
        </div>
      </div>
      {props.children}
    </div>
  );
}

/** As the library's own, but it does not ask for the size at once, which would lay the page out one time more. */
function observeSize(
  { scrollElement }: Virtualizer<HTMLDivElement, Element>,
  tell: (size: { width: number; height: number }) => void,
) {
  if (!scrollElement) return;
  const observer = new ResizeObserver(([entry]) => {
    if (entry) tell({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  observer.observe(scrollElement);
  return () => observer.disconnect();
}

/** What the figures of 200 rows are read for: the rows in view, then those that the groups in view sum up. */
const mostVisible = 200;

function visibleKeys<Row>(items: readonly ListItem<Row>[], keyOf: (row: Row) => string): string[] {
  const keys = new Set(items.filter(({ kind }) => kind === 'row').map(({ key }) => key));
  for (const item of items) {
    if (item.kind !== 'group') continue;
    for (const row of item.group.all) {
      if (keys.size >= mostVisible) break;
      keys.add(keyOf(row));
    }
  }
  return [...keys];
}
