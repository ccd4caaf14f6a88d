import type { LighterErrorData } from '@contract/errors';
import type { LogPack } from '@contract/log-pack';
import { openStream, type StreamHandle } from '../../lib/bridge';
import { linesBefore } from './lines-before';
import { LogBuffer, type LogLimits } from './log-buffer';
import { compileQuery, type LogQuery, LogSearch } from './log-search';

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

/**
 * One container's log while its view is open: the stream, the buffer it fills and the search through it.
 * Batches go into the buffer as they come; listeners hear of it at most once a frame.
 */
export class LogSession {
  readonly buffer = new LogBuffer(usualLimits);
  limits = usualLimits;
  tail = firstTail;
  search: LogSearch | null = null;
  brokenQuery = false;
  /** Set when the stream failed; lines that came before stay. */
  error: LighterErrorData | null = null;
  /** The stream is open. */
  isOpen = false;
  /** Lines from before the stream was opened. As many as `tail`: there may be older ones. */
  olderLines = 0;
  /** Emptied by hand since it was opened. */
  isCleared = false;

  private handle: StreamHandle<'containers.logs'> | null = null;
  private openedAt = '';
  private frame = 0;
  private version = 0;
  private drawnEnd = 0;
  private drawnAt = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly id: string) {}

  /** Opens the stream anew, with an empty view. */
  open(tail = this.tail): void {
    this.handle?.close();
    this.tail = tail;
    this.limits = tail > usualLimits.lines ? wholeLimits : usualLimits;
    this.buffer.reset(this.limits);
    this.restartSearch();
    this.error = null;
    this.isOpen = true;
    this.isCleared = false;
    this.olderLines = 0;
    this.openedAt = new Date().toISOString();
    this.handle = openStream(
      'containers.logs',
      { id: this.id, tail },
      {
        onItems: (packs) => this.take(packs),
        onEnd: () => this.close(null),
        onError: (error) => this.close(error),
      },
    );
    this.schedule();
  }

  dispose(): void {
    this.handle?.close();
    this.handle = null;
    this.isOpen = false;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** Empties the view; the engine keeps its log. */
  clear(): void {
    this.isCleared = true;
    this.olderLines = 0;
    // From here on no line counts as one of before.
    this.openedAt = '';
    this.buffer.clear();
    this.restartSearch();
    this.schedule();
  }

  setQuery(query: LogQuery): void {
    const pattern = compileQuery(query);
    this.brokenQuery = pattern === 'invalid';
    this.search = pattern instanceof RegExp ? new LogSearch(this.buffer, pattern) : null;
    this.schedule();
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getVersion = (): number => this.version;

  private take(packs: readonly LogPack[]): void {
    for (const pack of packs) {
      this.buffer.appendPack(pack);
      if (this.olderLines < this.tail) this.olderLines += linesBefore(pack, this.openedAt);
    }
    this.schedule();
  }

  private close(error: LighterErrorData | null): void {
    this.isOpen = false;
    this.error = error;
    this.handle = null;
    this.schedule();
  }

  private restartSearch(): void {
    if (this.search) this.search = new LogSearch(this.buffer, this.search.pattern);
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.flush);
  }

  private readonly flush = (): void => {
    this.frame = 0;
    const now = performance.now();
    if (this.buffer.end - this.drawnEnd > floodLines && now - this.drawnAt < floodPause) {
      this.schedule();
      return;
    }
    this.drawnEnd = this.buffer.end;
    this.drawnAt = now;
    this.search?.step(searchBudget);
    this.version += 1;
    for (const listener of this.listeners) listener();
    if (this.search && !this.search.done) this.schedule();
  };
}
