import type { RowList } from './log-hits';

/** What a layout must know of the rows shown; each is found by its position. */
type Rows = Pick<RowList, 'first' | 'end' | 'size' | 'lengthAt'>;

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
  /** Text lines above the row at that position. */
  offsetOf(position: number): number;
  /** The position of the row that covers that text line. */
  positionAt(offset: number): number;
  /** Notes a measured height; true when it differs from what was assumed. */
  measured(position: number, textLines: number): boolean;
}

/** One text line a row. */
export function uniformLayout(rows: Rows): RowLayout {
  return {
    sync: () => undefined,
    get total() {
      return rows.size;
    },
    offsetOf: (position) => Math.max(0, position - rows.first),
    positionAt: (offset) => Math.max(rows.first, Math.min(rows.end - 1, rows.first + Math.floor(offset))),
    measured: () => false,
  };
}

const blockRows = 1024;

interface Block {
  heights: Uint16Array;
  total: number;
}

/** Rows wrapped at `columns` characters; `maxChars` is how much of a line is shown at most. */
export function wrappedLayout(rows: Rows, columns: number, maxChars: number): RowLayout {
  const width = Math.max(1, columns);
  // Blocks stand at multiples of 1024 rows, whatever the rows's chunks are.
  const blocks: Block[] = [];
  let firstBlock = 0;
  let from = rows.first;
  let until = rows.first;
  let total = 0;

  const estimate = (position: number) =>
    Math.max(1, Math.ceil(Math.min(rows.lengthAt(position), maxChars) / width));

  const restart = () => {
    blocks.length = 0;
    from = rows.first;
    until = rows.first;
    firstBlock = Math.floor(from / blockRows);
    total = 0;
  };
  restart();

  const set = (position: number, height: number) => {
    const block = blocks[Math.floor(position / blockRows) - firstBlock];
    if (!block) return;
    const index = position % blockRows;
    const change = height - (block.heights[index] ?? 0);
    block.heights[index] = height;
    block.total += change;
    total += change;
  };

  const heightOf = (position: number) =>
    blocks[Math.floor(position / blockRows) - firstBlock]?.heights[position % blockRows] ?? 0;

  const sync = () => {
    if (rows.first >= until) restart();
    while (from < rows.first) {
      const end = Math.min(rows.first, (firstBlock + 1) * blockRows);
      for (; from < end; from += 1) set(from, 0);
      if (from === (firstBlock + 1) * blockRows) {
        blocks.shift();
        firstBlock += 1;
      }
    }
    for (; until < rows.end; until += 1) {
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
    offsetOf(position) {
      const target = Math.min(position, until);
      const inBlock = Math.floor(target / blockRows) - firstBlock;
      let offset = 0;
      for (let i = 0; i < inBlock; i += 1) offset += blocks[i]?.total ?? 0;
      for (let at = Math.max(from, (firstBlock + inBlock) * blockRows); at < target; at += 1)
        offset += heightOf(at);
      return offset;
    },
    positionAt(offset) {
      let left = Math.max(0, Math.floor(offset));
      let index = 0;
      while (index < blocks.length - 1 && left >= (blocks[index]?.total ?? 0)) {
        left -= blocks[index]?.total ?? 0;
        index += 1;
      }
      let position = Math.max(from, (firstBlock + index) * blockRows);
      while (position < until - 1 && left >= heightOf(position)) {
        left -= heightOf(position);
        position += 1;
      }
      return position;
    },
    measured(position, textLines) {
      if (position < from || position >= until || textLines < 1 || heightOf(position) === textLines)
        return false;
      set(position, Math.min(65_535, textLines));
      return true;
    },
  };
}
