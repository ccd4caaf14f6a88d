import { IconCheck, IconGripVertical, IconRestore } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import menu from '../../ui/action-menu.module.css';
import { type MenuPlace, useMenu } from '../../ui/use-menu';
import { leastWidth, mostWidth, moveColumn } from './column-layout';
import classes from './column-menu.module.css';
import type { Column } from './types';

type Line = Pick<Column<never>, 'id' | 'header' | 'min' | 'importance'>;

/** What a person changes about the columns; each is remembered at once. */
interface ColumnChange {
  hidden?: string[];
  order?: string[];
  widths?: Record<string, number>;
}

interface ColumnMenuProps {
  /** All of them, in the order chosen. */
  columns: readonly Line[];
  hidden: ReadonlySet<string>;
  widths: Readonly<Record<string, number>>;
  /** Something differs from how the list comes. */
  isChanged: boolean;
  at: MenuPlace;
  onChange: (change: ColumnChange) => void;
  onClose: () => void;
}

const keyStep = 16;

/** Where the line goes that a dragged one would land at. */
const dropSide = (ids: readonly string[], dragged: string, over: string) =>
  ids.indexOf(dragged) < ids.indexOf(over) ? 'below' : 'above';

/** px of a column as it stands in the list; its least where it is not shown. */
const drawnWidth = ({ id, min }: { id: string; min: number }) =>
  document.querySelector<HTMLElement>(`[role="columnheader"][data-column="${CSS.escape(id)}"]`)
    ?.offsetWidth ?? min;

/** Which columns are shown, in which order and how wide: by pointer, and with Alt and the arrow keys. */
export function ColumnMenu({ columns, hidden, widths, at, onChange, ...props }: ColumnMenuProps) {
  const { t } = useTranslation();
  const { box, onKeyDown } = useMenu(at, props.onClose);
  const [dragged, setDragged] = useState<string | null>(null);
  const ids = columns.map(({ id }) => id);
  const [over, setOver] = useState<string | null>(null);

  // A line that moves keeps the focus.
  const focused = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each move
  useLayoutEffect(() => {
    if (focused.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused.current)}"]`)?.focus();
    focused.current = null;
  }, [columns]);

  const toggle = (column: Line) => {
    if (column.importance === 1) return;
    const next = new Set(hidden);
    if (!next.delete(column.id)) next.add(column.id);
    onChange({ hidden: [...next] });
  };
  const onItemKey = (event: KeyboardEvent, column: Line) => {
    if (!event.altKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const size = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (step === undefined && size === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    focused.current = column.id;
    if (step !== undefined) onChange({ order: moveColumn(ids, column.id, ids.indexOf(column.id) + step) });
    else if (size !== undefined) {
      const width = (widths[column.id] ?? drawnWidth(column)) + size;
      onChange({ widths: { ...widths, [column.id]: Math.max(leastWidth, Math.min(mostWidth, width)) } });
    }
  };
  const endDrag = () => {
    setDragged(null);
    setOver(null);
  };
  const drag = (column: Line) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', column.id);
      setDragged(column.id);
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      if (over !== column.id) setOver(column.id);
    },
    onDragEnd: () => endDrag(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== null) onChange({ order: moveColumn(ids, dragged, ids.indexOf(column.id)) });
      endDrag();
    },
  });

  return (
    <div
      ref={box}
      role="menu"
      tabIndex={-1}
      aria-label={t('list:columns')}
      popover="auto"
      className={menu.menu}
      onKeyDown={onKeyDown}
    >
      {columns.map((column) => (
        <button
          key={column.id}
          type="button"
          role="menuitemcheckbox"
          aria-checked={column.importance === 1 || !hidden.has(column.id)}
          aria-disabled={column.importance === 1 ? true : undefined}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
          tabIndex={-1}
          className={menu.item}
          data-id={column.id}
          data-drop={column.id === over && dragged !== null ? dropSide(ids, dragged, over) : undefined}
          {...drag(column)}
          onKeyDown={(event) => onItemKey(event, column)}
          onClick={() => toggle(column)}
          onMouseMove={(event) => event.currentTarget.focus({ preventScroll: true })}
        >
          <span className={menu.icon}>
            {(column.importance === 1 || !hidden.has(column.id)) && (
              <IconCheck size={16} stroke={1.5} aria-hidden />
            )}
          </span>
          {column.header}
          <IconGripVertical className={classes.grip} size={14} stroke={1.5} aria-hidden />
        </button>
      ))}
      <button
        type="button"
        role="menuitem"
        aria-disabled={props.isChanged ? undefined : true}
        tabIndex={-1}
        className={menu.item}
        data-divided="true"
        onClick={() => props.isChanged && onChange({ hidden: [], order: [], widths: {} })}
        onMouseMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      >
        <span className={menu.icon}>
          <IconRestore size={16} stroke={1.5} aria-hidden />
        </span>
        {t('list:resetColumns')}
      </button>
      <p className={classes.keys}>{t('list:columnKeys')}</p>
    </div>
  );
}
