import { plainText } from './ansi';
import type { LogBuffer } from './log-buffer';

export interface LogQuery {
  text: string;
  matchCase: boolean;
  regex: boolean;
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

/** Where the pattern hits in the text, as `[from, to)`; empty hits are none. */
export function matchRanges(text: string, pattern: RegExp): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit && ranges.length < maxRanges; hit = pattern.exec(text)) {
    if (hit[0] === '') pattern.lastIndex += 1;
    else ranges.push([hit.index, hit.index + hit[0].length]);
  }
  return ranges;
}

/**
 * The lines of a buffer that match, found in slices: a search through a million lines never holds up a frame,
 * and a line that arrives later costs one test.
 */
export class LogSearch {
  private readonly hits: number[] = [];
  private cursor: number;
  /** Index of the first hit whose row is still in the buffer. */
  private head = 0;

  constructor(
    private readonly buffer: LogBuffer,
    readonly pattern: RegExp,
  ) {
    this.cursor = buffer.first;
  }

  /** Matching lines found so far. */
  get count(): number {
    return this.hits.length - this.head;
  }

  get done(): boolean {
    return this.cursor >= this.buffer.end;
  }

  /** Goes on for at most about `budget` ms; true when something changed. */
  step(budget: number, now: () => number = () => performance.now()): boolean {
    const before = this.count;
    const from = this.cursor;
    this.trim();
    const until = now() + budget;
    this.cursor = Math.max(this.cursor, this.buffer.first);
    while (this.cursor < this.buffer.end) {
      if (this.matches(this.buffer.textAt(this.cursor))) this.hits.push(this.cursor);
      this.cursor += 1;
      // A look at the clock costs as much as a short line.
      if ((this.cursor & 63) === 0 && now() >= until) break;
    }
    return this.count !== before || this.cursor !== from;
  }

  /** The first matching row at or after `seq`, around the end; null without matches. */
  next(seq: number): number | null {
    const index = this.indexFrom(seq);
    return this.hits[index] ?? this.hits[this.head] ?? null;
  }

  /** The last matching row before `seq`, around the start; null without matches. */
  previous(seq: number): number | null {
    const index = this.indexFrom(seq) - 1;
    return (index >= this.head ? this.hits[index] : this.hits.at(-1)) ?? null;
  }

  /** The row's place among the matches, from 1; 0 when it is none of them. */
  place(seq: number): number {
    const index = this.indexFrom(seq);
    return this.hits[index] === seq ? index - this.head + 1 : 0;
  }

  private matches(text: string): boolean {
    if (text === '') return false;
    this.pattern.lastIndex = 0;
    const hit = this.pattern.exec(plainText(text));
    if (!hit) return false;
    return hit[0] !== '' || matchRanges(plainText(text), this.pattern).length > 0;
  }

  private trim(): void {
    this.head = Math.max(this.head, this.indexFrom(this.buffer.first));
    if (this.head > 10_000 && this.head > this.hits.length / 2) {
      this.hits.splice(0, this.head);
      this.head = 0;
    }
  }

  private indexFrom(seq: number): number {
    let low = this.head;
    let high = this.hits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hits[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
