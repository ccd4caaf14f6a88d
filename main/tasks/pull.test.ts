import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import type { Cache } from '../cache/types';
import { type PullRequest, pullImage, type RegistryAuth } from './pull';
import { createTasks, type Tasks } from './tasks';

const digest = `sha256:${'d'.repeat(64)}`;

describe('a pull', () => {
  let engine: TestEngine;
  let cache: Cache;
  let tasks: Tasks;
  let play: (response: ServerResponse) => void;
  let present: boolean;
  let id: string;

  beforeEach(async () => {
    present = true;
    id = 'sha256:1';
    engine = await startTestEngine(({ path }, response) => {
      if (path === '/images/create') play(response);
      else if (present) json(response, { Id: id });
      else json(response, { message: 'No such image' }, 404);
    });
    cache = createCache();
    tasks = createTasks({ cache, connection: engine.connection });
  });

  afterEach(async () => {
    await tasks.dispose();
    await engine.dispose();
  });

  const pull = (request: string | PullRequest, auth: RegistryAuth = async () => null) => {
    const what = typeof request === 'string' ? { ref: request } : request;
    const client = engine.connect();
    return tasks.start({
      kind: 'pull',
      subject: what.ref,
      run: (signal, update) => pullImage(client, what, auth, signal, update),
    });
  };
  const end = (id: string) =>
    vi.waitFor(() => {
      const row = cache.get('tasks', id);
      if (!row || row.state === 'running') throw new Error('still running');
      return row;
    });
  const lines = (response: ServerResponse, ...messages: object[]) => {
    response.writeHead(200);
    for (const message of messages) response.write(`${JSON.stringify(message)}\n`);
    return response;
  };

  it('adds the layers up and is done when the engine says so', async () => {
    play = (response) =>
      lines(
        response,
        { status: 'Pulling from library/nginx', id: 'latest' },
        { status: 'Downloading', id: 'a'.repeat(12), progressDetail: { current: 10, total: 100 } },
        { status: 'Already exists', id: 'b'.repeat(12) },
        { status: 'Pull complete', id: 'a'.repeat(12) },
        { status: 'Status: Downloaded newer image for nginx:latest' },
      ).end();
    expect(await end(pull('nginx'))).toMatchObject({
      state: 'done',
      progress: { current: 100, total: 100 },
      message: 'Status: Downloaded newer image for nginx:latest',
      layers: [{ status: 'Pull complete' }, { status: 'Already exists' }],
    });
  });

  it.each([
    ['nginx', 'nginx', 'latest'],
    ['localhost:5000/app:1', 'localhost:5000/app', '1'],
    [`nginx@${digest}`, 'nginx', digest],
    [`nginx:1@${digest}`, 'nginx', digest],
  ])('asks for %s and never for all tags', async (ref, fromImage, tag) => {
    play = (response) => lines(response, { status: 'Digest: x' }).end();
    await end(pull(ref));
    const asked = engine.requests.find(({ path }) => path === '/images/create');
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ fromImage, tag });
  });

  it('fails with the words of the registry inside a 200 stream', async () => {
    play = (response) =>
      lines(
        response,
        { status: 'Pulling' },
        { errorDetail: { message: 'toomanyrequests: slow down' }, error: 'x' },
      ).end();
    expect(await end(pull('nginx'))).toMatchObject({
      state: 'failed',
      error: { code: 'registry', message: 'toomanyrequests: slow down' },
    });
  });

  it.each([
    [404, 'manifest for nginx:nope not found: manifest unknown: manifest unknown'],
    [404, 'pull access denied for nope, repository does not exist'],
    [500, 'Head "https://registry.invalid/v2/": dial tcp: lookup registry.invalid: no such host'],
    [401, 'unauthorized: incorrect username or password'],
  ])('fails with the words of the registry before the stream (%i)', async (status, message) => {
    play = (response) => json(response, { message }, status);
    expect(await end(pull('nginx'))).toMatchObject({
      state: 'failed',
      error: { code: 'registry', message, status },
    });
  });

  it('asks for another platform, and for all tags only when told to', async () => {
    play = (response) => lines(response, { status: 'Digest: x' }).end();
    await end(pull({ ref: 'nginx', platform: 'linux/arm64' }));
    const asked = () => engine.requests.filter(({ path }) => path === '/images/create').at(-1)?.query;
    expect(Object.fromEntries(asked() ?? [])).toEqual({
      fromImage: 'nginx',
      tag: 'latest',
      platform: 'linux/arm64',
    });
    expect((await end(pull({ ref: 'nginx', allTags: true }))).result).toMatchObject({ imageId: null });
    expect(Object.fromEntries(asked() ?? [])).toEqual({ fromImage: 'nginx' });
    play = (response) => lines(response, { status: 'Pulling' }).end();
    expect((await end(pull({ ref: 'nginx', allTags: true }))).state).toBe('failed');
  });

  it('sends the login of the image’s own registry, and none elsewhere', async () => {
    play = (response) => lines(response, { status: 'Digest: x' }).end();
    const auth = async (registry: string) => (registry === 'r.example' ? 'login' : null);
    const sent = () => engine.requests.filter(({ path }) => path === '/images/create').at(-1)?.raw.headers;
    await end(pull('r.example/app', auth));
    expect(sent()?.['x-registry-auth']).toBe('login');
    await end(pull('r.example.evil/app', auth));
    expect(sent()?.['x-registry-auth']).toBeUndefined();
  });

  it('tells which image had the name before, where it was another one', async () => {
    play = (response) => {
      id = 'sha256:2';
      lines(response, { status: 'Digest: x' }).end();
    };
    expect((await end(pull('nginx'))).result).toEqual({
      kind: 'pull',
      imageId: 'sha256:2',
      replaced: 'sha256:1',
    });
    play = (response) => lines(response, { status: 'Digest: x' }).end();
    expect((await end(pull('nginx'))).result).toMatchObject({ replaced: null });
  });

  it('does not blame the registry for a full disk', async () => {
    play = (response) => json(response, { message: 'write /var/lib/x: no space left on device' }, 500);
    expect(await end(pull('nginx'))).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  });

  it('is no success when the stream breaks off', async () => {
    play = (response) => {
      lines(response, { status: 'Pulling' });
      setImmediate(() => response.destroy());
    };
    expect((await end(pull('nginx'))).state).toBe('failed');
  });

  it('looks for the image when the stream ends without a last word', async () => {
    play = (response) => lines(response, { status: 'Pulling' }).end();
    expect((await end(pull('nginx'))).state).toBe('done');
    present = false;
    expect(await end(pull('nginx'))).toMatchObject({ state: 'failed', error: { code: 'not-found' } });
  });

  it('destroys the request when it is cancelled, and says so', async () => {
    let closed = false;
    play = (response) => {
      lines(response, { status: 'Pulling' });
      response.on('close', () => {
        closed = true;
      });
    };
    const id = pull('nginx');
    await vi.waitFor(() => expect(cache.get('tasks', id)?.message).toBe('Pulling'));
    tasks.cancel(id);
    expect(await end(id)).toMatchObject({ state: 'cancelled', error: null });
    await vi.waitFor(() => expect(closed).toBe(true));
  });
});
