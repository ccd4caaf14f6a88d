// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { IconDotsVertical } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { cleanText } from '../../lib/clean-text';
import { usePending } from '../../store/ui';
import { StateSign } from '../../ui/state-mark';
import classes from './resource-row.module.css';
import { RowTabIndex } from './row-context';
import type { Column, ResourceDescriptor, RowAction } from './types';

interface ResourceRowProps<Row> {
  row: Row;
  descriptor: ResourceDescriptor<Row>;
  columns: readonly Column<Row>[];
  /** Its place among the rows that match, from 0. */
  index: number;
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

const slots = ['first', 'second', 'third'];

function Row<R>(props: ResourceRowProps<R>) {
  const { row, descriptor, columns, index, top, selected, active, labels } = props;
  const key = descriptor.keyOf(row);
  const name = descriptor.nameOf(row);
  const state = descriptor.stateOf(row);
  const busy = usePending(key) !== undefined;
  const box = useRef<HTMLDivElement>(null);
  const actions = descriptor.actions(row).filter((action) => action.shown);
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
          >
            {column.cell(row)}
          </div>
        ))}
      </RowTabIndex>
      <div role="gridcell" className={classes.actions}>
        {actions.map((action, slot) => (
          // Keyed by place: the button under the pointer keeps the focus when Start becomes Stop.
          <ActionButton
            key={slots[slot] ?? action.id}
            action={action}
            busy={busy}
            turning={busy && slot === 0}
            tabIndex={tabIndex}
          />
        ))}
        <IconButton
          label={labels.more}
          tabIndex={tabIndex}
          menu
          onClick={(box) => props.onMenu(key, box)}
          icon={<IconDotsVertical size={16} stroke={1.5} aria-hidden />}
        />
      </div>
    </div>
  );
}

/** One row; it renders again only when its own object, its mark or the columns change. */
export const ResourceRow = memo(Row) as typeof Row;

interface ActionButtonProps {
  action: RowAction;
  busy: boolean;
  /** Shows that something is under way. */
  turning: boolean;
  tabIndex: number;
}

function ActionButton({ action, busy, turning, tabIndex }: ActionButtonProps) {
  return (
    <IconButton
      label={action.label}
      tabIndex={tabIndex}
      danger={action.danger}
      hover={action.shown === 'hover'}
      disabled={busy || action.disabled !== undefined}
      hint={action.disabled}
      onClick={action.run}
      icon={
        turning ? <StateSign shape="spin" tone="warn" /> : <action.icon size={16} stroke={1.5} aria-hidden />
      }
    />
  );
}

interface IconButtonProps {
  label: string;
  icon: ReactNode;
  tabIndex: number;
  onClick: (box: DOMRect) => void;
  danger?: boolean;
  hover?: boolean;
  menu?: boolean;
  disabled?: boolean;
  hint?: string;
}

function IconButton({
  label,
  icon,
  tabIndex,
  onClick,
  danger,
  hover,
  menu,
  disabled,
  hint,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={label}
      title={hint ?? label}
      aria-haspopup={menu ? 'menu' : undefined}
      // Not `disabled`: a button that has the focus would lose it while its action runs.
      aria-disabled={disabled ? true : undefined}
      data-danger={danger}
      data-hover={hover}
      tabIndex={tabIndex}
      onClick={(event) => {
        if (!disabled) onClick(event.currentTarget.getBoundingClientRect());
      }}
    >
      {icon}
    </button>
  );
}

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
