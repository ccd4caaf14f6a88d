import type { ServerResponse } from 'node:http';
import { type LogPack, unpackLog } from '@contract/log-pack';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frame, json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { type TestSink, testSink, testVisibility } from '../cache/testing/test-sink';
import { logsStream } from './logs';

const id = 'a'.repeat(64);
const stamp = (n: number) => `2026-01-02T03:04:05.${String(n).padStart(9, '0')}Z`;
const line = (n: number, text: string) => frame(1, `${stamp(n)} ${text}\n`);

describe('containers.logs', () => {
  let engine: TestEngine;
  let sink: TestSink<LogPack>;
  let visibility: ReturnType<typeof testVisibility>;
  let running: boolean;
  let exists: boolean;
  let tty: boolean;
  /** The log requests that are open, in order. */
  let streams: ServerResponse[];
  let queries: URLSearchParams[];

  beforeEach(async () => {
    visibility = testVisibility();
    running = true;
    exists = true;
    tty = false;
    streams = [];
    queries = [];
    sink = testSink();
    engine = await startTestEngine(({ path, query }, response) => {
      if (!exists) json(response, { message: 'No such container' }, 404);
      else if (path.endsWith('/json')) json(response, { Config: { Tty: tty }, State: { Running: running } });
      else {
        response.writeHead(200);
        response.flushHeaders();
        streams.push(response);
        queries.push(query);
      }
    });
    engine.connect();
  });

  afterEach(async () => {
    sink.close();
    await engine.dispose();
  });

  const open = (tail = 100, span: { since?: string; until?: string } = {}) =>
    Promise.resolve(
      logsStream({ connection: engine.connection, visibility })['containers.logs'](
        { id, tail, ...span },
        sink,
      ),
    ).catch((error) => sink.fail(error));
  const stream = (n: number) =>
    vi.waitFor(() => {
      const found = streams[n];
      if (!found) throw new Error(`stream ${n} is not open`);
      return found;
    });
  const items = () => sink.items.flatMap(unpackLog);
  const told = () => items().map((item) => (item.kind === 'line' ? item.line.text : item.kind));

  it('asks for the last lines and follows, whatever the cuts', async () => {
    void open(7);
    const first = await stream(0);
    const bytes = Buffer.concat([line(1, 'hällo'), frame(2, `${stamp(2)} oops\n`)]);
    for (const byte of bytes) first.write(Buffer.from([byte]));
    await vi.waitFor(() => expect(told()).toEqual(['hällo', 'oops']));
    expect(items()[1]).toEqual({ kind: 'line', line: { time: stamp(2), stream: 'stderr', text: 'oops' } });
    expect(Object.fromEntries(queries[0] ?? [])).toEqual({
      follow: '1',
      stdout: '1',
      stderr: '1',
      timestamps: '1',
      tail: '7',
    });
  });

  it('begins and ends where it is told to, and does not wait for more then', async () => {
    void open(7, { since: '5', until: '9.5' });
    const first = await stream(0);
    first.end(line(1, 'old'));
    await vi.waitFor(() => expect(sink.signal.aborted).toBe(true));
    expect(told()).toEqual(['old']);
    expect(Object.fromEntries(queries[0] ?? [])).toMatchObject({
      follow: '0',
      since: '5',
      until: '9.5',
      tail: '7',
    });
  });

  it('reads a terminal without frames', async () => {
    tty = true;
    void open();
    (await stream(0)).write(`${stamp(1)} {"a":1}\r\n`);
    await vi.waitFor(() => expect(told()).toEqual(['{"a":1}']));
  });

  it('says that the container ended, waits for its start, and goes on without telling a line twice', async () => {
    void open();
    (await stream(0)).end(Buffer.concat([line(1, 'one'), line(2, 'two')]));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'two', 'ended']));
    engine.emit({ type: 'container', action: 'start', id: 'b'.repeat(64) });
    engine.emit({ type: 'container', action: 'start', id, time: 1 });
    (await stream(1)).write(Buffer.concat([line(2, 'two'), line(3, 'three')]));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'two', 'ended', 'reconnected', 'three']));
    expect(streams).toHaveLength(2);
    expect(queries[1]?.get('since')).toBe(`${Date.UTC(2026, 0, 2, 3, 4, 5) / 1000}.000000002`);
    expect(queries[1]?.get('tail')).toBe('all');
  });

  it('does not miss a start that comes before the old stream has ended', async () => {
    void open();
    const first = await stream(0);
    engine.emit({ type: 'container', action: 'start', id, time: 1 });
    first.end(line(1, 'one'));
    await stream(1);
    await vi.waitFor(() => expect(told()).toEqual(['one', 'ended', 'reconnected']));
  });

  it('goes on when the engine is back', async () => {
    void open();
    (await stream(0)).write(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one']));
    engine.lose();
    engine.connect();
    (await stream(1)).write(line(2, 'two'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'reconnected', 'two']));
  });

  it('makes no marks for a container that stayed stopped while the engine was away', async () => {
    running = false;
    void open();
    (await stream(0)).end(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'ended']));
    engine.lose();
    engine.connect();
    (await stream(1)).end(line(1, 'one'));
    engine.emit({ type: 'container', action: 'start', id, time: 1 });
    running = true;
    (await stream(2)).write(line(2, 'two'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'ended', 'reconnected', 'two']));
  });

  it('is not read while the window is hidden, and goes on without a gap or a mark when it is shown', async () => {
    void open();
    const first = await stream(0);
    const closed = new Promise((resolve) => first.on('close', resolve));
    first.write(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one']));
    visibility.set(false);
    await closed;
    engine.lose();
    engine.connect();
    visibility.set(true);
    (await stream(1)).write(Buffer.concat([line(1, 'one'), line(2, 'two')]));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'two']));
    expect(queries[1]?.get('since')).toBe(`${Date.UTC(2026, 0, 2, 3, 4, 5) / 1000}.000000001`);
    expect(streams).toHaveLength(2);
  });

  it('tells of the end and the start that came while the window was hidden', async () => {
    void open();
    (await stream(0)).write(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one']));
    visibility.set(false);
    running = false;
    visibility.set(true);
    (await stream(1)).end(line(2, 'two'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'two', 'ended']));
    visibility.set(false);
    engine.emit({ type: 'container', action: 'start', id, time: 1 });
    running = true;
    visibility.set(true);
    (await stream(2)).write(line(3, 'three'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'two', 'ended', 'reconnected', 'three']));
  });

  it('opens nothing for a window that is hidden from the start', async () => {
    visibility.set(false);
    void open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(engine.requests.filter(({ path }) => path.includes(id))).toEqual([]);
    visibility.set(true);
    await stream(0);
  });

  it('opens a stream that broke off on a living connection again', async () => {
    void open();
    const first = await stream(0);
    first.write(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one']));
    first.destroy();
    await vi.waitFor(() => expect(streams).toHaveLength(2), { timeout: 3000 });
    await vi.waitFor(() => expect(told()).toEqual(['one', 'reconnected']));
  });

  it('ends when the container is deleted', async () => {
    const done = open();
    (await stream(0)).end(line(1, 'one'));
    await vi.waitFor(() => expect(told()).toEqual(['one', 'ended']));
    exists = false;
    engine.emit({ type: 'container', action: 'destroy', id });
    await done;
    expect(sink.signal.aborted).toBe(true);
    expect(sink.error).toBeNull();
  });

  it('fails with the words of the engine', async () => {
    exists = false;
    await open();
    expect(sink.error).toMatchObject({ code: 'not-found', message: 'No such container' });
  });

  it('leaves the engine waiting while the view lags, and destroys the request with the view', async () => {
    void open();
    const first = await stream(0);
    const closed = new Promise((resolve) => first.on('close', resolve));
    sink.lag();
    const chunk = Buffer.concat(Array.from({ length: 1000 }, (_, n) => line(n, 'x'.repeat(100))));
    // The socket's buffers fill up: nobody reads any more.
    let sent = 0;
    while (first.write(chunk) || sent < 5_000_000) {
      sent += chunk.length;
      if (sent > 50_000_000) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.waitFor(() => expect(first.writableLength).toBeGreaterThan(0));
    const before = items().length;
    expect(before).toBeLessThan(20_000);
    sink.catchUp();
    await vi.waitFor(() => expect(items().length).toBeGreaterThan(before));
    sink.close();
    await closed;
  });
});
