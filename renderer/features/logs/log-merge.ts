import type { LogPack } from '@contract/log-pack';

/** A source that has sent nothing for so long keeps the others waiting no more. ms. */
const quietAfter = 250;
/** Before its first line a source gets longer: engine and container have to be asked first. */
const firstPatience = 1000;
/** More lines than this are not held back, in order or not. */
const mostHeld = 20_000;

interface Feed {
  packs: LogPack[];
  /** Where in the first pack the next item is. */
  item: number;
  text: number;
  time: number;
  /** The next item's time, the one before it for items without; empty while nothing is held. */
  head: string;
  lastTime: string;
  /** When the others need not wait for it any more, by the clock of `push`. */
  patientUntil: number;
}

type Emit = (time: string, text: string, sign: string, source: number) => void;

/**
 * Several containers' logs as one, in the order of the lines' times. Each comes in order, but none says what is
 * still to come: a line goes out when every other source has a later one, or has been quiet for a moment.
 */
export class LogMerge {
  private readonly feeds: Feed[];
  private held = 0;

  constructor(
    sources: number,
    private readonly emit: Emit,
    now: number,
  ) {
    this.feeds = Array.from({ length: sources }, () => ({
      packs: [],
      item: 0,
      text: 0,
      time: 0,
      head: '',
      lastTime: '',
      patientUntil: now + firstPatience,
    }));
  }

  /** Items held back. */
  get waiting(): number {
    return this.held;
  }

  /** Takes a batch in; `now` is any clock in ms, the same for all. */
  push(source: number, pack: LogPack, now: number): void {
    const feed = this.feeds[source];
    if (!feed || pack.signs === '') return;
    feed.packs.push(pack);
    feed.patientUntil = now + quietAfter;
    this.held += pack.signs.length;
    if (feed.packs.length === 1) this.look(feed);
  }

  /** The others need not wait for it: its stream has ended. */
  end(source: number): void {
    const feed = this.feeds[source];
    if (feed) feed.patientUntil = Number.NEGATIVE_INFINITY;
  }

  /** Emits what need not wait; true when something went out. */
  flush(now: number): boolean {
    const before = this.held;
    for (;;) {
      const source = this.earliest(now);
      if (source === -1) return this.held !== before;
      this.emitFrom(source);
    }
  }

  /** The source whose next item goes out now; -1 when all have to wait. */
  private earliest(now: number): number {
    let found = -1;
    let head = '';
    let mustWait = false;
    for (let source = 0; source < this.feeds.length; source += 1) {
      const feed = this.feeds[source];
      if (!feed) continue;
      if (feed.packs.length === 0) {
        if (now < feed.patientUntil) mustWait = true;
      } else if (found === -1 || feed.head < head) {
        found = source;
        head = feed.head;
      }
    }
    return mustWait && this.held <= mostHeld ? -1 : found;
  }

  private emitFrom(source: number): void {
    const feed = this.feeds[source];
    const pack = feed?.packs[0];
    if (!feed || !pack) return;
    const textEnd = pack.texts.indexOf('\n', feed.text);
    const timeEnd = pack.times.indexOf('\n', feed.time);
    this.emit(
      pack.times.slice(feed.time, timeEnd),
      pack.texts.slice(feed.text, textEnd),
      pack.signs[feed.item] ?? '',
      source,
    );
    feed.text = textEnd + 1;
    feed.time = timeEnd + 1;
    feed.item += 1;
    this.held -= 1;
    if (feed.item >= pack.signs.length) {
      feed.packs.shift();
      feed.item = 0;
      feed.text = 0;
      feed.time = 0;
    }
    this.look(feed);
  }

  /** Notes when the feed's next item is. */
  private look(feed: Feed): void {
    const pack = feed.packs[0];
    if (!pack) return;
    const time = pack.times.slice(feed.time, pack.times.indexOf('\n', feed.time));
    feed.head = time === '' ? feed.lastTime : time;
    feed.lastTime = feed.head;
  }
}
