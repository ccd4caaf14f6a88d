import type { LighterErrorData } from '@contract/errors';
import type { LogPack } from '@contract/log-pack';
import { openStream, type StreamHandle } from '../../lib/bridge';
import { linesBefore } from './lines-before';
import { LogBuffer, type LogLimits } from './log-buffer';
import { allRows, type RowList } from './log-hits';
import { LogMerge } from './log-merge';
import {
  compileQuery,
  type LogQuery,
  type LogSearch,
  RowFilter,
  type RowTest,
  TextSearch,
} from './log-search';
import { RegexSearch } from './regex-search';
import { startRegexWorker } from './start-regex-worker';

/** Lines asked for at first: enough to read, at once on the screen. */
const firstTail = 10_000;
/** The most that the contract lets a view ask for. */
export const wholeTail = 1_000_000;

/** What a view holds by default, and after the whole log was asked for. */
export const usualLimits: LogLimits = { lines: 200_000, bytes: 64 << 20 };
const wholeLimits: LogLimits = { lines: 1_050_000, bytes: 256 << 20 };

/** ms a frame that searching may take. */
const searchBudget = 6;

/** Above so many new lines a frame (24,000 a second) nobody reads along: then drawing waits a few frames. */
const floodLines = 400;
const floodPause = 100;
/** ms until lines that wait for other containers' are looked at again. */
const mergePause = 50;

/** A container whose log is shown. */
export interface LogSource {
  id: string;
  name: string;
}

/** From when to when; ms since 1970, null = no bound. */
export interface LogSpan {
  since: number | null;
  until: number | null;
}

/** Which rows are shown. */
export interface LogFilter {
  stream: 'all' | 'stdout' | 'stderr';
  /** Only lines that match the query. */
  onlyMatching: boolean;
  /** Containers left out, by their place among the sources. */
  hidden: ReadonlySet<number>;
}

export const noFilter: LogFilter = { stream: 'all', onlyMatching: false, hidden: new Set() };

/**
 * The log of one container, or of several in the order of their lines' times, while its view is open: the
 * streams, the buffer they fill, the search through it and what is shown of it. Batches go into the buffer as
 * they come; listeners hear of it at most once a frame.
 */
export class LogSession {
  readonly buffer = new LogBuffer(usualLimits);
  limits = usualLimits;
  tail = firstTail;
  span: LogSpan = { since: null, until: null };
  filter = noFilter;
  search: LogSearch | null = null;
  brokenQuery = false;
  /** Set when a stream failed; lines that came before stay. */
  error: LighterErrorData | null = null;
  /** A stream is open. */
  isOpen = false;
  /** Emptied by hand since it was opened. */
  isCleared = false;

  private handles: (StreamHandle<'containers.logs'> | null)[] = [];
  /** Lines from before the stream was opened, by source. */
  private older: number[] = [];
  private merge: LogMerge | null = null;
  private mergeTimer: ReturnType<typeof setTimeout> | undefined;
  private pattern: { regex: boolean; pattern: RegExp } | null = null;
  private rowFilter: RowFilter | null = null;
  private readonly all: RowList;
  private openedAt = '';
  private frame = 0;
  private version = 0;
  private drawnEnd = 0;
  private drawnAt = 0;
  private readonly listeners = new Set<() => void>();

  constructor(readonly sources: readonly LogSource[]) {
    this.all = allRows(this.buffer);
  }

  /** What is shown, in order. Another object when something else is shown. */
  get rows(): RowList {
    if (this.filter.onlyMatching && this.search) return this.search.hits;
    return this.rowFilter?.hits ?? this.all;
  }

  /** As many older lines came as were asked for: there may be more. */
  get hasMore(): boolean {
    return this.older.some((lines) => lines >= this.sourceTail);
  }

  /** Opens the streams anew, with an empty view. */
  open(tail = this.tail, span = this.span): void {
    this.closeAll();
    this.tail = tail;
    this.span = span;
    this.limits = tail > usualLimits.lines ? wholeLimits : usualLimits;
    this.buffer.reset(this.limits);
    this.error = null;
    this.isOpen = true;
    this.isCleared = false;
    this.older = this.sources.map(() => 0);
    this.openedAt = new Date().toISOString();
    this.merge = this.sources.length > 1 ? this.newMerge() : null;
    this.restart();
    this.handles = this.sources.map(({ id }, source) =>
      openStream(
        'containers.logs',
        { id, tail: this.sourceTail, ...spanInput(span) },
        {
          onItems: (packs) => this.take(packs, source),
          onEnd: () => this.close(null, source),
          onError: (error) => this.close(error, source),
        },
      ),
    );
    this.schedule();
  }

  dispose(): void {
    this.closeAll();
    this.search?.dispose();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** Empties the view; the engine keeps its log. */
  clear(): void {
    this.isCleared = true;
    this.older = this.sources.map(() => 0);
    // From here on no line counts as one of before.
    this.openedAt = '';
    this.buffer.clear();
    this.restart();
    this.schedule();
  }

  setQuery(query: LogQuery): void {
    const pattern = compileQuery(query);
    this.brokenQuery = pattern === 'invalid';
    this.pattern = pattern instanceof RegExp ? { regex: query.regex, pattern } : null;
    this.restart();
    this.schedule();
  }

  setFilter(filter: LogFilter): void {
    this.filter = filter;
    this.restart();
    // At once: a box that was ticked must not be drawn unticked until the next frame.
    this.tell();
    this.schedule();
  }

  /** The first row written at that moment (ms since 1970) or later; null when there is none. */
  rowAt(moment: number): number | null {
    let low = this.buffer.first;
    let high = this.buffer.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.momentFrom(middle, high) < moment) low = middle + 1;
      else high = middle;
    }
    return low < this.buffer.end ? low : null;
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getVersion = (): number => this.version;

  private get sourceTail(): number {
    return Math.ceil(this.tail / this.sources.length);
  }

  /** When the row was written, or the next one that says so. */
  private momentFrom(seq: number, end: number): number {
    for (let at = seq; at < end; at += 1) {
      const time = this.buffer.timeAt(at);
      if (time !== '') return Date.parse(time);
    }
    return Number.POSITIVE_INFINITY;
  }

  private take(packs: readonly LogPack[], source: number): void {
    for (const pack of packs) {
      if (this.merge) this.merge.push(source, pack, performance.now());
      else this.buffer.appendPack(pack);
      this.countOlder(pack, source);
    }
    this.schedule();
  }

  private countOlder(pack: LogPack, source: number): void {
    const older = this.older[source] ?? 0;
    if (older < this.sourceTail) this.older[source] = older + linesBefore(pack, this.openedAt);
  }

  private newMerge(): LogMerge {
    return new LogMerge(
      this.sources.length,
      (time, text, sign, source) => this.buffer.appendItem(time, text, sign, source),
      performance.now(),
    );
  }

  private close(error: LighterErrorData | null, source: number): void {
    this.handles[source] = null;
    this.merge?.end(source);
    this.error = error ?? this.error;
    this.isOpen = this.handles.some((handle) => handle !== null);
    this.schedule();
  }

  private closeAll(): void {
    for (const handle of this.handles) handle?.close();
    this.handles = [];
    this.isOpen = false;
    clearTimeout(this.mergeTimer);
    this.mergeTimer = undefined;
  }

  /** Begins to search and to filter anew. */
  private restart(): void {
    const { stream, hidden } = this.filter;
    const { buffer } = this;
    const accepts: RowTest =
      stream === 'all' && hidden.size === 0
        ? null
        : (seq) => (stream === 'all' || buffer.isOf(seq, stream)) && !hidden.has(buffer.sourceAt(seq));
    this.rowFilter = accepts && new RowFilter(buffer, accepts);
    this.search?.dispose();
    this.search = null;
    if (!this.pattern) return;
    const { regex, pattern } = this.pattern;
    this.search = regex
      ? new RegexSearch(buffer, pattern, accepts, () => this.schedule(), startRegexWorker())
      : new TextSearch(buffer, pattern, accepts);
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.flush);
  }

  private mergeNow(): void {
    if (!this.merge) return;
    if (this.merge.flush(performance.now())) this.buffer.settle();
    if (this.merge.waiting === 0 || this.mergeTimer !== undefined) return;
    this.mergeTimer = setTimeout(() => {
      this.mergeTimer = undefined;
      this.schedule();
    }, mergePause);
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  private readonly flush = (): void => {
    this.frame = 0;
    this.mergeNow();
    const now = performance.now();
    if (this.buffer.end - this.drawnEnd > floodLines && now - this.drawnAt < floodPause) {
      this.schedule();
      return;
    }
    this.drawnEnd = this.buffer.end;
    this.drawnAt = now;
    this.rowFilter?.step();
    const moved = this.search?.step(searchBudget) === true;
    this.tell();
    if (moved && this.search?.done === false) this.schedule();
  };
}

/** The contract's form of a span: seconds since 1970. */
function spanInput({ since, until }: LogSpan): { since?: string; until?: string } {
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  return {
    ...(since === null ? {} : { since: seconds(since) }),
    ...(until === null ? {} : { until: seconds(until) }),
  };
}
