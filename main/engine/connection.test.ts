import { rm } from 'node:fs/promises';
import type { EngineRow } from '@contract/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from './connection';
import { enginePath } from './path';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './testing/fake-engine';
import { backOff, defaultTiming, type Timing } from './timing';
import type { Connection, EngineClient, EngineEvent } from './types';

const quick: Partial<Timing> = {
  heartbeat: 150,
  pingDeadline: 100,
  patientDeadline: 1000,
  versionDeadline: 500,
  eventsGrace: 100,
  startingAfter: 30,
  goneGrace: 30,
  retry: { first: 20, local: 50, remote: 100 },
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Story {
  connection: Connection;
  states: string[];
  rows: EngineRow[];
  events: EngineEvent[];
  clients: EngineClient[];
}

function connect(env: NodeJS.ProcessEnv, timing: Partial<Timing> = {}): Story {
  const connection = createConnection({ env, timing: { ...quick, ...timing } });
  const story: Story = { connection, states: [], rows: [], events: [], clients: [] };
  connection.onChange((row) => {
    story.rows.push(row);
    if (story.states.at(-1) !== row.state) story.states.push(row.state);
  });
  connection.onEvent((event) => story.events.push(event));
  connection.onConnected((client) => story.clients.push(client));
  cleanups.push(() => connection.dispose());
  connection.start();
  return story;
}

async function fake(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const engine = await startFakeEngine(options);
  cleanups.push(() => engine.dispose());
  return engine;
}

const is = (story: Story, state: EngineRow['state']) =>
  vi.waitFor(() => expect(story.connection.row.state).toBe(state), { timeout: 5000, interval: 5 });

async function running(options: FakeEngineOptions = {}, timing: Partial<Timing> = {}) {
  const engine = await fake(options);
  const story = connect({ DOCKER_HOST: engine.url }, timing);
  await is(story, 'running');
  return { engine, story };
}

describe('connecting', () => {
  it('tells what answered, where, and which API version is spoken', async () => {
    const { engine, story } = await running({ api: '1.99', minApi: '1.44' });
    expect(story.connection.row).toMatchObject({
      epoch: 1,
      reason: null,
      endpoint: {
        url: engine.url,
        source: 'DOCKER_HOST',
        context: 'default',
        host: 'localhost',
        remote: false,
      },
      version: {
        product: 'Docker Engine',
        engine: '20.10.24',
        api: '1.99',
        minApi: '1.44',
        negotiated: '1.51',
      },
    });
    expect(story.clients).toHaveLength(1);
    expect(story.connection.require(1)).toBe(story.clients[0]);
    expect(() => story.connection.require(0)).toThrow(expect.objectContaining({ code: 'stale-engine' }));
  });

  it('subscribes first: the event stream is attached before anybody lists (pitfall 1.5)', async () => {
    const engine = await fake();
    const connection = createConnection({ env: { DOCKER_HOST: engine.url }, timing: quick });
    cleanups.push(() => connection.dispose());
    const watchers = new Promise<number>((resolve) => connection.onConnected(() => resolve(engine.watchers)));
    connection.start();
    expect(await watchers).toBe(1);
    const events = engine.requests.find(({ path }) => path === '/events');
    expect(Math.abs(Number(events?.query.get('since')) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('does not wait for event headers that come with the first event only (pitfall 1.2: Podman)', async () => {
    const { engine, story } = await running({ lateEventHeaders: true });
    engine.emit({ Type: 'container', Action: 'died', Actor: { ID: 'a' }, time: 5, timeNano: 5 });
    await vi.waitFor(() => expect(story.events).toMatchObject([{ action: 'died', id: 'a' }]));
  });

  it.each([
    [{ api: '1.30' }, 'api-too-old'],
    [{ api: '9.0', minApi: '9.0' }, 'api-too-new'],
    [{ version: { ApiVersion: 'x', MinAPIVersion: null } }, 'bad-answer'],
  ] as const)('refuses %j', async (options, code) => {
    const engine = await fake(options);
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'unresponsive');
    expect(story.connection.row.reason?.code).toBe(code);
    expect(story.connection.client).toBeNull();
  });

  it('answers with nothing but the reason for an endpoint that cannot be used', async () => {
    const story = connect({ DOCKER_HOST: 'ssh://me:secret@host' });
    await is(story, 'missing');
    expect(story.connection.row.reason?.code).toBe('bad-endpoint');
    expect(JSON.stringify(story.rows)).not.toContain('secret');
    expect(() => story.connection.require()).toThrow(expect.objectContaining({ code: 'engine-unreachable' }));
  });
});

describe('an engine that is not there', () => {
  it('is missing while there is no socket, and told at once when it comes', async () => {
    const engine = await fake();
    await engine.closeSocket();
    // Attempts this rare can only be helped by the watch on the socket's folder.
    const slow = { retry: { first: 60_000, local: 60_000, remote: 60_000 } };
    const story = connect({ DOCKER_HOST: engine.url }, slow);
    await is(story, 'missing');
    expect(story.connection.row.reason?.code).toBe('no-socket');
    await engine.start();
    await is(story, 'running');
  });

  it('is stopped while its socket refuses, and found again without a watch', async () => {
    const engine = await fake({ tcp: true });
    await engine.kill();
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'stopped');
    expect(story.connection.row.reason?.code).toBe('connection-refused');
    await engine.start();
    await is(story, 'running');
  });

  it('is looked for at once on retry', async () => {
    const engine = await fake({ tcp: true });
    await engine.kill();
    const story = connect(
      { DOCKER_HOST: engine.url },
      { retry: { first: 60_000, local: 60_000, remote: 60_000 } },
    );
    await is(story, 'stopped');
    await engine.start();
    story.connection.retry();
    await is(story, 'running');
  });

  it('is starting while it accepts but does not answer yet', async () => {
    const engine = await fake();
    await engine.kill();
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'stopped');
    engine.freeze();
    await engine.start();
    await is(story, 'starting');
    // Longer than a ping's deadline: having been absent a moment ago, it is not taken for frozen.
    await vi.waitFor(() => expect(story.connection.row.reason?.code).toBe('no-answer'));
    expect(story.connection.row.state).toBe('starting');
    engine.thaw();
    await is(story, 'running');
  });

  it('is unresponsive when it was frozen from the first look on', async () => {
    const engine = await fake();
    engine.freeze();
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'unresponsive');
    engine.thaw();
    await is(story, 'running');
  });

  it('is starting while it answers 500 after it was absent', async () => {
    const engine = await fake();
    await engine.kill();
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'stopped');
    engine.on('GET /_ping', (_: unknown, response: { writeHead(status: number): { end(): void } }) =>
      response.writeHead(503).end(),
    );
    await engine.start();
    await is(story, 'starting');
  });
});

describe('an engine that goes', () => {
  it('is told as stopped as soon as its event stream ends, not with the next heartbeat', async () => {
    const { engine, story } = await running({}, { heartbeat: 60_000 });
    const client = story.connection.require();
    await engine.kill();
    await is(story, 'stopped');
    expect(client.signal.aborted).toBe(true);
    expect(story.connection.client).toBeNull();
    expect(story.connection.row.version?.engine).toBe('20.10.24');
    await engine.start();
    await is(story, 'running');
    expect(story.connection.row.epoch).toBe(2);
    expect(story.clients.map(({ epoch }) => epoch)).toEqual([1, 2]);
    await expect(client.request('GET', enginePath`/info`)).rejects.toMatchObject({
      code: 'engine-unreachable',
    });
  });

  it('is stopping while its socket is closed but its events still come', async () => {
    const { engine, story } = await running();
    await engine.closeSocket();
    await is(story, 'stopping');
    expect(story.connection.client).toBeNull();
    await engine.kill();
    await is(story, 'stopped');
    expect(story.states).toEqual(['starting', 'running', 'stopping', 'stopped'].slice(-story.states.length));
  });

  // Linux tells who listens where; elsewhere this looks like a stop.
  it('is told as what it is when its socket file is deleted while it lives', async () => {
    const { engine, story } = await running();
    await rm(engine.socketPath);
    await is(story, 'unresponsive');
    expect(story.connection.row.reason).toMatchObject({
      code: 'socket-deleted',
      message: expect.stringContaining(`(process ${process.pid}) still listens at ${engine.socketPath}`),
    });
    expect(story.connection.client).toBeNull();
    // What is open stays open: the engine lives.
    expect(engine.watchers).toBe(1);
    await engine.closeSocket();
    await is(story, 'stopping');
    await engine.start();
    await is(story, 'running');
    expect(story.connection.row.epoch).toBe(2);
  });

  it('is told so too when the file was gone before Lighter came', async () => {
    const engine = await fake();
    await rm(engine.socketPath);
    const story = connect({ DOCKER_HOST: engine.url });
    await is(story, 'unresponsive');
    expect(story.connection.row.reason?.code).toBe('socket-deleted');
    expect(story.states).not.toContain('missing');
  });

  it('is another connection when its socket was replaced, though the old event stream still lives', async () => {
    const slow = { heartbeat: 60_000, retry: { first: 60_000, local: 60_000, remote: 60_000 } };
    const { engine, story } = await running({}, slow);
    await engine.closeSocket();
    await engine.start();
    await vi.waitFor(() => expect(story.connection.row.epoch).toBe(2));
    await is(story, 'running');
  });

  it('gets its API version negotiated anew when it comes back (pitfall 1.3: upgrade under a running app)', async () => {
    const { engine, story } = await running();
    await engine.kill();
    await is(story, 'stopped');
    engine.setVersion({ api: '1.45', minApi: '1.44' });
    await engine.start();
    await is(story, 'running');
    expect(story.connection.row.version?.negotiated).toBe('1.45');
  });

  it('is negotiated with anew when it answers with another version on the same socket', async () => {
    const { engine, story } = await running({ api: '1.41' });
    engine.setVersion({ api: '1.45', minApi: '1.24' });
    await vi.waitFor(() => expect(story.connection.row.version?.negotiated).toBe('1.45'), { timeout: 5000 });
    expect(story.connection.row).toMatchObject({ state: 'running', epoch: 2 });
  });

  it('is negotiated with anew when it refuses the version (pitfall 1.3)', async () => {
    const slow = { retry: { first: 60_000, local: 60_000, remote: 60_000 } };
    const { engine, story } = await running({}, slow);
    engine.setVersion({ api: '1.45', minApi: '1.44' });
    engine.on(
      'GET /info',
      (request: { version: string | null }, response: { writeHead(s: number): { end(t: string): void } }) =>
        request.version === '1.41'
          ? response.writeHead(400).end('{"message":"client version 1.41 is too old. Minimum is 1.44"}')
          : response.writeHead(200).end('{}'),
    );
    await expect(story.connection.require().request('GET', enginePath`/info`)).rejects.toThrow('too old');
    await vi.waitFor(() => expect(story.connection.row.epoch).toBe(2));
    await is(story, 'running');
    expect(await story.connection.require(2).request('GET', enginePath`/info`)).toEqual({});
  });
});

describe('an engine that falls silent (pitfall 1.1 #1: SIGSTOP)', () => {
  it('is unresponsive, and the same connection afterwards, told as connected again', async () => {
    const { engine, story } = await running();
    const client = story.connection.require();
    engine.freeze();
    await is(story, 'unresponsive');
    expect(story.connection.row.reason?.code).toBe('no-answer');
    expect(story.connection.client).toBeNull();
    expect(client.signal.aborted).toBe(false);
    engine.thaw();
    await is(story, 'running');
    expect(story.connection.row.epoch).toBe(1);
    expect(story.clients).toEqual([client, client]);
    expect(engine.watchers).toBe(1);
  });

  it('gets its event stream anew where that was lost in the silence (pitfall 1.5: half-open)', async () => {
    const { engine, story } = await running();
    engine.freeze();
    await is(story, 'unresponsive');
    engine.dropEvents();
    await vi.waitFor(() => expect(engine.watchers).toBe(0));
    engine.thaw();
    await is(story, 'running');
    await vi.waitFor(() => expect(engine.watchers).toBe(1));
    expect(story.clients).toHaveLength(2);
  });

  it('is noticed by a call that gets no answer, before the next heartbeat', async () => {
    const { engine, story } = await running({}, { heartbeat: 60_000 });
    engine.freeze();
    const call = story.connection.require().request('GET', enginePath`/info`, { timeoutMs: 20 });
    await expect(call).rejects.toMatchObject({ code: 'timeout' });
    await is(story, 'unresponsive');
  });

  it('counts each heartbeat as an answer', async () => {
    const { story } = await running();
    const first = story.connection.row.lastAnswerAt ?? 0;
    await vi.waitFor(() => expect(story.connection.row.lastAnswerAt ?? 0).toBeGreaterThan(first));
  });

  it('is seen within 7 s by the shipped timing', () => {
    expect(defaultTiming.heartbeat + defaultTiming.pingDeadline).toBeLessThan(7000);
  });
});

describe('an event stream that is lost while the engine lives (pitfall 1.5)', () => {
  const event = (id: string, time: number) => ({
    Type: 'container',
    Action: 'start',
    Actor: { ID: id },
    time,
    timeNano: time * 1e9,
  });

  it.each([
    ['its end', undefined],
    ['a cut line', '{"Type":"cont'],
  ])('by %s: it is resumed and everything read again', async (_, cut) => {
    const { engine, story } = await running({}, { heartbeat: 60_000 });
    engine.emit(event('a', 1700000000));
    await vi.waitFor(() => expect(story.events).toHaveLength(1));
    engine.dropEvents(cut);
    await vi.waitFor(() => expect(story.clients).toHaveLength(2));
    expect(
      engine.requests
        .filter(({ path }) => path === '/events')
        .at(-1)
        ?.query.get('since'),
    ).toBe('1699999999');
    engine.emit(event('a', 1700000000));
    engine.emit(event('b', 1700000001));
    await vi.waitFor(() => expect(story.events.map(({ id }) => id)).toEqual(['a', 'b']));
    expect(story.connection.row).toMatchObject({ state: 'running', epoch: 1 });
  });
});

describe('a proxy that cuts each stream as soon as it is open', () => {
  it('is a running engine, asked again with pauses', async () => {
    const engine = await fake({
      routes: {
        'GET /events': (_request, response) => {
          response.writeHead(200);
          response.flushHeaders();
          setTimeout(() => response.destroy(), 5);
        },
        'GET /info': (_request, response) => response.destroy(),
      },
    });
    const story = connect(
      { DOCKER_HOST: engine.url },
      // Not about an engine that answers late: on a busy machine a ping may take longer than `quick` allows.
      { heartbeat: 100_000, pingDeadline: 5000, retry: { first: 100, local: 200, remote: 200 } },
    );
    await is(story, 'running');
    const asked = () => engine.requests.filter(({ path }) => path === '/events').length;
    await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(4), { timeout: 5000 });
    const before = asked();
    // Each failed request wakes the connection to look at the engine, not to attach the stream at once.
    const failing = setInterval(() => {
      story.connection.client?.request('GET', enginePath`/info`).catch(() => undefined);
    }, 10);
    await new Promise((resolve) => setTimeout(resolve, 500));
    clearInterval(failing);
    expect(asked() - before).toBeLessThanOrEqual(4);
    expect(story.states.slice(story.states.indexOf('running'))).toEqual(['running']);
  });
});

describe('waiting', () => {
  it('backs off from 0.5 to 10 s with jitter for a remote engine, to 1 s for one of this machine', () => {
    expect(backOff(0, true, defaultTiming, 0)).toBe(500);
    expect(backOff(3, true, defaultTiming, 0)).toBe(4000);
    expect(backOff(50, true, defaultTiming, 0)).toBe(10_000);
    expect(backOff(50, true, defaultTiming, 1)).toBe(8000);
    expect(backOff(50, false, defaultTiming, 0)).toBe(1000);
  });

  it('ends with dispose, also in the middle of an unanswered call', async () => {
    const { engine, story } = await running();
    engine.freeze();
    const call = story.connection.require().request('GET', enginePath`/info`);
    const started = Date.now();
    const refused = expect(call).rejects.toMatchObject({ code: 'engine-unreachable' });
    await story.connection.dispose();
    await refused;
    expect(Date.now() - started).toBeLessThan(500);
    await vi.waitFor(() => expect(engine.watchers).toBe(0));
  });

  it('survives a listener that throws', async () => {
    const engine = await fake();
    const connection = createConnection({ env: { DOCKER_HOST: engine.url }, timing: quick });
    cleanups.push(() => connection.dispose());
    connection.onConnected(() => {
      throw new Error('mine');
    });
    connection.onChange(() => {
      throw new Error('mine too');
    });
    connection.start();
    await vi.waitFor(() => expect(connection.row.state).toBe('running'));
  });
});
