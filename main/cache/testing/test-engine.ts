import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineRow, noControl } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { createClient } from '../../engine/client';
import { createTransport } from '../../engine/transport';
import type { Connection, EngineClient, EngineEvent } from '../../engine/types';

export interface TestRequest {
  method: string;
  /** Without the version. */
  path: string;
  query: URLSearchParams;
  body: unknown;
  /** The body as it came. */
  text: string;
  raw: IncomingMessage;
}

export type Answer = (request: TestRequest, response: ServerResponse) => void | Promise<void>;

/** An engine on a real socket, and a connection whose state and events the test drives by hand. */
export interface TestEngine {
  connection: Connection;
  /** What was asked, `GET /containers/json`, in order. */
  requests: TestRequest[];
  /** Connects: a new epoch, unless `same` says that the old one has recovered, or its event stream is attached anew. */
  connect(how?: { same?: boolean; url?: string }): EngineClient;
  /** The connection is lost (`stopped`) or silent (`unresponsive`). */
  lose(state?: 'stopped' | 'unresponsive'): void;
  emit(event: Partial<EngineEvent> & Pick<EngineEvent, 'type' | 'action' | 'id'>): void;
  dispose(): Promise<void>;
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** The 8-byte header and the text of one frame of a container's output. */
export function frame(stream: 1 | 2, text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(payload.length, 4);
  return Buffer.concat([head, payload]);
}

/** Starts it; `answer` plays the engine's part. */
export async function startTestEngine(answer: Answer): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'lighter-'));
  const path = join(folder, 'engine.sock');
  const requests: TestRequest[] = [];
  const server = createServer(async (raw, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of raw) chunks.push(chunk);
    const url = new URL(raw.url ?? '/', 'http://engine');
    const text = Buffer.concat(chunks).toString();
    const request: TestRequest = {
      method: raw.method ?? '',
      path: decodeURIComponent(url.pathname.replace(/^\/v[\d.]+/, '')),
      query: url.searchParams,
      body: raw.headers['content-type'] === 'application/json' && text !== '' ? JSON.parse(text) : null,
      text,
      raw,
    };
    requests.push(request);
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));

  const transport = createTransport({ kind: 'socket', path });
  const changes = new Set<(row: EngineRow) => void>();
  const events = new Set<(event: EngineEvent) => void>();
  const connects = new Set<(client: EngineClient) => void>();
  let abort = new AbortController();
  let client: EngineClient | null = null;
  let asleep: EngineClient | null = null;
  let row: EngineRow = {
    state: 'starting',
    since: 0,
    reason: null,
    epoch: 0,
    lastAnswerAt: null,
    endpoint: {
      url: `unix://${path}`,
      source: 'default',
      context: 'default',
      host: 'localhost',
      remote: false,
    },
    version: null,
    control: noControl,
  };
  const change = (next: Partial<EngineRow>) => {
    row = { ...row, ...next };
    for (const listener of [...changes]) listener(row);
  };
  const listen = <L>(set: Set<L>, listener: L) => {
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  };

  return {
    requests,
    connection: {
      get row() {
        return row;
      },
      get client() {
        return client;
      },
      require(epoch) {
        if (!client) throw new LighterError({ code: 'engine-unreachable', message: 'away' });
        if (epoch !== undefined && epoch !== client.epoch) {
          throw new LighterError({ code: 'stale-engine', message: 'stale' });
        }
        return client;
      },
      borrow(epoch) {
        return { client: this.require(epoch), target: null, release: () => undefined };
      },
      onChange: (listener) => listen(changes, listener),
      onEvent: (listener) => listen(events, listener),
      onConnected: (listener) => listen(connects, listener),
      retry: () => undefined,
      move: () => undefined,
      start: () => undefined,
      dispose: async () => undefined,
    },
    connect({ same = false, url } = {}) {
      const old = asleep ?? client;
      if (!same || !old) {
        abort = new AbortController();
        setMaxListeners(0, abort.signal);
        client = createClient({ transport, version: '1.41', epoch: row.epoch + 1, signal: abort.signal });
      } else client = old;
      asleep = null;
      const endpoint = { ...row.endpoint, url: url ?? row.endpoint.url };
      change({ state: 'running', epoch: client.epoch, reason: null, endpoint });
      for (const listener of [...connects]) listener(client);
      return client;
    },
    lose(state = 'stopped') {
      if (state === 'unresponsive') asleep = client;
      client = null;
      if (state === 'stopped') abort.abort();
      change({ state, reason: { code: 'connection-lost', message: 'The connection broke off' } });
    },
    emit(event) {
      for (const listener of [...events]) listener({ attributes: {}, time: 0, ...event });
    },
    async dispose() {
      abort.abort();
      transport.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
