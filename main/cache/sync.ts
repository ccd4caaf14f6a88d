import type { EngineRow } from '@contract/engine';
import type { LighterErrorData } from '@contract/errors';
import { type ResourceKind, resourceKinds } from '@contract/state';
import type { Connection, EngineClient, EngineEvent } from '../engine/types';
import { resources } from '../resources/index';
import type { ResourceDef } from '../resources/types';
import { createReader, type Reader } from './reader';
import type { Cache, Visibility } from './types';

/** An engine drops events that are not taken in time: whole lists are read this often while they can be seen, ms. */
const usualReconcile = 60_000;

export interface SyncDeps {
  connection: Connection;
  cache: Cache;
  visibility: Visibility;
  /** ms */
  reconcileEvery?: number;
  /** Where a failed read is noted. */
  log?: (message: string) => void;
}

export interface Sync {
  dispose(): void;
}

/** What is read from one connection: a reader a kind, and how events reach it. */
interface Session {
  client: EngineClient;
  readers: Reader[];
  onEvent(event: EngineEvent): void;
  readAll(): void;
}

/**
 * Keeps the `engine`, `lists` and resource tables true. Whole lists are read on each connect and recovery, after
 * that only what events name, and once a minute everything, lest an event was lost. While the engine is away its rows stay but the lists say `engine-unreachable`;
 * rows of one endpoint are never shown as another's.
 */
export function createSync(deps: SyncDeps): Sync {
  const { connection, cache, visibility, reconcileEvery = usualReconcile, log = () => undefined } = deps;
  let session: Session | null = null;
  let endpoint: string | null = null;
  /** The lists' error is that the engine is away, and not that one could not be read. */
  let away = false;
  let reconciledAt = performance.now();

  function open(client: EngineClient): Session {
    const feeds = [
      feed('containers', client),
      feed('images', client),
      feed('networks', client),
      feed('volumes', client),
    ];
    return {
      client,
      readers: feeds.map((one) => one.reader),
      onEvent: (event) => {
        for (const one of feeds) one.onEvent(event);
      },
      readAll: () => {
        for (const one of feeds) one.reader.readAll();
      },
    };
  }

  function feed<K extends ResourceKind>(kind: K, client: EngineClient) {
    const def = resources[kind] as unknown as ResourceDef<K, object>;
    const reader = createReader(def, client, cache, log);
    return {
      reader,
      onEvent: (event: EngineEvent) => reader.mark(def.affectedBy(event, cache.rows(kind)), event),
    };
  }

  function close(): void {
    for (const reader of session?.readers ?? []) reader.close();
    session = null;
  }

  /** Another engine, or not known yet which: nothing of the last one may be seen from now on. */
  function leave(): void {
    endpoint = null;
    close();
    for (const kind of resourceKinds) {
      cache.replace(kind, []);
      cache.set('lists', kind, { state: 'loading', error: null });
    }
  }

  function onConnected(client: EngineClient): void {
    const { url } = connection.row.endpoint;
    const moved = url !== endpoint;
    endpoint = url;
    // On the same connection only a read takes back that a list could not be read.
    const anew = away || session?.client !== client;
    for (const kind of resourceKinds) {
      if (moved) cache.replace(kind, []);
      if (moved || (anew && cache.get('lists', kind)?.state !== 'ready')) {
        cache.set('lists', kind, { state: 'loading', error: null });
      }
    }
    away = false;
    if (session?.client === client) {
      session.readAll();
      return;
    }
    close();
    session = open(client);
  }

  function onChange(row: EngineRow): void {
    cache.set('engine', 'current', row);
    if (endpoint !== null && row.endpoint.url !== endpoint) leave();
    if (row.state !== 'missing' && row.state !== 'stopped' && row.state !== 'unresponsive') return;
    // A frozen engine may come back on the same connection, a lost one will not.
    if (row.state !== 'unresponsive') close();
    away = true;
    const error: LighterErrorData = { code: 'engine-unreachable', message: row.reason?.message ?? '' };
    for (const kind of resourceKinds) cache.set('lists', kind, { state: 'error', error });
  }

  /** What nobody looks at waits until somebody does. */
  function reconcile(): void {
    if (!visibility.visible || away || performance.now() - reconciledAt < reconcileEvery / 2) return;
    reconciledAt = performance.now();
    session?.readAll();
  }

  for (const kind of resourceKinds) cache.set('lists', kind, { state: 'loading', error: null });
  const timer = setInterval(reconcile, reconcileEvery);
  timer.unref();
  const off = [
    visibility.onChange(reconcile),
    connection.onChange(onChange),
    connection.onConnected(onConnected),
    connection.onEvent((event) => session?.onEvent(event)),
  ];
  onChange(connection.row);
  if (connection.client) onConnected(connection.client);

  return {
    dispose() {
      clearInterval(timer);
      for (const stop of off) stop();
      close();
    },
  };
}
