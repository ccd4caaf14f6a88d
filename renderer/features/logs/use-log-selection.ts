import {
  type ClipboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import type { RowList } from './log-hits';
import { type LogPoint, orderedRange, selectedText } from './log-selection';

interface LogSelectionOptions {
  /** The element whose children are the rows, each with `data-seq`. */
  lines: RefObject<HTMLElement | null>;
  rows: RowList;
  /** A row as it reads on the screen; null for one without text. */
  textOf: (seq: number) => string | null;
  onSelect: () => void;
  redraw: () => void;
}

/**
 * Selecting across rows of which most are not drawn. The browser's own selection stays the one that is seen: the
 * rows it begins and ends in are kept in the page (`pinned`), and what is copied is put together from the log.
 */
export function useLogSelection({ lines, rows, textOf, onSelect, redraw }: LogSelectionOptions) {
  const picked = useRef<{ anchor: LogPoint; focus: LogPoint } | null>(null);
  const wantsAll = useRef(false);
  const latest = useRef(onSelect);
  latest.current = onSelect;

  useEffect(() => {
    const onChange = () => {
      const box = lines.current;
      const selection = document.getSelection();
      // While everything is about to be selected the page's selection is not yet what is meant.
      if (!box || wantsAll.current) return;
      const anchor = selection && pointOf(box, selection.anchorNode, selection.anchorOffset);
      const focus = selection && pointOf(box, selection.focusNode, selection.focusOffset);
      const isRange = selection?.type === 'Range' && anchor && focus;
      picked.current = isRange ? { anchor, focus } : null;
      if (isRange) latest.current();
    };
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [lines]);

  useLayoutEffect(() => {
    const box = lines.current;
    if (!wantsAll.current || !box?.firstElementChild || !box.lastElementChild) return;
    wantsAll.current = false;
    const { firstElementChild: first, lastElementChild: last } = box;
    document.getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
  });

  const text = (): string | null =>
    picked.current && selectedText(rows, orderedRange(picked.current.anchor, picked.current.focus), textOf);

  return {
    /** What is selected; null when nothing is. */
    text,
    /** Rows to keep in the page wherever the view is. */
    pinned: (): number[] => {
      if (!picked.current) return [];
      const { from, to } = orderedRange(picked.current.anchor, picked.current.focus);
      return from.seq === to.seq ? [from.seq] : [from.seq, to.seq];
    },
    selectAll: () => {
      const first = rows.seqAt(rows.first);
      const last = rows.seqAt(rows.end - 1);
      if (first === -1 || last === -1) return;
      picked.current = {
        anchor: { seq: first, offset: 0 },
        focus: { seq: last, offset: Number.MAX_SAFE_INTEGER },
      };
      wantsAll.current = true;
      latest.current();
      redraw();
    },
    /** Nobody drags a log's text about: pressing on what is selected selects anew. */
    onMouseDown: (event: MouseEvent) => {
      if (event.button === 0 && !event.shiftKey) document.getSelection()?.removeAllRanges();
    },
    onCopy: (event: ClipboardEvent) => {
      const selected = text();
      if (selected === null) return;
      event.clipboardData.setData('text/plain', selected);
      event.preventDefault();
    },
  };
}

/** The place in the log that a place in the page stands for; null outside of the rows. */
function pointOf(box: HTMLElement, node: Node | null, offset: number): LogPoint | null {
  if (!node || !box.contains(node)) return null;
  if (node === box) {
    const row = box.children[offset];
    // Behind the last row: its end.
    const last = box.lastElementChild;
    if (row instanceof HTMLElement) return { seq: Number(row.dataset.seq), offset: 0 };
    return last instanceof HTMLElement
      ? { seq: Number(last.dataset.seq), offset: Number.MAX_SAFE_INTEGER }
      : null;
  }
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest<HTMLElement>('[data-seq]');
  if (!row) return null;
  const range = document.createRange();
  range.setStart(row, 0);
  range.setEnd(node, offset);
  return { seq: Number(row.dataset.seq), offset: range.toString().length };
}
