import type { RowList } from './log-hits';

/** A place in the log's text: so many characters into a row as it reads on the screen. */
export interface LogPoint {
  seq: number;
  offset: number;
}

/** A selection, in the order of the log. */
export interface LogRange {
  from: LogPoint;
  to: LogPoint;
}

/** The two points in the order of the log. */
export function orderedRange(anchor: LogPoint, focus: LogPoint): LogRange {
  const isForward = anchor.seq < focus.seq || (anchor.seq === focus.seq && anchor.offset <= focus.offset);
  return isForward ? { from: anchor, to: focus } : { from: focus, to: anchor };
}

/**
 * The selected text, also of rows that are not drawn. `textOf` gives a row as it reads on the screen, null for
 * one without text. Rows that have left the buffer are missing.
 */
export function selectedText(
  rows: RowList,
  { from, to }: LogRange,
  textOf: (seq: number) => string | null,
): string {
  const parts: string[] = [];
  const last = Math.min(rows.positionOf(to.seq), rows.end - 1);
  for (let position = rows.positionOf(from.seq); position <= last; position += 1) {
    const seq = rows.seqAt(position);
    const text = seq === -1 ? null : textOf(seq);
    if (text === null) continue;
    parts.push(text.slice(seq === from.seq ? from.offset : 0, seq === to.seq ? to.offset : undefined));
  }
  return parts.join('\n');
}
