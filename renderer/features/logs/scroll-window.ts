import type { RowLayout } from './row-layout';

/** px of one text line. */
export const rowHeight = 20;
/** px above the first and below the last line. */
const padding = 8;
/** Rows drawn above and below the view, for scrolling that is faster than drawing. */
const overscan = 12;
/** The same while following the end, where nobody scrolls and every row may be new with each frame. */
const followOverscan = 2;

// Scroll offsets lose whole pixels above 2^24 (they are 32-bit floats in the compositor) and elements end at
// 2^25: past this height the scroll bar covers more rows a pixel instead.
const tallest = 15_000_000;

/** A place in the log: so many px below the top of the row at that position. */
export interface ScrollAnchor {
  position: number;
  delta: number;
}

interface Scale {
  full: number;
  /** px of the scrolled element. */
  content: number;
  /** px of log a px of scrolling. */
  ratio: number;
}

function scaleOf(layout: RowLayout, viewHeight: number): Scale {
  const full = layout.total * rowHeight + 2 * padding;
  const content = Math.min(full, tallest);
  const ratio = content > viewHeight ? (full - viewHeight) / (content - viewHeight) : 1;
  return { full, content, ratio };
}

/** What is drawn where: the rows at the positions `[start, end)`, from `rowsTop` px of an element `contentHeight` px tall. */
export interface WindowPlace {
  start: number;
  end: number;
  /** The scroll offset that belongs to it. */
  top: number;
  rowsTop: number;
  contentHeight: number;
}

/** The window at that anchor, or at the end of the log for `null`. */
export function placeWindow(layout: RowLayout, viewHeight: number, anchor: ScrollAnchor | null): WindowPlace {
  const { full, content, ratio } = scaleOf(layout, viewHeight);
  const last = Math.max(0, full - viewHeight);
  const wanted = anchor ? padding + layout.offsetOf(anchor.position) * rowHeight + anchor.delta : last;
  const logTop = Math.max(0, Math.min(last, wanted));
  const top = logTop / ratio;
  if (layout.total === 0) return { start: 0, end: 0, top, rowsTop: 0, contentHeight: content };
  const spare = anchor ? overscan : followOverscan;
  const start = layout.positionAt(Math.floor((logTop - padding) / rowHeight) - spare);
  const end = layout.positionAt(Math.ceil((logTop + viewHeight) / rowHeight) + spare) + 1;
  const rowsTop = Math.max(0, top + padding + layout.offsetOf(start) * rowHeight - logTop);
  return { start, end, top, rowsTop, contentHeight: content };
}

/** The anchor that a scroll offset stands for. */
export function windowTop(layout: RowLayout, viewHeight: number, top: number): ScrollAnchor {
  const offset = top * scaleOf(layout, viewHeight).ratio - padding;
  const position = layout.positionAt(Math.floor(offset / rowHeight));
  return { position, delta: offset - layout.offsetOf(position) * rowHeight };
}
