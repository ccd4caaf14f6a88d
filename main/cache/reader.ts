import { LighterError, type LighterErrorData } from '@contract/errors';
import type { ResourceKind, Tables } from '@contract/state';
import type { EngineClient, EngineEvent } from '../engine/types';
import type { Affected, ResourceDef } from '../resources/types';
import { createSecondLook } from './second-look';
import type { Cache } from './types';

/** Least pause after a small read and after a whole list, ms; what is marked in between is read together. */
const leastPause = 20;
const leastPauseWhole = 100;
/** Before the first read after a rest, ms: one action's events come in twos and threes. */
const gather = 10;
/**
 * Objects asked for in one small read: more would make an address too long for the proxies people put before
 * an engine. Of 1,000 containers dockerd finds 100 in a tenth of the time that it takes to list them all.
 */
const mostKeys = 100;
/** Where an event waits for the answer, at most so many are looked at again with what it names. */
const mostAside = 25;
/** More dirty objects than this are read as one whole list. */
const manyKeys = 400;
/** Until a failed list is tried again, ms. */
const retryAfter = 3000;

/** Reads one kind of object from one connection into its table. */
export interface Reader {
  /** `event` has touched these. */
  mark(affected: Affected, event: EngineEvent): void;
  /** The whole list anew and now, also where a failed one would be waited out. */
  readAll(): void;
  /** From now on nothing is read and what is under way is dropped. */
  close(): void;
}

/**
 * Makes a reader and reads the whole list at once. There is one request at a time: what is marked while it runs
 * is read after it, since its answer may be older than the mark.
 */
export function createReader<K extends ResourceKind, Raw>(
  def: ResourceDef<K, Raw>,
  client: EngineClient,
  cache: Cache,
  log: (message: string) => void,
): Reader {
  const dirty = new Set<string>();
  /** Read once already, and to be looked at again: what an event has just named goes first. */
  const unsure = new Set<string>();
  /** The last event about each object whose row does not show it yet. */
  const told = new Map<string, EngineEvent>();
  const again = createSecondLook((keys) => {
    for (const key of keys) unsure.add(key);
    scheduleNext();
  });
  /** What is told of the object itself is waited for before what is told of something beside it. */
  const isOwn = (event: EngineEvent | undefined) => event !== undefined && def.kind === `${event.type}s`;
  let everything = true;
  let busy = false;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let nextRead = Number.NEGATIVE_INFINITY;

  function schedule(delay: number): void {
    if (closed || busy || timer) return;
    timer = setTimeout(() => {
      timer = null;
      void read();
    }, delay);
  }

  function mark(affected: Affected, event: EngineEvent): void {
    if (affected === 'all') everything = true;
    else
      for (const key of affected) {
        if (key === '') continue;
        dirty.add(key);
        if (!def.byKey) continue;
        again.add(key);
        if (def.shows && !(isOwn(told.get(key)) && !isOwn(event))) told.set(key, event);
      }
    if (everything || dirty.size > 0) scheduleNext();
  }

  function readAll(): void {
    everything = true;
    if (timer) clearTimeout(timer);
    timer = null;
    scheduleNext();
  }

  function scheduleNext(): void {
    schedule(Math.max(gather, nextRead - performance.now()));
  }

  async function read(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const whole = everything || !def.byKey || dirty.size > manyKeys;
    const most = dirty.size > 0 ? Math.min(mostKeys, Math.max(dirty.size, mostAside)) : mostKeys;
    const keys = whole ? [] : [...new Set([...dirty, ...unsure])].slice(0, most);
    for (const waiting of [dirty, unsure]) {
      if (whole) waiting.clear();
      else for (const key of keys) waiting.delete(key);
    }
    everything = false;
    busy = true;
    const from = performance.now();
    let retry = false;
    try {
      const list = await (whole ? def.list(client) : def.list(client, keys));
      if (!closed) store(list, whole ? null : keys);
    } catch (error) {
      if (closed) return;
      const data = toData(error);
      log(`reading ${def.kind} failed: ${data.code}: ${data.message}`);
      everything = true;
      retry = whole;
      // A failed small read is followed by the whole list; only when that fails too is the table in doubt.
      if (whole) cache.set('lists', def.kind, { state: 'error', error: data });
    }
    busy = false;
    // At least as long as the read took: in a storm of events the engine is ours for half of its time at most.
    const now = performance.now();
    nextRead = now + Math.max(whole ? leastPauseWhole : leastPause, now - from);
    if (retry) schedule(retryAfter);
    else if (everything || dirty.size > 0 || unsure.size > 0) scheduleNext();
  }

  function store(list: Raw[], keys: string[] | null): void {
    const now = Date.now();
    const rows = new Map<string, Tables[K]>();
    for (const raw of list) {
      const key = def.keyOf(raw);
      rows.set(key, def.toRow(raw, cache.get(def.kind, key), now));
    }
    if (keys === null) {
      cache.replace(def.kind, rows);
      const isNew = cache.get('lists', def.kind)?.state !== 'ready';
      cache.set('lists', def.kind, { state: 'ready', error: null });
      // Somebody waits for these: they do not wait for what has just gone out.
      if (isNew) cache.flush();
    } else {
      for (const key of keys) cache.set(def.kind, key, rows.get(key) ?? null);
    }
    for (const key of keys ?? told.keys()) {
      const event = told.get(key);
      if (!event || !def.shows?.(event, rows.get(key))) continue;
      told.delete(key);
      unsure.delete(key);
      again.drop(key);
    }
  }

  void read();

  return {
    mark,
    readAll,
    close() {
      closed = true;
      again.close();
      if (timer) clearTimeout(timer);
    },
  };
}

function toData(error: unknown): LighterErrorData {
  if (error instanceof LighterError) return error.toData();
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
