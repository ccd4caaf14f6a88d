import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

/** What the engine was asked. */
export interface FakeRequest {
  method: string;
  /** Without the version in front. */
  path: string;
  /** `1.41`; null for an unversioned request. */
  version: string | null;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** As it came over the wire. */
  url: string;
}

export type FakeAnswer = (request: FakeRequest, response: ServerResponse) => unknown;

export interface FakeEngineOptions {
  /** Default: a new folder below the system's, removed by `dispose`. */
  socketPath?: string;
  /** Listens on 127.0.0.1 instead of a socket. */
  tcp?: boolean;
  api?: string;
  minApi?: string;
  /** More or other fields of `GET /version`. */
  version?: Record<string, unknown>;
  /** By `GET /containers/json`; a value is answered as JSON. Others are answered with 404. */
  routes?: Record<string, FakeAnswer | object>;
  /** Answers `Upgrade: tcp`: writes its own status line, then owns the socket. Without it such requests are plain. */
  onUpgrade?: (request: FakeRequest, socket: Duplex) => void;
  /** Podman's way: `/events` has no headers until the first event. */
  lateEventHeaders?: boolean;
}

/** An engine that can do what a real one does not do on demand. */
export interface FakeEngine {
  /** As `DOCKER_HOST` says it. */
  readonly url: string;
  readonly socketPath: string;
  readonly port: number;
  readonly requests: FakeRequest[];
  /** Open event streams. */
  readonly watchers: number;
  /** Answers, from now on, in place of what was there. */
  on(route: string, answer: FakeAnswer | object): void;
  setVersion(next: Pick<FakeEngineOptions, 'api' | 'minApi' | 'version'>): void;
  /** Sends an event (or any text) to all event streams. */
  emit(event: object | string): void;
  /** Cuts the event streams, in the middle of a line with `cut`. */
  dropEvents(cut?: string): void;
  /** As SIGSTOP: accepts connections, answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** As kill -9: all connections cut, the socket file stays and refuses. */
  kill(): Promise<void>;
  /** As a stop: closes and removes the socket, keeps the event streams until `kill` or `dispose`. */
  closeSocket(): Promise<void>;
  /** Listens again on the same endpoint. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts a small HTTP server that speaks enough of the Engine API, on a unix socket. */
export async function startFakeEngine(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const folder = options.socketPath ? null : await mkdtemp(join(tmpdir(), 'lighter-engine-'));
  const socketPath = options.socketPath ?? join(folder ?? '', 'docker.sock');
  const requests: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  const events = new Set<ServerResponse>();
  const routes = new Map(Object.entries(options.routes ?? {}));
  let held: (() => void)[] | null = null;
  let about = { api: '1.41', minApi: '1.12', ...options };
  let server: Server | null = null;
  let port = 0;

  function note(raw: IncomingMessage, body: Buffer): FakeRequest {
    const url = raw.url ?? '/';
    const [, version = null, path = '/', query = ''] =
      /^(?:\/v([\d.]+))?(\/[^?]*)(?:\?(.*))?$/.exec(url) ?? [];
    const request: FakeRequest = {
      method: raw.method ?? '',
      path,
      version,
      query: new URLSearchParams(query),
      headers: raw.headers,
      body: body.toString(),
      url,
    };
    requests.push(request);
    return request;
  }

  /** Node leaves the body of an upgrade on the socket. */
  function upgrade(raw: IncomingMessage, socket: Duplex, head: Buffer): void {
    const length = Number(raw.headers['content-length'] ?? 0);
    let body = head;
    const look = (chunk?: Buffer) => {
      if (chunk) body = Buffer.concat([body, chunk]);
      if (body.length < length) return;
      socket.off('data', look);
      socket.pause();
      if (body.length > length) socket.unshift(body.subarray(length));
      options.onUpgrade?.(note(raw, body.subarray(0, length)), socket);
    };
    socket.on('data', look);
    look();
  }

  async function answer(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of raw) chunks.push(chunk);
    const request = note(raw, Buffer.concat(chunks));
    const { path } = request;
    if (held) await new Promise<void>((resolve) => held?.push(resolve));
    const route = routes.get(`${request.method} ${path}`);
    if (typeof route === 'function') await route(request, response);
    else if (route !== undefined) sendJson(response, route);
    else builtIn(request, response);
  }

  function builtIn({ method, path }: FakeRequest, response: ServerResponse): void {
    if (path === '/_ping') {
      response.writeHead(200, { 'Api-Version': about.api, 'Content-Type': 'text/plain' });
      response.end('OK');
    } else if (path === '/version') {
      sendJson(response, {
        Version: '20.10.24',
        ApiVersion: about.api,
        MinAPIVersion: about.minApi,
        Os: 'linux',
        Arch: 'amd64',
        ...about.version,
      });
    } else if (path === '/events') {
      events.add(response);
      response.on('close', () => events.delete(response));
      response.writeHead(200, { 'Content-Type': 'application/json' });
      if (!options.lateEventHeaders) response.flushHeaders();
    } else {
      sendJson(response, { message: `page not found: ${method} ${path}` }, 404);
    }
  }

  async function start(): Promise<void> {
    const next = createServer((raw, response) => {
      answer(raw, response).catch(() => response.destroy());
    });
    if (options.onUpgrade) next.on('upgrade', upgrade);
    next.keepAliveTimeout = 0;
    next.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    });
    server = next;
    if (!options.tcp) await rm(socketPath, { force: true });
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject);
      if (options.tcp) next.listen(port, '127.0.0.1', resolve);
      else next.listen(socketPath, resolve);
    });
    const address = next.address();
    if (typeof address === 'object' && address) port = address.port;
  }

  /** Does not wait for connections that are still open. */
  async function closeSocket(): Promise<void> {
    server?.close();
    server = null;
  }

  function cutAll(): void {
    held = null;
    for (const socket of sockets) socket.destroy();
  }

  await start();
  return {
    get url() {
      return options.tcp ? `tcp://127.0.0.1:${port}` : `unix://${socketPath}`;
    },
    socketPath,
    get port() {
      return port;
    },
    requests,
    get watchers() {
      return events.size;
    },
    on: (route, next) => {
      routes.set(route, next);
    },
    setVersion(next) {
      about = { ...about, ...next };
    },
    emit(event) {
      const text = typeof event === 'string' ? event : `${JSON.stringify(event)}\n`;
      for (const response of events) response.write(text);
    },
    dropEvents(cut) {
      for (const response of events) {
        if (cut) response.write(cut, () => response.destroy());
        else response.destroy();
      }
    },
    freeze() {
      held ??= [];
    },
    thaw() {
      const waiting = held ?? [];
      held = null;
      for (const resume of waiting) resume();
    },
    async kill() {
      if (server && !options.tcp) {
        // Node removes the socket's file when it closes; under another name it survives, as after kill -9.
        await rename(socketPath, `${socketPath}.dead`);
        await closeSocket();
        cutAll();
        await rename(`${socketPath}.dead`, socketPath);
        return;
      }
      await closeSocket();
      cutAll();
    },
    closeSocket,
    start,
    async dispose() {
      await closeSocket();
      cutAll();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** One frame of a container's output as the engine multiplexes it. */
export function frameOf(type: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}
