import { type AnsiLine, type AnsiStyle, type AnsiToken, parseAnsi } from './ansi';
import type { LogBuffer, LogRow } from './log-buffer';

/** Characters of one line that are shown; the rest is there for Copy and Save. */
export const shownChars = 8192;

/** A row ready to be drawn; made once while it is in view. */
export interface DrawnRow extends LogRow {
  line: AnsiLine;
  /** Its width in character cells; wide scripts take two. */
  cells: number;
}

/** Rows in view by number, so that a frame parses only what scrolled in. */
export class RowCache {
  private rows = new Map<number, DrawnRow>();

  constructor(private readonly buffer: LogBuffer) {}

  get(seq: number): DrawnRow | null {
    const known = this.rows.get(seq);
    if (known) return known;
    const row = this.buffer.at(seq);
    if (!row) return null;
    const line = parseAnsi(row.text, shownChars);
    const drawn = { ...row, line, cells: cellsOf(line) };
    if (this.rows.size >= 2000) this.rows.clear();
    this.rows.set(seq, drawn);
    return drawn;
  }
}

/** Room for the note that more of the line exists. */
const noteCells = 40;

function cellsOf({ plain, hidden }: AnsiLine): number {
  let cells = plain.length + (hidden > 0 ? noteCells : 0);
  // From Hangul Jamo on scripts may be two cells wide: room to spare does no harm.
  for (let i = 0; i < plain.length; i += 1) if (plain.charCodeAt(i) >= 0x1100) cells += 1;
  return cells;
}

/** A run of text in one style that is a search hit or is none. */
export interface Segment {
  text: string;
  style: AnsiStyle | null;
  hit: boolean;
}

/** Cuts styled runs where hits begin and end; `ranges` ascend and do not overlap. */
export function segmentsOf(
  tokens: readonly AnsiToken[],
  ranges: readonly (readonly [from: number, to: number])[],
): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let next = 0;
  for (const { text, style } of tokens) {
    const end = start + text.length;
    let at = start;
    while (at < end) {
      while ((ranges[next]?.[1] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
      const [from, to] = ranges[next] ?? [end, end];
      const hit = from <= at;
      const stop = Math.min(end, hit ? to : from);
      segments.push({ text: text.slice(at - start, stop - start), style, hit });
      at = stop;
    }
    start = end;
  }
  return segments;
}

/** A row as it reads on the screen: time and name where they are shown, then the text. Marks are empty. */
export function shownText(
  { kind, time, line }: DrawnRow,
  look: { timestamps: boolean; withDay: boolean; source: string | null },
): string {
  if (kind !== 'line') return '';
  return `${look.timestamps ? `${clockTime(time, look.withDay)} ` : ''}${look.source === null ? '' : `${look.source} `}${line.plain}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** The local time of day to the millisecond, with the day in front where asked for; empty for no time. */
export function clockTime(time: string, withDay: boolean): string {
  const date = new Date(time);
  if (time === '' || Number.isNaN(date.getTime())) return '';
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(
    date.getMilliseconds(),
  ).padStart(3, '0')}`;
  return withDay ? `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}` : clock;
}

/** Whether the moment was on another day than `now`, in local time. */
export function isOtherDay(time: string, now: Date): boolean {
  const date = new Date(time);
  return !Number.isNaN(date.getTime()) && date.toDateString() !== now.toDateString();
}
