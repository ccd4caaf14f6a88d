import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whenReleased } from '../../ui/when-released';
import { isMac } from '../palette/palette-store';
import { folderOf } from './paths';
import type { Places } from './places';
import treeClasses from './tree.module.css';
import { EntryLine, NoteLine } from './tree-line';
import type { TreeRow } from './tree-model';

const rowHeight = 28;

export interface TreeHandlers {
  onSelect(path: string): void;
  onToggle(path: string, isOpen: boolean): void;
  /** Enter or a double click on what is no folder: a link is followed, a file's contents get the focus. */
  onOpen(row: TreeRow & { kind: 'entry' }): void;
  onAction(row: TreeRow & { kind: 'entry' }, action: FileKey): void;
  onMenu(row: TreeRow & { kind: 'entry' }, at: DOMRect): void;
  onReadAll(folder: string): void;
  onRetry(folder: string): void;
  onDrop(folder: string, files: File[]): void;
}

/** The actions that have a key. */
export type FileKey = 'rename' | 'delete' | 'download' | 'copy-path';
const plainKeys: Readonly<Record<string, FileKey>> = { F2: 'rename', Delete: 'delete' };
/** With Ctrl, on a Mac with Cmd. */
const controlKeys: Readonly<Record<string, FileKey>> = { s: 'download', c: 'copy-path' };

interface FileTreeProps extends TreeHandlers {
  rows: readonly TreeRow[];
  selected: string | null;
  /** Changes when the selected line is to be brought into view. */
  reveal: number;
  places: Places;
}

/** The files as a tree of which only what is in view is drawn; arrows, Home, End, Enter, the keys of actions, first letters. */
export function FileTree(props: FileTreeProps) {
  const { t } = useTranslation();
  const { rows, selected, reveal, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [dropTo, setDropTo] = useState<string | null>(null);
  const at = rows.findIndex((row) => row.kind === 'entry' && row.path === selected);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => keyOf(rows[index]),
  });

  // A row that was asked for may still have to be read: it is looked for with each change until it is there.
  const shown = useRef(reveal);
  useEffect(() => {
    if (shown.current === reveal || at < 0) return;
    shown.current = reveal;
    virtual.scrollToIndex(at, { align: 'center' });
  }, [reveal, at, virtual]);

  const moveTo = (index: number) => {
    const row = rows[index];
    if (row?.kind !== 'entry') return;
    onSelect(row.path);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const withControl = isMac ? event.metaKey : event.ctrlKey;
    if (!withControl && (event.ctrlKey || event.metaKey)) return;
    const row = rows[at];
    const action = (withControl ? controlKeys : plainKeys)[event.key];
    if (action && row?.kind === 'entry') props.onAction(row, action);
    const handled = action ? true : !withControl && keyTo(event.key, event, { ...props, at, moveTo });
    if (handled) event.preventDefault();
  };

  const folderAt = (event: DragEvent): string => {
    const path = (event.target as Element).closest<HTMLElement>('[data-folder]')?.dataset.folder;
    return path ?? '/';
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDropTo(folderAt(event));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDropTo(null);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) props.onDrop(folderAt(event), files);
  };
  const onContextMenu = (event: MouseEvent) => {
    const index = Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index ?? -1);
    const row = rows[index];
    if (row?.kind !== 'entry') return;
    event.preventDefault();
    onSelect(row.path);
    const at = new DOMRect(event.clientX, event.clientY, 0, 0);
    whenReleased(event, () => props.onMenu(row, at));
  };

  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={t('files:tree')}
      aria-activedescendant={at < 0 ? undefined : lineId(at)}
      className={treeClasses.tree}
      data-testid="file-tree"
      data-drop={dropTo !== null || undefined}
      data-drop-root={dropTo === '/' || undefined}
      onKeyDown={onKeyDown}
      // A line that is still being read stays the chosen one: keys would act on another.
      onFocus={() => selected === null && moveTo(0)}
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropTo(null);
      }}
      onDrop={onDrop}
      onContextMenu={onContextMenu}
    >
      <div role="presentation" className={treeClasses.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          const place = { index, top: start };
          return row.kind === 'note' ? (
            <NoteLine key={key} row={row} {...place} onReadAll={props.onReadAll} onRetry={props.onRetry} />
          ) : (
            <EntryLine
              key={key}
              id={lineId(index)}
              row={row}
              {...place}
              isSelected={index === at}
              isDropTarget={dropTo === row.path && row.entry.type === 'folder'}
              places={props.places}
              onSelect={() => onSelect(row.path)}
              onToggle={() => props.onToggle(row.path, !row.isOpen)}
              onOpen={() => props.onOpen(row)}
            />
          );
        })}
      </div>
    </div>
  );
}

const lineId = (index: number) => `file-line-${index}`;
const keyOf = (row: TreeRow | undefined) =>
  row ? (row.kind === 'entry' ? row.path : `${row.path}\0${row.note}`) : '';

interface KeyContext extends FileTreeProps {
  at: number;
  moveTo(index: number): void;
}

/** Does what a key means; false when it means nothing here. */
function keyTo(key: string, event: KeyboardEvent, context: KeyContext): boolean {
  const { rows, at, moveTo } = context;
  const row = rows[at];
  const entries = (from: number, step: 1 | -1) => {
    for (let index = from; index >= 0 && index < rows.length; index += step)
      if (rows[index]?.kind === 'entry') return moveTo(index);
  };
  const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 1);
  switch (key) {
    case 'ArrowDown':
      entries(at + 1, 1);
      return true;
    case 'ArrowUp':
      entries(at - 1, -1);
      return true;
    case 'PageDown':
      entries(Math.min(rows.length - 1, at + page), -1);
      return true;
    case 'PageUp':
      entries(Math.max(0, at - page), 1);
      return true;
    case 'Home':
      entries(0, 1);
      return true;
    case 'End':
      entries(rows.length - 1, -1);
      return true;
  }
  if (row?.kind !== 'entry') return false;
  const isFolder = row.entry.type === 'folder';
  switch (key) {
    case 'ArrowRight':
      if (isFolder && !row.isOpen) context.onToggle(row.path, true);
      else if (isFolder) entries(at + 1, 1);
      return true;
    case 'ArrowLeft':
      if (isFolder && row.isOpen) context.onToggle(row.path, false);
      else moveTo(rows.findIndex((other) => other.kind === 'entry' && other.path === folderOf(row.path)));
      return true;
    case 'Enter':
    case ' ':
      if (isFolder) context.onToggle(row.path, !row.isOpen);
      else context.onOpen(row);
      return true;
    case 'ContextMenu':
      return menuAt(event, context, row);
    case 'F10':
      return event.shiftKey && menuAt(event, context, row);
  }
  if (key.length !== 1) return false;
  const letter = key.toLocaleLowerCase();
  const order = [...rows.keys()].map((index) => (at + 1 + index) % rows.length);
  const next = order.find((index) => {
    const other = rows[index];
    return other?.kind === 'entry' && other.entry.name.toLocaleLowerCase().startsWith(letter);
  });
  if (next !== undefined) moveTo(next);
  return true;
}

function menuAt(event: KeyboardEvent, context: KeyContext, row: TreeRow & { kind: 'entry' }): boolean {
  const line = document.getElementById(lineId(context.at)) ?? event.currentTarget;
  context.onMenu(row, line.getBoundingClientRect());
  return true;
}
