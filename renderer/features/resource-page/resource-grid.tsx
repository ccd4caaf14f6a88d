// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListMemory } from '../../store/ui';
import { gridTemplate } from './column-layout';
import { GridHead } from './grid-head';
import type { Sorting } from './list-model';
import classes from './resource-grid.module.css';
import { ResourceRow } from './resource-row';
import type { Column, ResourceDescriptor } from './types';
import { useColumnSizing } from './use-column-sizing';
import { useGridKeys } from './use-grid-keys';

const headHeight = 30;

export interface ResourceGridProps<Row> {
  descriptor: ResourceDescriptor<Row>;
  columns: readonly Column<Row>[];
  /** px that columns have been given, by id. */
  widths: Readonly<Record<string, number>>;
  onWidth: (column: string, width: number) => void;
  rows: readonly Row[];
  keys: readonly string[];
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
  const { descriptor, columns, rows, keys, rowHeight, memory, remember, sorting, onSort, onVisible } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const sizing = useColumnSizing({ grid, columns, widths: props.widths, onWidth: props.onWidth });
  const activeIndex = memory.active === null ? -1 : keys.indexOf(memory.active);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 3,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialOffset: memory.scroll,
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
  const items = virtual.getVirtualItems();
  // Where Tab enters the list: the row that had the focus, else the first one in view.
  const entry = activeIndex >= 0 ? activeIndex : (virtual.range?.startIndex ?? 0);

  const { onKeyDown, onSelect } = useGridKeys({ ...props, activeIndex, scroller, virtual });

  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows get another height
  useLayoutEffect(() => virtual.measure(), [rowHeight]);

  // The place to come back to; a layout effect, because later the element is out of the page and reads 0.
  useLayoutEffect(() => {
    const element = scroller.current;
    return () => remember({ scroll: element?.scrollTop ?? 0 });
  }, [remember]);

  const visible = items.map((item) => keys[item.index] ?? '').join(' ');
  useEffect(() => onVisible?.(visible === '' ? [] : visible.split(' ')), [visible, onVisible]);

  const labels = useMemo(
    () => ({ select: (name: string) => t('list:select', { name }), more: t('list:more') }),
    [t],
  );
  const rowAt = (target: EventTarget) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
  const all = keys.length > 0 && keys.every((key) => memory.selected.has(key));
  const some = !all && keys.some((key) => memory.selected.has(key));

  return (
    <div className={classes.scroller} ref={scroller}>
      <div
        ref={grid}
        role="grid"
        aria-label={descriptor.title}
        aria-rowcount={rows.length + 1}
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
          props.onMenu(key, { left: x, right: x, top: y, bottom: y });
        }}
      >
        <GridHead
          columns={columns}
          sorting={sorting}
          onSort={onSort}
          sizing={sizing}
          selection={all ? 'all' : some ? 'some' : 'none'}
          onSelectAll={() => remember({ selected: new Set(all ? [] : keys) })}
        />
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            const key = keys[item.index];
            if (row === undefined || key === undefined) return null;
            return (
              <ResourceRow
                key={key}
                row={row}
                descriptor={descriptor}
                columns={columns}
                index={item.index}
                top={item.start - headHeight}
                selected={memory.selected.has(key)}
                active={item.index === entry}
                labels={labels}
                onSelect={onSelect}
                onMenu={props.onMenu}
              />
            );
          })}
        </div>
      </div>
      {props.children}
    </div>
  );
}
