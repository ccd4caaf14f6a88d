import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { EngineRow } from '@contract/engine';
import type { Target } from './host-url';

declare const checkedPath: unique symbol;
/** A request path whose parts were checked and escaped; only `enginePath` makes one. */
export type EnginePath = string & { readonly [checkedPath]: true };

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';

export interface RequestOptions {
  /** A list becomes the same parameter several times. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  /** Sent as JSON in the body, never in the URL. */
  body?: unknown;
  /** Sent instead of `body` as it flows (`application/x-tar` where `headers` name no type), and destroyed with the
   *  request. It takes the time it takes: there is no time limit unless `timeoutMs` is given. */
  upload?: Readable;
  /** A list becomes the same header several times. */
  headers?: Record<string, string | string[]>;
  /** ms until the answer must be complete (`request`) or its headers be there (`open`). */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** The engine on one connection. Everything that talks to it goes through here. */
export interface EngineClient {
  readonly epoch: number;
  /** Aborted when this connection is lost, replaced or disposed of. */
  readonly signal: AbortSignal;
  /** One answer: its JSON, or null where it has no body. Throws `LighterError`; 304 counts as success. */
  request<T>(method: Method, path: EnginePath, options?: RequestOptions): Promise<T>;
  /** A streamed answer without a time limit for its body; `destroy()` cancels it. Throws `LighterError`. */
  open(method: Method, path: EnginePath, options?: RequestOptions): Promise<IncomingMessage>;
  /** POST that takes the connection over: a two-way stream; `destroy()` ends it. Throws `LighterError`. */
  hijack(path: EnginePath, options?: RequestOptions): Promise<Duplex>;
}

/** An engine event without its suffix (`exec_create: sh -c …` holds a command line: it is dropped). */
export interface EngineEvent {
  type: string;
  action: string;
  /** The object's id (containers, networks), name (volumes) or reference (images). */
  id: string;
  attributes: Record<string, string>;
  /** Seconds since 1970. */
  time: number;
}

/** A client on a connection of its own, to be released when the work is done. */
export interface Borrowed {
  /** Its signal is aborted when the engine is lost or Lighter ends, not when Lighter moves on. */
  client: EngineClient;
  /** Where it is, for other programs that are to reach it (`openEngineDoor`); null where that is not known. */
  target: Target | null;
  release(): void;
}

/** The state machine around one engine; owns the only dockerode. */
export interface Connection {
  readonly row: EngineRow;
  /** Null unless the engine is running. */
  readonly client: EngineClient | null;
  /** The client, or throws `engine-unreachable`; with an epoch, `stale-engine` when it is not this connection's. */
  require(epoch?: number): EngineClient;
  /** The engine for work that goes on when Lighter moves to another one. Throws as `require` does. */
  borrow(epoch?: number): Borrowed;
  onChange(listener: (row: EngineRow) => void): () => void;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** After each connect (new epoch) and each recovery from silence (same epoch): the event stream is attached,
   *  so lists read from now on miss nothing. */
  onConnected(listener: (client: EngineClient) => void): () => void;
  /** Looks now instead of at the next attempt. */
  retry(): void;
  /** Lets go of the engine and asks anew where it is: the choice has changed. */
  move(): void;
  start(): void;
  dispose(): Promise<void>;
}
