import type { Virtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ListMemory } from '../../store/ui';
import { keyOf } from '../../ui/key-name';
import { isCovered } from '../../ui/key-scope';
import { groupStep, isGroupKey, type ListItem } from './list-items';
import { moveFocus, rangeOf, withKeys } from './list-model';
import type { ResourceDescriptor } from './types';

interface GridKeysOptions<Row> {
  descriptor: ResourceDescriptor<Row>;
  /** The rows that match. */
  rows: readonly Row[];
  /** The lines of the list, and their keys. */
  items: readonly ListItem<Row>[];
  keys: readonly string[];
  rowHeight: number;
  onToggle: (group: string) => void;
  memory: ListMemory;
  remember: (change: Partial<ListMemory>) => void;
  onMenu: (key: string, at: DOMRect) => void;
  activeIndex: number;
  scroller: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

/** The rows a bulk or Delete key works on: the selected ones that are shown. */
export function selectedRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  selected: ReadonlySet<string>,
): Row[] {
  return rows.filter((row) => selected.has(keyOf(row)));
}

/** Keyboard and selection of the grid; the focus moves by rows and follows a row that goes away. */
export function useGridKeys<Row>(options: GridKeysOptions<Row>) {
  const { keys, memory, activeIndex, remember, scroller } = options;
  const [focusTurn, setFocusTurn] = useState(0);
  // The callbacks given to rows must stay the same, or every row would render with each keystroke.
  const latest = useRef(options);
  latest.current = options;
  const anchor = useRef<string | null>(null);
  const hadFocus = useRef(-1);
  const hadKey = useRef<string | null>(null);

  const focusRow = useCallback((index: number) => {
    const { keys, remember, virtual } = latest.current;
    const key = keys[index];
    if (key === undefined) return;
    remember({ active: key });
    virtual.scrollToIndex(index);
    setFocusTurn((turn) => turn + 1);
  }, []);

  // The grid keeps the active row rendered wherever the list is scrolled to, so it is there to be focused.
  useLayoutEffect(() => {
    const { active } = latest.current.memory;
    if (focusTurn === 0 || active === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`);
    row?.focus({ preventScroll: true });
  }, [focusTurn, scroller]);

  // A row that moves (pinned, sorted anew) loses the focus on the way: where it was is read before the page changes.
  const wasActive = memory.active !== null && isAt(memory.active);
  useLayoutEffect(() => {
    if (wasActive && document.activeElement === document.body) setFocusTurn((turn) => turn + 1);
  });

  // The row that had the focus is gone (deleted, or it no longer matches): the one in its place takes it.
  useEffect(() => {
    if (activeIndex >= 0) {
      const has = scroller.current?.contains(document.activeElement);
      const isFollowing = hadKey.current !== null && hadKey.current !== memory.active;
      hadFocus.current = has ? activeIndex : -1;
      hadKey.current = has ? memory.active : null;
      // Another row stands for the one that had the focus (a container that was replaced), which is gone or about to go.
      if (isFollowing && (has ? !isAt(memory.active) : document.activeElement === document.body))
        focusRow(activeIndex);
    } else if (hadFocus.current >= 0 && keys.length > 0 && document.activeElement === document.body) {
      focusRow(Math.min(hadFocus.current, keys.length - 1));
      hadFocus.current = -1;
    }
  });

  const onSelect = useCallback((key: string, range: boolean) => {
    const { keys, memory, remember } = latest.current;
    const select = !memory.selected.has(key);
    const hit = range && anchor.current !== null ? rangeOf(keys, anchor.current, key) : [key];
    anchor.current = key;
    const rows = hit.filter((one) => !isGroupKey(one));
    remember({ selected: withKeys(memory.selected, rows, range ? true : select), active: key });
  }, []);

  const onSelectGroup = useCallback((key: string) => {
    const { items, descriptor, memory, remember } = latest.current;
    const item = items.find((one) => one.key === key);
    if (item?.kind !== 'group') return;
    const members = item.group.rows.map(descriptor.keyOf);
    const select = !members.every((member) => memory.selected.has(member));
    remember({ selected: withKeys(memory.selected, members, select), active: key });
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { descriptor, rows, items, rowHeight } = options;
    const target = event.target as HTMLElement;
    const onRow = target.hasAttribute('data-key');
    const at = target.closest<HTMLElement>('[data-key]');
    if (!at || isCovered()) return;
    const step = onRow ? groupStep(event.key, items, activeIndex) : null;
    if (step) {
      event.preventDefault();
      return 'to' in step ? focusRow(step.to) : options.onToggle(step.toggle);
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = moveFocus(event.key, activeIndex, keys.length, page);
    if (to !== null) {
      event.preventDefault();
      const key = keys[to];
      if (event.shiftKey && key !== undefined) {
        anchor.current ??= memory.active;
        const hit = rangeOf(keys, anchor.current ?? key, key).filter((one) => !isGroupKey(one));
        remember({ selected: withKeys(memory.selected, hit, true) });
      } else {
        anchor.current = null;
      }
      return focusRow(to);
    }
    const item = items[activeIndex];
    if (!item) return;
    const { key } = item;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      options.onMenu(key, at.getBoundingClientRect());
    } else if (event.key === 'Delete' && !isRemoving(target)) {
      event.preventDefault();
      const selected = selectedRows(rows, descriptor.keyOf, memory.selected);
      if (item.kind === 'group') descriptor.grouping?.remove(item.group);
      else descriptor.remove(memory.selected.has(key) ? selected : [item.row]);
    } else if (event.key === 'Escape' && memory.selected.size > 0) {
      event.preventDefault();
      remember({ selected: new Set() });
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      remember({ selected: new Set(rows.map(descriptor.keyOf)) });
    } else if (onRow && event.key === 'Enter') {
      event.preventDefault();
      if (item.kind === 'group') options.onToggle(item.group.name);
      else window.location.hash = descriptor.hrefOf(item.row);
    } else if (onRow && event.key === ' ') {
      event.preventDefault();
      if (item.kind === 'group') onSelectGroup(key);
      else onSelect(key, event.shiftKey);
    } else if (onRow && !isRemoving(target)) {
      const pressed = keyOf(event);
      const actions =
        item.kind === 'row' ? descriptor.actions(item.row) : (descriptor.grouping?.actions(item.group) ?? []);
      const action = actions.find((one) => one.key === pressed && !one.disabled);
      if (!action) return;
      event.preventDefault();
      // On a selected row the key is for all that are selected, as Delete is.
      const selected = memory.selected.has(key) ? selectedRows(rows, descriptor.keyOf, memory.selected) : [];
      const bulk = descriptor.bulk.find(({ id }) => id === action.id);
      if (selected.length > 1 && bulk) bulk.run(selected.filter((one) => bulk.applies?.(one) ?? true));
      else action.run();
    }
  };

  return { onKeyDown, onSelect, onSelectGroup };
}

/** Whether the focus is in the row of this key. */
const isAt = (key: string | null) =>
  document.activeElement?.closest<HTMLElement>('[data-key]')?.dataset.key === key;

/** A row whose action is under way is left alone. */
const isRemoving = (target: Element) => target.closest('[aria-busy="true"]') !== null;
