import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient } from './client';
import { readJsonLines } from './ndjson';
import { enginePath } from './path';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './testing/fake-engine';
import { createTransport, type Transport } from './transport';
import type { EngineClient } from './types';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Setup {
  engine: FakeEngine;
  client: EngineClient;
  connection: AbortController;
  trouble: ReturnType<typeof vi.fn>;
}

async function setUp(options: FakeEngineOptions = {}, version: string | null = '1.41'): Promise<Setup> {
  const engine = await startFakeEngine(options);
  const transport = createTransport(
    options.tcp
      ? { kind: 'tcp', host: '127.0.0.1', port: engine.port, prefix: '', tls: null }
      : { kind: 'socket', path: engine.socketPath },
  );
  const connection = new AbortController();
  const trouble = vi.fn();
  const client = createClient({
    transport,
    version,
    epoch: 1,
    signal: connection.signal,
    onTrouble: trouble,
  });
  cleanups.push(() => engine.dispose(), transport.dispose);
  return { engine, client, connection, trouble };
}

const hang = () => undefined;

describe('requests', () => {
  it('put the negotiated version in front and the query behind (pitfall 1.3)', async () => {
    const { engine, client } = await setUp({ routes: { 'GET /containers/json': [{ Id: 'a' }] } });
    const filters = JSON.stringify({ id: ['a&b?c=1'] });
    expect(
      await client.request('GET', enginePath`/containers/json`, {
        query: { all: true, filters, no: undefined },
      }),
    ).toEqual([{ Id: 'a' }]);
    expect(engine.requests[0]).toMatchObject({ version: '1.41', path: '/containers/json' });
    expect(Object.fromEntries(engine.requests[0]?.query ?? [])).toEqual({ all: 'true', filters });
  });

  it('work over tcp as well', async () => {
    const { client } = await setUp({ tcp: true, routes: { 'GET /info': { ID: 'x' } } });
    expect(await client.request('GET', enginePath`/info`)).toEqual({ ID: 'x' });
  });

  it('send the body as JSON and never in the URL (pitfall 1.1 #4: secrets leak, 1.2 MB fails)', async () => {
    const { engine, client } = await setUp({ routes: { 'POST /containers/create': { Id: 'new' } } });
    const body = { Image: 'nginx', Env: [`DB_PASSWORD=hunter2${'x'.repeat(1_200_000)}`] };
    expect(
      await client.request('POST', enginePath`/containers/create`, { query: { name: 'web' }, body }),
    ).toEqual({ Id: 'new' });
    expect(engine.requests[0]?.url).toBe('/v1.41/containers/create?name=web');
    expect(engine.requests[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(engine.requests[0]?.body ?? '')).toEqual(body);
  });

  it('send no body where none is given', async () => {
    const { engine, client } = await setUp({ routes: { 'POST /containers/a/stop': {} } });
    await client.request('POST', enginePath`/containers/${'a'}/stop`, { query: { t: 3 } });
    expect(engine.requests[0]?.body).toBe('');
    expect(engine.requests[0]?.url).toBe('/v1.41/containers/a/stop?t=3');
  });

  it('take 304 for success: it was started or stopped already', async () => {
    const { client } = await setUp({
      routes: { 'POST /containers/a/start': (_, response) => response.writeHead(304).end() },
    });
    expect(await client.request('POST', enginePath`/containers/${'a'}/start`)).toBeNull();
  });

  it('fail with the engine’s words', async () => {
    const { client } = await setUp({
      routes: {
        'GET /containers/x/json': (_, response) =>
          response.writeHead(404).end('{"message":"No such container: x"}'),
      },
    });
    await expect(client.request('GET', enginePath`/containers/${'x'}/json`)).rejects.toMatchObject({
      code: 'not-found',
      message: 'No such container: x',
      status: 404,
    });
  });

  it('fail on an answer that is no JSON instead of handing bytes on', async () => {
    const { client } = await setUp({ routes: { 'GET /info': (_, response) => response.end('<html>') } });
    await expect(client.request('GET', enginePath`/info`)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('uploads', () => {
  it('go out as they flow, as what they are', async () => {
    const { engine, client } = await setUp({ routes: { 'POST /images/load': { done: true } } });
    const upload = Readable.from([Buffer.from('first '), Buffer.from('second')]);
    expect(await client.request('POST', enginePath`/images/load`, { upload })).toEqual({ done: true });
    expect(engine.requests[0]).toMatchObject({ body: 'first second' });
    expect(engine.requests[0]?.headers).toMatchObject({
      'content-type': 'application/x-tar',
      'transfer-encoding': 'chunked',
    });
    expect(upload.destroyed).toBe(true);
  });

  it('that break off fail the request with what broke them', async () => {
    const { client } = await setUp({ routes: { 'POST /images/load': {} } });
    const upload = new Readable({ read: () => undefined });
    upload.push('half');
    const asked = client.open('POST', enginePath`/images/load`, { upload });
    upload.destroy(new LighterError({ code: 'internal', message: 'The disk went away' }));
    await expect(asked).rejects.toMatchObject({ message: 'The disk went away' });
  });

  it('are let go of when their request is cancelled, and when the engine refuses', async () => {
    const { client } = await setUp({
      routes: {
        'POST /images/load': (_: unknown, response: ServerResponse) => {
          response.writeHead(500).end('{"message":"no space left on device"}');
        },
      },
    });
    const cancel = new AbortController();
    const endless = new Readable({ read: () => undefined });
    const asked = client.open('POST', enginePath`/images/load`, { upload: endless, signal: cancel.signal });
    cancel.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(endless.destroyed).toBe(true));

    const refused = Readable.from(['x']);
    await expect(client.open('POST', enginePath`/images/load`, { upload: refused })).rejects.toMatchObject({
      message: 'no space left on device',
    });
    await vi.waitFor(() => expect(refused.destroyed).toBe(true));
  });

  it('are read no faster than the engine takes them', async () => {
    const server = createServer();
    const path = join(await mkdtemp(join(tmpdir(), 'lighter-upload-')), 'docker.sock');
    // Accepts, reads nothing.
    server.on('connection', (socket) => socket.pause());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const transport = createTransport({ kind: 'socket', path });
    const connection = new AbortController();
    cleanups.push(
      () => server.close(),
      transport.dispose,
      () => rm(dirname(path), { recursive: true }),
    );
    const client = createClient({ transport, version: '1.41', epoch: 1, signal: connection.signal });
    let read = 0;
    const upload = new Readable({
      read() {
        read += 1;
        setImmediate(() => this.push(Buffer.alloc(64 * 1024)));
      },
    });
    const asked = client.open('POST', enginePath`/images/load`, { upload });
    asked.catch(() => undefined);
    let before = -1;
    await vi.waitFor(
      () => {
        const stuck = read === before;
        before = read;
        if (!stuck || read === 0) throw new Error('still reading');
      },
      { interval: 200, timeout: 10_000 },
    );
    expect(read).toBeLessThan(100);
    connection.abort();
    await expect(asked).rejects.toMatchObject({ code: 'engine-unreachable' });
    await vi.waitFor(() => expect(upload.destroyed).toBe(true));
  });
});

describe('deadlines', () => {
  it('end every call to a silent engine (pitfall 1.1 #1: it hangs for ever)', async () => {
    const { client, engine, trouble } = await setUp();
    engine.freeze();
    await expect(client.request('GET', enginePath`/info`, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(trouble).toHaveBeenCalledWith('timeout');
  });

  it('cover the body, not only the headers', async () => {
    const { client } = await setUp({ routes: { 'GET /info': (_, response) => response.write('{"a":') } });
    await expect(client.request('GET', enginePath`/info`, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('hold where the transport ignores its signal (pitfall 1.1 #2)', async () => {
    const deaf: Transport = { dial: () => new Promise<IncomingMessage>(hang), dispose: hang };
    const client = createClient({
      transport: deaf,
      version: '1.41',
      epoch: 1,
      signal: new AbortController().signal,
    });
    await expect(client.request('GET', enginePath`/info`, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
    });
    await expect(client.open('GET', enginePath`/events`, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('let a slow stop take its time, and a quiet stream live (pitfall 1.1 #3)', async () => {
    const { client, engine } = await setUp({
      routes: {
        'POST /containers/a/stop': (_, response) => setTimeout(() => response.writeHead(204).end(), 120),
      },
    });
    const events = await client.open('GET', enginePath`/events`, { timeoutMs: 100 });
    const next = readJsonLines(events).next();
    await client.request('POST', enginePath`/containers/${'a'}/stop`, { timeoutMs: 5000 });
    engine.emit({ status: 'die' });
    expect((await next).value).toEqual({ status: 'die' });
    events.destroy();
  });

  it('are joined by the caller’s own signal and by the loss of the connection', async () => {
    const { client, engine, connection, trouble } = await setUp();
    engine.freeze();
    const cancel = new AbortController();
    const cancelled = client.request('GET', enginePath`/info`, { signal: cancel.signal });
    const lost = client.request('GET', enginePath`/info`);
    await vi.waitFor(() => expect(engine.requests).toHaveLength(2));
    cancel.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    connection.abort(new LighterError({ code: 'engine-unreachable', message: 'gone' }));
    await expect(lost).rejects.toMatchObject({ code: 'engine-unreachable', message: 'gone' });
    await expect(client.request('GET', enginePath`/info`)).rejects.toMatchObject({ message: 'gone' });
    expect(trouble).not.toHaveBeenCalled();
  });
});

describe('redirects (pitfall 1.1 #5: followed off the socket, to other hosts, with an uncaught error)', () => {
  it.each(['/images/json', 'http://images/json', 'nonsense:/x', '//'])(
    'to %s are refused',
    async (location) => {
      const { client, engine } = await setUp({
        routes: { 'GET /info': (_, response) => response.writeHead(301, { Location: location }).end() },
      });
      await expect(client.request('GET', enginePath`/info`)).rejects.toMatchObject({
        code: 'unsupported',
        status: 301,
      });
      expect(engine.requests).toHaveLength(1);
    },
  );

  it('never reach another host', async () => {
    const hits = vi.fn();
    const other = createServer(hits);
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => other.close());
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { client } = await setUp({
      routes: {
        'GET /info': (_, response) =>
          response.writeHead(307, { Location: `http://127.0.0.1:${port}/` }).end(),
      },
    });
    await expect(client.request('GET', enginePath`/info`)).rejects.toThrow(LighterError);
    expect(hits).not.toHaveBeenCalled();
  });
});

describe('broken connections (pitfall 1.4: retry a GET once, never a POST)', () => {
  const cutFirst = (times: number) => {
    let cuts = 0;
    return (_: unknown, response: { destroy(): void; end(text: string): void }) => {
      cuts += 1;
      if (cuts <= times) response.destroy();
      else response.end('{"ok":true}');
    };
  };

  it('a GET is sent a second time, not a third', async () => {
    const one = await setUp({ routes: { 'GET /info': cutFirst(1) } });
    expect(await one.client.request('GET', enginePath`/info`)).toEqual({ ok: true });
    const two = await setUp({ routes: { 'GET /info': cutFirst(2) } });
    await expect(two.client.request('GET', enginePath`/info`)).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
    expect(two.trouble).toHaveBeenCalledWith('lost');
  });

  it('a POST is not', async () => {
    const { client, engine } = await setUp({ routes: { 'POST /containers/create': cutFirst(1) } });
    await expect(client.request('POST', enginePath`/containers/create`, { body: {} })).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
    expect(engine.requests).toHaveLength(1);
  });

  it('tells of a refused API version, so that it is negotiated anew (pitfall 1.3)', async () => {
    const { client, trouble } = await setUp({
      routes: {
        'GET /info': (_, response) =>
          response
            .writeHead(400)
            .end('{"message":"client version 1.41 is too old. Minimum supported is 1.44"}'),
      },
    });
    await expect(client.request('GET', enginePath`/info`)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(trouble).toHaveBeenCalledWith('version');
  });
});

describe('sockets (pitfall 1.4)', () => {
  it('calls share few, streams have their own', async () => {
    let most = 0;
    let open = 0;
    const { client } = await setUp({
      routes: {
        'GET /info': (_, response) => {
          open += 1;
          most = Math.max(most, open);
          setTimeout(() => {
            open -= 1;
            response.end('{}');
          }, 5);
        },
      },
    });
    const streams = await Promise.all(
      Array.from({ length: 12 }, () => client.open('GET', enginePath`/events`)),
    );
    await Promise.all(Array.from({ length: 50 }, () => client.request('GET', enginePath`/info`)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    for (const stream of streams) stream.destroy();
  });
});

describe('streams', () => {
  it('end with the connection, and when their reader cancels', async () => {
    const { client, engine, connection } = await setUp();
    const cancel = new AbortController();
    const one = await client.open('GET', enginePath`/events`, { signal: cancel.signal });
    const two = await client.open('GET', enginePath`/events`);
    const ends = [readJsonLines(one).next(), readJsonLines(two).next()];
    cancel.abort();
    await expect(ends[0]).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(engine.watchers).toBe(1));
    connection.abort();
    await expect(ends[1]).rejects.toMatchObject({ code: 'engine-unreachable' });
    await vi.waitFor(() => expect(engine.watchers).toBe(0));
  });

  it('destroyed by their reader close the engine’s request', async () => {
    const { client, engine } = await setUp();
    const stream = await client.open('GET', enginePath`/events`);
    await vi.waitFor(() => expect(engine.watchers).toBe(1));
    stream.destroy();
    await vi.waitFor(() => expect(engine.watchers).toBe(0));
  });

  it('fail on a status that is no success, with the engine’s words', async () => {
    const { client } = await setUp({
      routes: {
        'POST /images/create': (_, response) => response.writeHead(500).end('{"message":"dial tcp"}'),
      },
    });
    await expect(client.open('POST', enginePath`/images/create`)).rejects.toMatchObject({
      message: 'dial tcp',
      status: 500,
    });
  });

  it('pause the engine when they are not read (pitfall 1.6)', async () => {
    let written = 0;
    const { client } = await setUp({
      routes: {
        'GET /containers/a/logs': (_, response) => {
          const chunk = Buffer.alloc(65_536);
          const more = () => {
            while (!response.destroyed && written < 64 * 1024 * 1024) {
              written += chunk.length;
              if (!response.write(chunk)) {
                response.once('drain', more);
                return;
              }
            }
          };
          more();
        },
      },
    });
    const stream = await client.open('GET', enginePath`/containers/${'a'}/logs`);
    await client.request('GET', enginePath`/version`);
    expect(written).toBeLessThan(16 * 1024 * 1024);
    stream.destroy();
  });
});
