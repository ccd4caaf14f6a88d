import type { LogItem } from '@contract/containers';
import { type LogPack, signs } from '@contract/log-pack';

/** What a row of the log is: a line of output, or a mark where the container ended or started again. */
export type LogRowKind = 'line' | 'ended' | 'started';

/** One row of the buffer, found by its number. Numbers grow for ever; dropping rows does not change them. */
export interface LogRow {
  seq: number;
  kind: LogRowKind;
  /** RFC 3339, empty where the engine sent none. */
  time: string;
  text: string;
  stderr: boolean;
  truncated: boolean;
  /** Which of the containers shown it is from; 0 for the only one. */
  source: number;
}

export interface LogLimits {
  lines: number;
  /** UTF-8 bytes of text. */
  bytes: number;
}

const chunkRows = 1024;
const chunkBytes = 1 << 20;

const stderrFlag = 1;
const truncatedFlag = 2;
const endedFlag = 4;
const startedFlag = 8;
/** The source stands above the flags. */
const sourceShift = 4;

const flagsOf: Readonly<Record<string, number>> = {
  [signs.stdout]: 0,
  [signs.stderr]: stderrFlag,
  [signs.cutStdout]: truncatedFlag,
  [signs.cutStderr]: stderrFlag | truncatedFlag,
  [signs.ended]: endedFlag,
  [signs.reconnected]: startedFlag,
};

/**
 * So many rows. A chunk that is full becomes two long strings and the places where its rows end: millions of
 * small strings would keep the garbage collector busy long enough to be felt, a few thousand long ones do not.
 */
interface Chunk {
  readonly start: number;
  readonly flags: Uint16Array;
  rows: number;
  bytes: number;
  lines: number;
  /** The rows while the chunk is filled, null after. */
  open: { times: string[]; texts: string[] } | null;
  text: string;
  time: string;
  readonly textEnds: Uint32Array;
  readonly timeEnds: Uint32Array;
}

const newChunk = (start: number): Chunk => ({
  start,
  flags: new Uint16Array(chunkRows),
  rows: 0,
  bytes: 0,
  lines: 0,
  open: { times: [], texts: [] },
  text: '',
  time: '',
  textEnds: new Uint32Array(chunkRows),
  timeEnds: new Uint32Array(chunkRows),
});

function seal(chunk: Chunk): void {
  if (!chunk.open) return;
  chunk.text = chunk.open.texts.join('');
  chunk.time = chunk.open.times.join('');
  chunk.open = null;
}

const startOf = (ends: Uint32Array, index: number) => (index === 0 ? 0 : (ends[index - 1] ?? 0));

const textOf = (chunk: Chunk, index: number) =>
  chunk.open
    ? (chunk.open.texts[index] ?? '')
    : chunk.text.slice(startOf(chunk.textEnds, index), chunk.textEnds[index]);

const timeOf = (chunk: Chunk, index: number) =>
  chunk.open
    ? (chunk.open.times[index] ?? '')
    : chunk.time.slice(startOf(chunk.timeEnds, index), chunk.timeEnds[index]);

/**
 * The log as the view holds it: a ring of chunks with a cap on lines and bytes, so that a container that
 * writes for a week costs no more than one that wrote for a minute. Appending is O(rows), dropping O(1) a
 * chunk, reading a row O(log chunks). Knows nothing of React or of the stream.
 */
export class LogBuffer {
  private chunks: Chunk[] = [];
  private recent: Chunk | null = null;
  private nextSeq = 0;
  private limits: LogLimits;
  private keptBytes = 0;
  private keptLines = 0;
  private droppedLines = 0;

  constructor(limits: LogLimits) {
    this.limits = limits;
  }

  /** The number of the oldest row kept. */
  get first(): number {
    return this.chunks[0]?.start ?? this.nextSeq;
  }

  /** The number that the next row will get. */
  get end(): number {
    return this.nextSeq;
  }

  /** Rows kept, marks included. */
  get size(): number {
    return this.nextSeq - this.first;
  }

  /** Lines kept, without marks. */
  get lines(): number {
    return this.keptLines;
  }

  /** UTF-8 bytes of the lines kept, a line feed each included. */
  get bytes(): number {
    return this.keptBytes;
  }

  /** Lines that fell out because of the limits, since the last `clear`. */
  get dropped(): number {
    return this.droppedLines;
  }

  append(items: readonly LogItem[]): void {
    for (const item of items) {
      if (item.kind === 'line') {
        const { time, text, stream, truncated } = item.line;
        this.push(time, text, (stream === 'stderr' ? stderrFlag : 0) | (truncated ? truncatedFlag : 0));
      } else {
        this.push('', '', item.kind === 'ended' ? endedFlag : startedFlag);
      }
    }
    this.drop();
  }

  /** Appends a batch as it came, without an object a line: a flood's garbage cost more than its text. */
  appendPack({ texts, times, signs }: LogPack, source = 0): void {
    const mark = source << sourceShift;
    let text = 0;
    let time = 0;
    for (const sign of signs) {
      const textEnd = texts.indexOf('\n', text);
      const timeEnd = times.indexOf('\n', time);
      this.push(times.slice(time, timeEnd), texts.slice(text, textEnd), mark | (flagsOf[sign] ?? 0));
      text = textEnd + 1;
      time = timeEnd + 1;
    }
    this.drop();
  }

  /** Appends one item of a pack; `settle` must follow the last of several. */
  appendItem(time: string, text: string, sign: string, source: number): void {
    this.push(time, text, (source << sourceShift) | (flagsOf[sign] ?? 0));
  }

  /** Keeps to the limits after `appendItem`. */
  settle(): void {
    this.drop();
  }

  /** Forgets the rows; numbers go on, so that no view confuses an old row with a new one. */
  clear(): void {
    this.chunks = [];
    this.recent = null;
    this.keptBytes = 0;
    this.keptLines = 0;
    this.droppedLines = 0;
  }

  /** `clear`, and these limits from now on. */
  reset(limits: LogLimits): void {
    this.clear();
    this.limits = limits;
  }

  /** The row with that number; null when it was dropped or is not there yet. */
  at(seq: number): LogRow | null {
    const chunk = this.chunkOf(seq);
    if (!chunk) return null;
    const index = seq - chunk.start;
    const flags = chunk.flags[index] ?? 0;
    return {
      seq,
      kind: flags & endedFlag ? 'ended' : flags & startedFlag ? 'started' : 'line',
      time: timeOf(chunk, index),
      text: textOf(chunk, index),
      stderr: (flags & stderrFlag) !== 0,
      truncated: (flags & truncatedFlag) !== 0,
      source: flags >> sourceShift,
    };
  }

  /** Whether the row is a line of this output, without touching its text. */
  isOf(seq: number, stream: 'stdout' | 'stderr'): boolean {
    const flags = this.flagsAt(seq);
    return (
      (flags & (endedFlag | startedFlag)) === 0 && ((flags & stderrFlag) !== 0) === (stream === 'stderr')
    );
  }

  /** Which container the row is from. */
  sourceAt(seq: number): number {
    return this.flagsAt(seq) >> sourceShift;
  }

  /** When the row was written, RFC 3339; empty for marks. */
  timeAt(seq: number): string {
    const chunk = this.chunkOf(seq);
    return chunk ? timeOf(chunk, seq - chunk.start) : '';
  }

  /** The row's text as received; empty for marks and for rows that are not there. */
  textAt(seq: number): string {
    const chunk = this.chunkOf(seq);
    return chunk ? textOf(chunk, seq - chunk.start) : '';
  }

  /** The length of the row's text in UTF-16 units, without touching the text. */
  lengthAt(seq: number): number {
    const chunk = this.chunkOf(seq);
    if (!chunk) return 0;
    const index = seq - chunk.start;
    return (chunk.textEnds[index] ?? 0) - startOf(chunk.textEnds, index);
  }

  private flagsAt(seq: number): number {
    const chunk = this.chunkOf(seq);
    return chunk?.flags[seq - chunk.start] ?? 0;
  }

  private push(time: string, text: string, flags: number): void {
    let chunk = this.chunks.at(-1);
    if (!chunk?.open || chunk.rows >= chunkRows || chunk.bytes >= chunkBytes) {
      if (chunk) seal(chunk);
      chunk = newChunk(this.nextSeq);
      this.chunks.push(chunk);
    }
    const index = chunk.rows;
    chunk.open?.times.push(time);
    chunk.open?.texts.push(text);
    chunk.flags[index] = flags;
    chunk.textEnds[index] = startOf(chunk.textEnds, index) + text.length;
    chunk.timeEnds[index] = startOf(chunk.timeEnds, index) + time.length;
    chunk.rows += 1;
    this.nextSeq += 1;
    if (flags & (endedFlag | startedFlag)) return;
    const bytes = utf8Length(text) + 1;
    chunk.bytes += bytes;
    chunk.lines += 1;
    this.keptBytes += bytes;
    this.keptLines += 1;
  }

  private drop(): void {
    let over = 0;
    while (
      over < this.chunks.length - 1 &&
      (this.keptLines > this.limits.lines || this.keptBytes > this.limits.bytes)
    ) {
      const chunk = this.chunks[over];
      if (!chunk) break;
      this.keptLines -= chunk.lines;
      this.keptBytes -= chunk.bytes;
      this.droppedLines += chunk.lines;
      over += 1;
    }
    if (over > 0) {
      this.chunks.splice(0, over);
      this.recent = null;
    }
  }

  private chunkOf(seq: number): Chunk | null {
    if (seq < this.first || seq >= this.nextSeq) return null;
    const recent = this.recent;
    if (recent && seq >= recent.start && seq < recent.start + recent.rows) return recent;
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.chunks[middle]?.start ?? 0) <= seq) low = middle;
      else high = middle - 1;
    }
    this.recent = this.chunks[low] ?? null;
    return this.recent;
  }
}

const ascii = /^[\x20-\x7e]*$/;

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  if (ascii.test(text)) return text.length;
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes: two a unit.
    if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) bytes += 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}
