import { plainText } from './ansi';
import type { LogBuffer } from './log-buffer';
import { LogHits } from './log-hits';

export interface LogQuery {
  text: string;
  matchCase: boolean;
  regex: boolean;
}

/** A hit in a line's text, as `[from, to)`. */
export type HitRange = readonly [from: number, to: number];

/** Whether a row takes part; null = each does. */
export type RowTest = ((seq: number) => boolean) | null;

/** The lines of a buffer that match a query, found bit by bit while the page goes on. */
export interface LogSearch {
  readonly hits: LogHits;
  /** All rows that are there have been looked at. */
  readonly done: boolean;
  /** The expression took so long that it was given up. */
  readonly tooSlow: boolean;
  /** Goes on for at most about `budget` ms; true when something changed. */
  step(budget: number): boolean;
  /** Where it hits in a line that is shown; the same array while nothing changes. */
  rangesOf(seq: number, plain: string): readonly HitRange[];
  dispose(): void;
}

/** The pattern a query stands for; null for an empty one, `invalid` for a broken regular expression. */
export function compileQuery(query: LogQuery): RegExp | null | 'invalid' {
  if (query.text === '') return null;
  const source = query.regex ? query.text : query.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  try {
    return new RegExp(source, query.matchCase ? 'g' : 'gi');
  } catch {
    return 'invalid';
  }
}

const maxRanges = 200;
/** Rows whose ranges are kept: more than are ever on the screen. */
export const keptRanges = 2000;

/** Where the pattern hits in the text; empty hits are none. */
export function matchRanges(text: string, pattern: RegExp): HitRange[] {
  const ranges: HitRange[] = [];
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit && ranges.length < maxRanges; hit = pattern.exec(text)) {
    if (hit[0] === '') pattern.lastIndex += 1;
    else ranges.push([hit.index, hit.index + hit[0].length]);
  }
  return ranges;
}

/**
 * Searches for a text, in slices: a search through a million lines never holds up a frame, and a line that
 * arrives later costs one test. The pattern must be one that is linear on any line (see `RegexSearch`).
 */
export class TextSearch implements LogSearch {
  readonly hits: LogHits;
  readonly tooSlow = false;
  private cursor: number;
  private ranges = new Map<number, readonly HitRange[]>();

  constructor(
    private readonly buffer: LogBuffer,
    private readonly pattern: RegExp,
    private readonly accepts: RowTest = null,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.hits = new LogHits(buffer);
    this.cursor = buffer.first;
  }

  get done(): boolean {
    return this.cursor >= this.buffer.end;
  }

  step(budget: number): boolean {
    const before = this.hits.size;
    const from = this.cursor;
    this.hits.trim();
    const until = this.now() + budget;
    this.cursor = Math.max(this.cursor, this.buffer.first);
    while (this.cursor < this.buffer.end) {
      if (this.matches(this.cursor)) this.hits.push(this.cursor);
      this.cursor += 1;
      // A look at the clock costs as much as a short line.
      if ((this.cursor & 63) === 0 && this.now() >= until) break;
    }
    return this.hits.size !== before || this.cursor !== from;
  }

  rangesOf(seq: number, plain: string): readonly HitRange[] {
    const known = this.ranges.get(seq);
    if (known) return known;
    const found = matchRanges(plain, this.pattern);
    if (this.ranges.size >= keptRanges) this.ranges.clear();
    this.ranges.set(seq, found);
    return found;
  }

  dispose(): void {}

  private matches(seq: number): boolean {
    const text = this.buffer.textAt(seq);
    if (text === '' || (this.accepts && !this.accepts(seq))) return false;
    this.pattern.lastIndex = 0;
    return this.pattern.test(plainText(text));
  }
}

/** The rows that pass a test of their marks, whatever their text. Costs next to nothing a row. */
export class RowFilter {
  readonly hits: LogHits;
  private cursor: number;

  constructor(
    private readonly buffer: LogBuffer,
    private readonly accepts: (seq: number) => boolean,
  ) {
    this.hits = new LogHits(buffer);
    this.cursor = buffer.first;
  }

  /** Takes in the rows that came since the last time. */
  step(): void {
    this.hits.trim();
    this.cursor = Math.max(this.cursor, this.buffer.first);
    for (; this.cursor < this.buffer.end; this.cursor += 1)
      if (this.accepts(this.cursor)) this.hits.push(this.cursor);
  }
}
