import type { LogBuffer } from './log-buffer';

/**
 * Where each row of the log stands, counted in text lines (20 px each) from the first row kept. Without
 * wrapping a row is one text line. With wrapping its height is estimated from its length until it has been
 * on the screen and measured: so neither a million lines nor a new width ever need a million measurements.
 */
export interface RowLayout {
  /** Takes in the rows that came and went since the last time. */
  sync(): void;
  /** Text lines in all. */
  readonly total: number;
  /** Text lines above the row. */
  offsetOf(seq: number): number;
  /** The row that covers that text line. */
  seqAt(offset: number): number;
  /** Notes a measured height; true when it differs from what was assumed. */
  measured(seq: number, textLines: number): boolean;
}

/** One text line a row. */
export function uniformLayout(buffer: LogBuffer): RowLayout {
  return {
    sync: () => undefined,
    get total() {
      return buffer.size;
    },
    offsetOf: (seq) => Math.max(0, seq - buffer.first),
    seqAt: (offset) => Math.max(buffer.first, Math.min(buffer.end - 1, buffer.first + Math.floor(offset))),
    measured: () => false,
  };
}

const blockRows = 1024;

interface Block {
  heights: Uint16Array;
  total: number;
}

/** Rows wrapped at `columns` characters; `maxChars` is how much of a line is shown at most. */
export function wrappedLayout(buffer: LogBuffer, columns: number, maxChars: number): RowLayout {
  const width = Math.max(1, columns);
  // Blocks stand at multiples of 1024 rows, whatever the buffer's chunks are.
  const blocks: Block[] = [];
  let firstBlock = 0;
  let from = buffer.first;
  let until = buffer.first;
  let total = 0;

  const estimate = (seq: number) => Math.max(1, Math.ceil(Math.min(buffer.lengthAt(seq), maxChars) / width));

  const restart = () => {
    blocks.length = 0;
    from = buffer.first;
    until = buffer.first;
    firstBlock = Math.floor(from / blockRows);
    total = 0;
  };
  restart();

  const set = (seq: number, height: number) => {
    const block = blocks[Math.floor(seq / blockRows) - firstBlock];
    if (!block) return;
    const index = seq % blockRows;
    const change = height - (block.heights[index] ?? 0);
    block.heights[index] = height;
    block.total += change;
    total += change;
  };

  const heightOf = (seq: number) =>
    blocks[Math.floor(seq / blockRows) - firstBlock]?.heights[seq % blockRows] ?? 0;

  const sync = () => {
    if (buffer.first >= until) restart();
    while (from < buffer.first) {
      const end = Math.min(buffer.first, (firstBlock + 1) * blockRows);
      for (; from < end; from += 1) set(from, 0);
      if (from === (firstBlock + 1) * blockRows) {
        blocks.shift();
        firstBlock += 1;
      }
    }
    for (; until < buffer.end; until += 1) {
      if (Math.floor(until / blockRows) - firstBlock >= blocks.length)
        blocks.push({ heights: new Uint16Array(blockRows), total: 0 });
      set(until, estimate(until));
    }
  };
  sync();

  return {
    sync,
    get total() {
      return total;
    },
    offsetOf(seq) {
      const target = Math.min(seq, until);
      const inBlock = Math.floor(target / blockRows) - firstBlock;
      let offset = 0;
      for (let i = 0; i < inBlock; i += 1) offset += blocks[i]?.total ?? 0;
      for (let at = Math.max(from, (firstBlock + inBlock) * blockRows); at < target; at += 1)
        offset += heightOf(at);
      return offset;
    },
    seqAt(offset) {
      let left = Math.max(0, Math.floor(offset));
      let index = 0;
      while (index < blocks.length - 1 && left >= (blocks[index]?.total ?? 0)) {
        left -= blocks[index]?.total ?? 0;
        index += 1;
      }
      let seq = Math.max(from, (firstBlock + index) * blockRows);
      while (seq < until - 1 && left >= heightOf(seq)) {
        left -= heightOf(seq);
        seq += 1;
      }
      return seq;
    },
    measured(seq, textLines) {
      if (seq < from || seq >= until || textLines < 1 || heightOf(seq) === textLines) return false;
      set(seq, Math.min(65_535, textLines));
      return true;
    },
  };
}
