import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { createRequire, Module } from 'node:module';
import type { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { dialUpgrade } from './hijack';
import type { Target } from './host-url';
import type { Method } from './types';

/** Which sockets a request may take: few that are kept (calls), or one of its own (streams, pings). */
export type Lane = 'calls' | 'own';

export interface DialOptions {
  lane: Lane;
  headers: Record<string, string | string[]>;
  /** Sent as it is, with the content type of `headers`; not with `upgrade`: a stream goes out as it flows. */
  body?: Buffer | Readable;
  /** Asks for `Upgrade: tcp`; with status 101 the answer's `socket` is the stream. */
  upgrade?: boolean;
  /** Aborts the request until its headers are there; from then on destroy the answer. */
  signal: AbortSignal;
}

/** Sends requests to one endpoint. Any HTTP status is an answer; only a broken connection rejects. */
export interface Transport {
  dial(method: Method, pathAndQuery: string, options: DialOptions): Promise<IncomingMessage>;
  /** Closes the idle sockets and cuts the others. */
  dispose(): void;
}

/** The part of dockerode's transport that is used. */
interface Modem {
  dial(
    options: {
      method: Method;
      path: string;
      options: { _query: Record<string, string | string[]>; _body: Record<string, never> };
      headers: Record<string, string | string[]>;
      file: Buffer | Readable | undefined;
      isStream: true;
      statusCodes: Record<number, true>;
      abortSignal: AbortSignal;
    },
    callback: (error: Error | null, answer: IncomingMessage) => void,
  ): void;
}
type ModemClass = new (options: {
  socketPath?: string;
  host?: string;
  port?: number;
  protocol?: 'http' | 'https';
  agent: http.Agent;
}) => Modem;

const everyStatus: Record<number, true> = {};
for (let status = 200; status < 600; status += 1) everyStatus[status] = true;

/**
 * dockerode's transport without the rest of dockerode (grpc, protobuf): it loads in half the time, and every
 * endpoint is reached through `dial`, because its methods differ in what they escape and put into the URL.
 *
 * Its `http` module follows redirects, also off the socket and to other hosts, and throws where nobody can
 * catch it when the location has a strange scheme. Node's own modules take its place, so that a redirect is
 * an answer like any other; `maxRedirects` is the second bolt should an update stop reading these fields.
 */
function loadModem(): ModemClass {
  const dockerode = createRequire(createRequire(import.meta.url).resolve('dockerode'));
  const near = createRequire(dockerode.resolve('docker-modem'));
  standIn(near, './ssh', {});
  standIn(near, './http_duplex', {});
  standIn(near, 'debug', () => () => undefined);
  const wire = near('./http');
  wire.maxRedirects = 0;
  wire.http = http;
  wire.https = https;
  return dockerode('docker-modem');
}

/**
 * Has something of ours stand for a module that is never used. Endpoints are sockets and TCP, streams to both sides
 * are our own (`hijack.ts`), and nobody reads the library's debug log; it would load SSH's cryptography and another
 * edition of Node's streams all the same, nearly all of the time, while the first rows wait.
 */
function standIn(near: NodeJS.Require, name: string, exports: unknown): void {
  const path = near.resolve(name);
  const module = new Module(path);
  module.loaded = true;
  module.exports = exports;
  near.cache[path] ??= module;
}

/** What an object that the library prints looks like. */
function unprinted<T extends object>(object: T): T {
  return Object.defineProperty(object, inspect.custom, { value: () => '[unprinted]' });
}

let loaded: ModemClass | null = null;

/** Makes the transport for an endpoint; the first call loads the library (about 0.05 s). */
export function createTransport(target: Target): Transport {
  loaded ??= loadModem();
  const Wire = loaded;
  const secure = target.kind === 'tcp' && target.tls !== null;
  const tls =
    target.kind === 'tcp' && target.tls
      ? {
          ca: target.tls.ca,
          cert: target.tls.cert,
          key: target.tls.key,
          rejectUnauthorized: target.tls.verify,
        }
      : // Without TLS no server has a name; else Node tests with each new socket whether it is an address, which costs
        // the first one 10 ms.
        { servername: '' };
  const Agent: new (options: https.AgentOptions) => http.Agent = secure ? https.Agent : http.Agent;
  const agents = {
    calls: new Agent({ ...tls, keepAlive: true, maxSockets: 8, maxFreeSockets: 4, scheduling: 'lifo' }),
    own: new Agent({ ...tls, keepAlive: false }),
  };
  // The library prints its options with every request, log or no log: following the agent to each open socket took it
  // 30 ms a request with 20 streams open.
  for (const agent of Object.values(agents)) unprinted(agent);
  const where =
    target.kind === 'socket'
      ? { socketPath: target.path }
      : {
          host: target.host,
          port: target.port,
          protocol: secure ? ('https' as const) : ('http' as const),
        };
  const modems = {
    calls: new Wire({ ...where, agent: agents.calls }),
    own: new Wire({ ...where, agent: agents.own }),
  };
  const prefix = target.kind === 'tcp' ? target.prefix : '';
  return {
    dial(method, pathAndQuery, { lane, headers, body, upgrade, signal }) {
      if (upgrade) {
        const address = prefix + pathAndQuery;
        const sent = Buffer.isBuffer(body) ? body : undefined;
        return dialUpgrade({ method, path: address, where, agent: agents.own, headers, body: sent, signal });
      }
      const [path = '/', query] = pathAndQuery.split('?', 2);
      return new Promise<IncomingMessage>((resolve, reject) => {
        modems[lane].dial(
          {
            method,
            // The library appends the query itself, and cuts off a last character where it finds none.
            path: prefix + path + (query ? '?' : ''),
            options: { _query: toQuery(query), _body: {} },
            headers: { ...headers },
            // `file` sends a buffer or a stream as it is; `_body` would be sent for POST only.
            file: body,
            isStream: true,
            statusCodes: everyStatus,
            abortSignal: unprinted(signal),
          },
          (error, answer) => {
            if (error) reject(error);
            else resolve(answer);
          },
        );
      });
    },
    dispose() {
      agents.calls.destroy();
      agents.own.destroy();
    },
  };
}

/** The parameters by name; one that is there several times as a list. */
function toQuery(query: string | undefined): Record<string, string | string[]> {
  const search = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}
