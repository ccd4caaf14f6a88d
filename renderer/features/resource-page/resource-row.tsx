// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { memo, useEffect, useRef } from 'react';
import { cleanText } from '../../lib/clean-text';
import { usePending } from '../../store/ui';
import classes from './resource-row.module.css';
import { RowButtons } from './row-buttons';
import { RowTabIndex } from './row-context';
import type { Column, ResourceDescriptor } from './types';

interface ResourceRowProps<Row> {
  row: Row;
  descriptor: ResourceDescriptor<Row>;
  columns: readonly Column<Row>[];
  /** Its place among the lines of the list, from 0. */
  index: number;
  /** It stands under the head of a group. */
  grouped: boolean;
  /** px from the top of the list. */
  top: number;
  selected: boolean;
  /** It has, or would get, the focus. */
  active: boolean;
  /** Words looked up once for all rows. */
  labels: { select: (name: string) => string; more: string };
  /** Called with the key and, for `More actions`, the button's box. */
  onSelect: (key: string, range: boolean) => void;
  onMenu: (key: string, at: DOMRect) => void;
}

function Row<R>(props: ResourceRowProps<R>) {
  const { row, descriptor, columns, index, top, selected, active, labels } = props;
  const key = descriptor.keyOf(row);
  const name = descriptor.nameOf(row);
  const state = descriptor.stateOf(row);
  const busy = usePending(key) !== undefined;
  const box = useRef<HTMLDivElement>(null);
  const actions = descriptor.actions(row);
  const tabIndex = active ? 0 : -1;

  useGlow(box, state);

  return (
    <div
      ref={box}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={busy ? true : undefined}
      tabIndex={tabIndex}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      data-grouped={props.grouped ? true : undefined}
      data-testid="row"
      data-kind={descriptor.kind}
      data-key={key}
      data-id={descriptor.idOf?.(row) ?? key}
      data-name={name}
      data-state={state}
    >
      <div role="gridcell" className={classes.select}>
        <input
          type="checkbox"
          aria-label={labels.select(cleanText(name))}
          tabIndex={tabIndex}
          checked={selected}
          readOnly
          onClick={(event) => props.onSelect(key, event.shiftKey)}
        />
      </div>
      <RowTabIndex value={tabIndex}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={classes.cell}
            data-align={column.align}
            data-column={column.id}
            data-lead={column.importance === 1 ? true : undefined}
          >
            {column.cell(row)}
          </div>
        ))}
      </RowTabIndex>
      <RowButtons
        actions={actions}
        busy={busy}
        tabIndex={tabIndex}
        more={labels.more}
        onMenu={(box) => props.onMenu(key, box)}
      />
    </div>
  );
}

/** One row; it renders again only when its own object, its mark or the columns change. */
export const ResourceRow = memo(Row) as typeof Row;

/** One short glow when the state of a row on screen changes; none with reduced motion. */
function useGlow(box: React.RefObject<HTMLDivElement | null>, state: string): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    box.current?.animate(
      [{ backgroundColor: 'var(--lighter-accent-soft)' }, { backgroundColor: 'transparent' }],
      { duration: 150, easing: 'ease-out' },
    );
  }, [state, box]);
}
