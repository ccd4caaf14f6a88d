import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from './connection';
import type { Resolution } from './endpoint';
import { parseHost } from './host-url';
import { enginePath } from './path';
import { SshFailure } from './ssh-command';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from './testing/fake-engine';
import type { Connection } from './types';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function fake(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const engine = await startFakeEngine(options);
  cleanups.push(() => engine.dispose());
  return engine;
}

function at(url: string, name: string): Resolution {
  const { target, ...where } = parseHost(url, 'linux', null);
  return {
    ok: true,
    endpoint: { target, row: { ...where, source: 'chosen', context: name } },
    alternatives: [],
  };
}

const is = (connection: Connection, state: string) =>
  vi.waitFor(() => expect(connection.row.state).toBe(state), { timeout: 5000, interval: 5 });

/** A connection that goes where `choose` has said last. */
async function movable(first: FakeEngine) {
  let choice: Resolution = at(first.url, 'first');
  const connection = createConnection({ env: {}, chosen: async () => choice });
  cleanups.push(() => connection.dispose());
  connection.start();
  await is(connection, 'running');
  return {
    connection,
    choose(next: Resolution) {
      choice = next;
      connection.move();
    },
  };
}

describe('moving to another engine', () => {
  it('forgets the old one in the same step, refuses its epoch, and connects to the other', async () => {
    const [one, two] = [await fake(), await fake()];
    const { connection, choose } = await movable(one);
    const { epoch } = connection.row;
    choose(at(two.url, 'second'));
    expect(connection.row).toMatchObject({ state: 'starting', version: null, endpoint: { url: '' } });
    expect(connection.client).toBeNull();
    expect(() => connection.require(epoch)).toThrow(expect.objectContaining({ code: 'stale-engine' }));
    await is(connection, 'running');
    expect(connection.row.endpoint).toMatchObject({ url: two.url, context: 'second', source: 'chosen' });
    await vi.waitFor(() => expect(one.watchers).toBe(0));
  });

  it('cuts requests that are under way, without a word of the old engine afterwards', async () => {
    const [one, two] = [await fake(), await fake()];
    const { connection, choose } = await movable(one);
    one.freeze();
    const request = connection.require().request('GET', enginePath`/info`);
    const cut = expect(request).rejects.toMatchObject({ code: expect.stringMatching(/stale|unreachable/) });
    const rows: string[] = [];
    choose(at(two.url, 'second'));
    connection.onChange((row) => rows.push(`${row.state} ${row.endpoint.url}`));
    await cut;
    await is(connection, 'running');
    expect(rows.filter((row) => row.includes(one.url))).toEqual([]);
  });

  it('leaves what was lent at its engine, until that is given back', async () => {
    const [one, two] = [await fake({ routes: { 'GET /info': { Name: 'one' } } }), await fake()];
    const { connection, choose } = await movable(one);
    const { client, release } = connection.borrow(connection.row.epoch);
    choose(at(two.url, 'second'));
    await is(connection, 'running');
    expect(await client.request('GET', enginePath`/info`)).toEqual({ Name: 'one' });
    expect(client.signal.aborted).toBe(false);
    release();
  });

  it('ends what was lent when its engine is lost', async () => {
    const one = await fake();
    const { connection } = await movable(one);
    const { client, release } = connection.borrow();
    await one.kill();
    await vi.waitFor(() => expect(client.signal.aborted).toBe(true), { timeout: 5000 });
    release();
  });

  it('gives up at once an endpoint that does not answer', async () => {
    const [one, two] = [await fake(), await fake()];
    const { connection, choose } = await movable(one);
    const silent = await fake();
    silent.freeze();
    choose(at(silent.url, 'silent'));
    await vi.waitFor(() => expect(connection.row.endpoint.url).toBe(silent.url));
    const begin = Date.now();
    choose(at(two.url, 'second'));
    await is(connection, 'running');
    expect(connection.row.endpoint.context).toBe('second');
    expect(Date.now() - begin).toBeLessThan(1000);
  });
});

describe('an engine behind ssh', () => {
  it('says why there is no way to it, and where published ports would be', async () => {
    const connection = createConnection({
      env: { DOCKER_HOST: 'ssh://me@alias' },
      reach: {
        open: async () => {
          throw new SshFailure('host-key-unknown', 'Host key verification failed.');
        },
        hostOf: async () => 'build.example',
      },
    });
    cleanups.push(() => connection.dispose());
    connection.start();
    await is(connection, 'stopped');
    expect(connection.row).toMatchObject({
      reason: { code: 'host-key-unknown', message: 'Host key verification failed.' },
      endpoint: { url: 'ssh://me@alias', host: 'build.example', remote: true },
    });
  });
});
