import { plainText } from './ansi';
import type { LogBuffer } from './log-buffer';
import { LogHits } from './log-hits';
import { type HitRange, keptRanges, type LogSearch, type RowTest } from './log-search';
import type { RegexAnswer, RegexRequest } from './regex-match';

/** What the search needs of a worker. */
export interface RegexWorker {
  postMessage(request: RegexRequest): void;
  onAnswer(listener: (answer: RegexAnswer) => void): void;
  terminate(): void;
}

/** Characters and lines handed over at a time: a few ms of work for an expression that means well. */
const batchChars = 256 * 1024;
const batchLines = 20_000;
/** ms; longer than any decent expression takes for a batch, on a busy machine as well. */
const patience = 3000;

const none: readonly HitRange[] = [];

/**
 * Searches with a regular expression in a worker: one that backtracks without end would freeze the page for
 * good, but a worker can be ended. `onNews` is called when rows were found or ranges have become known.
 */
export class RegexSearch implements LogSearch {
  readonly hits: LogHits;
  tooSlow = false;
  private cursor: number;
  private busy = false;
  private isOver = false;
  private lastId = 0;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private sent: number[] = [];
  private readonly ranges = new Map<number, readonly HitRange[]>();
  private readonly wanted = new Map<number, string>();

  constructor(
    private readonly buffer: LogBuffer,
    pattern: RegExp,
    private readonly accepts: RowTest,
    private readonly onNews: () => void,
    private readonly worker: RegexWorker,
  ) {
    this.hits = new LogHits(buffer);
    this.cursor = buffer.first;
    worker.onAnswer((answer) => this.take(answer));
    worker.postMessage({ kind: 'pattern', source: pattern.source, flags: pattern.flags });
  }

  get done(): boolean {
    return this.tooSlow || (!this.busy && this.cursor >= this.buffer.end);
  }

  step(): boolean {
    this.hits.trim();
    if (this.busy || this.tooSlow) return false;
    // What is on the screen comes before what is not.
    const [next] = this.wanted;
    if (next) {
      this.wanted.delete(next[0]);
      this.ask({ kind: 'ranges', id: 0, seq: next[0], text: next[1] });
      return true;
    }
    const lines = this.nextBatch();
    if (lines.length === 0) return false;
    this.ask({ kind: 'lines', id: 0, text: lines.join('\n') });
    return true;
  }

  rangesOf(seq: number, plain: string): readonly HitRange[] {
    const known = this.ranges.get(seq);
    if (known || this.tooSlow) return known ?? none;
    if (this.wanted.size < keptRanges) this.wanted.set(seq, plain);
    if (!this.busy) this.step();
    return none;
  }

  dispose(): void {
    clearTimeout(this.watchdog);
    this.isOver = true;
    this.worker.terminate();
  }

  private nextBatch(): string[] {
    const lines: string[] = [];
    let chars = 0;
    this.sent = [];
    this.cursor = Math.max(this.cursor, this.buffer.first);
    while (this.cursor < this.buffer.end && lines.length < batchLines && chars < batchChars) {
      const text = this.buffer.textAt(this.cursor);
      if (text !== '' && (!this.accepts || this.accepts(this.cursor))) {
        const plain = plainText(text);
        lines.push(plain);
        chars += plain.length;
        this.sent.push(this.cursor);
      }
      this.cursor += 1;
    }
    return lines;
  }

  private ask(request: Exclude<RegexRequest, { kind: 'pattern' }>): void {
    this.busy = true;
    this.lastId += 1;
    this.watchdog = setTimeout(() => this.giveUp(), patience);
    this.worker.postMessage({ ...request, id: this.lastId });
  }

  private take(answer: RegexAnswer): void {
    if (this.isOver || answer.id !== this.lastId) return;
    clearTimeout(this.watchdog);
    this.busy = false;
    if (answer.kind === 'ranges') {
      if (this.ranges.size >= keptRanges) this.ranges.clear();
      this.ranges.set(answer.seq, answer.ranges);
    } else {
      for (const index of answer.matching) {
        const seq = this.sent[index];
        if (seq !== undefined) this.hits.push(seq);
      }
      this.sent = [];
    }
    // Onwards at once: the worker must not wait for a frame.
    this.step();
    this.onNews();
  }

  private giveUp(): void {
    this.tooSlow = true;
    this.busy = false;
    this.wanted.clear();
    this.dispose();
    this.onNews();
  }
}
