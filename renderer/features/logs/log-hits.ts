import type { LogBuffer } from './log-buffer';

/**
 * The rows a view shows, each at a position: all of the buffer's, or those that match. Positions grow for ever,
 * as the rows' own numbers do; with all rows shown the two are the same.
 */
export interface RowList {
  /** The position of the first row that is still there. */
  readonly first: number;
  /** The position that the next row will get. */
  readonly end: number;
  readonly size: number;
  /** The length of its text in UTF-16 units. */
  lengthAt(position: number): number;
  /** The number of the row at that position; -1 where there is none. */
  seqAt(position: number): number;
  /** The position of the first row with that number or a higher one. */
  positionOf(seq: number): number;
}

/** All rows of a buffer. */
export const allRows = (buffer: LogBuffer): RowList => ({
  get first() {
    return buffer.first;
  },
  get end() {
    return buffer.end;
  },
  get size() {
    return buffer.size;
  },
  lengthAt: (position) => buffer.lengthAt(position),
  seqAt: (position) => (position >= buffer.first && position < buffer.end ? position : -1),
  positionOf: (seq) => Math.max(buffer.first, Math.min(buffer.end, seq)),
});

/** Numbers of rows in ascending order, of which the oldest go when their rows do. */
export class LogHits implements RowList {
  private seqs: number[] = [];
  /** Index of the first one whose row is still there. */
  private head = 0;
  /** How many were taken off the array's front. */
  private cut = 0;

  constructor(private readonly buffer: LogBuffer) {}

  get first(): number {
    return this.cut + this.head;
  }

  get end(): number {
    return this.cut + this.seqs.length;
  }

  get size(): number {
    return this.seqs.length - this.head;
  }

  push(seq: number): void {
    this.seqs.push(seq);
  }

  /** Forgets the rows that fell out of the buffer. */
  trim(): void {
    this.head = Math.max(this.head, this.indexFrom(this.buffer.first));
    if (this.head > 10_000 && this.head > this.seqs.length / 2) {
      this.seqs.splice(0, this.head);
      this.cut += this.head;
      this.head = 0;
    }
  }

  lengthAt(position: number): number {
    return this.buffer.lengthAt(this.seqAt(position));
  }

  seqAt(position: number): number {
    return (position >= this.first ? this.seqs[position - this.cut] : undefined) ?? -1;
  }

  positionOf(seq: number): number {
    return this.cut + this.indexFrom(seq);
  }

  /** The first one at or after `seq`, around the end; null when there is none. */
  next(seq: number): number | null {
    return this.seqs[this.indexFrom(seq)] ?? this.seqs[this.head] ?? null;
  }

  /** The last one before `seq`, around the start; null when there is none. */
  previous(seq: number): number | null {
    const index = this.indexFrom(seq) - 1;
    return (index >= this.head ? this.seqs[index] : this.size > 0 ? this.seqs.at(-1) : null) ?? null;
  }

  /** Its place among them, from 1; 0 when it is none of them. */
  place(seq: number): number {
    const index = this.indexFrom(seq);
    return this.seqs[index] === seq ? index - this.head + 1 : 0;
  }

  private indexFrom(seq: number): number {
    let low = this.head;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
