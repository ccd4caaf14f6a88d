import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildForm, BuildMessage } from '@contract/builds';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import type { Cache } from '../cache/types';
import { createTasks, type Tasks } from '../tasks/tasks';
import { type Builds, createBuilds } from './builds';
import { createHistory, type History } from './history';

const canary = 'hunter2-canary';
const form: BuildForm = {
  dockerfile: 'Dockerfile',
  tags: ['me/app:1'],
  args: [
    { name: 'VERSION', value: '2', secret: false },
    { name: 'TOKEN', value: canary, secret: true },
  ],
  target: '',
  platform: '',
  noCache: true,
  pull: false,
  builder: 'classic',
  secrets: [],
  ssh: false,
};

let folder: string;
let kept: string;
let engine: TestEngine;
let cache: Cache;
let tasks: Tasks;
let history: History;
let builds: Builds;
let play: (response: ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-build-'));
  kept = mkdtempSync(join(tmpdir(), 'lighter-builds-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM busybox\nARG TOKEN\nRUN false\n');
  engine = await startTestEngine(({ path }, response) => {
    if (path === '/build') play(response);
    else json(response, { Os: 'linux', Version: '20.10' });
  });
  engine.connect();
  cache = createCache();
  tasks = createTasks({ cache, connection: engine.connection });
  history = createHistory({ folder: kept, cache });
  const connection = {
    ...engine.connection,
    borrow: () => ({ client: engine.connect(), target: null, release: () => undefined }),
  };
  builds = createBuilds({
    cache,
    connection: connection as never,
    tasks,
    history,
    logins: { find: async () => null, isOurs: async () => false },
    env: {},
    findBuildx: async () => null,
  });
});

afterEach(async () => {
  await tasks.dispose();
  await engine.dispose();
  rmSync(folder, { recursive: true });
  rmSync(kept, { recursive: true });
});

const say = (...messages: object[]) => {
  play = (response) => void response.end(messages.map((one) => `${JSON.stringify(one)}\n`).join(''));
};
const ended = (id: string) =>
  vi.waitFor(() => {
    const row = cache.get('builds', id);
    if (!row || row.state === 'running') throw new Error('still running');
    return row;
  });
const files = () =>
  readdirSync(kept)
    .map((name) => readFileSync(join(kept, name), 'utf8'))
    .join('\n');

describe('a build', () => {
  it('tells its steps, is done with an image, and is kept without its secrets', async () => {
    say(
      { stream: 'Step 1/3 : FROM busybox\n' },
      { stream: 'Step 2/3 : ARG TOKEN\n' },
      { stream: ` ---> Running in 01\nStep 3/3 : RUN echo ${canary}\n` },
      { stream: canary.slice(0, 5) },
      { stream: `${canary.slice(5)}\n` },
      { aux: { ID: 'sha256:1' } },
      { stream: 'Successfully built 1\n' },
    );
    const { buildId, taskId } = builds.start(1, folder, form);
    expect(await ended(buildId)).toMatchObject({
      name: 'me/app:1',
      state: 'done',
      taskId,
      builder: 'classic',
      imageId: 'sha256:1',
      steps: { total: 3, done: 3, cached: 0 },
      context: { files: 1 },
    });
    const asked = engine.requests.find(({ path }) => path === '/build');
    expect(JSON.parse(asked?.query.get('buildargs') ?? '')).toEqual({ VERSION: '2', TOKEN: canary });
    expect(files()).toContain('RUN echo [hidden]');
    expect(files()).toContain('"VERSION"');
    expect(files()).not.toContain(canary);
    expect(JSON.stringify(cache.snapshot())).not.toContain(canary);
    const { record } = await history.read(buildId);
    expect(record.form.args[1]).toEqual({ name: 'TOKEN', value: '', secret: true });
  });

  it('marks the line that failed, with the builder’s words free of secrets', async () => {
    say(
      { stream: 'Step 1/3 : FROM busybox\nStep 2/3 : ARG TOKEN\nStep 3/3 : RUN false\n' },
      { error: `The command 'false ${canary}' returned a non-zero code: 1` },
    );
    const { buildId, taskId } = builds.start(1, folder, form);
    expect(await ended(buildId)).toMatchObject({ state: 'failed', imageId: null });
    const { record } = await history.read(buildId);
    expect(record).toMatchObject({
      failedLine: 3,
      error: { message: "The command 'false [hidden]' returned a non-zero code: 1" },
    });
    await vi.waitFor(() => expect(cache.get('tasks', taskId)?.error?.message).toContain('[hidden]'));
    expect(files()).not.toContain(canary);
  });

  it('marks the line of a Dockerfile that cannot be read', async () => {
    play = (response) =>
      json(response, { message: 'dockerfile parse error line 2: unknown instruction: X' }, 400);
    const { buildId } = builds.start(1, folder, form);
    await ended(buildId);
    expect((await history.read(buildId)).record.failedLine).toBe(2);
  });

  it('sends a Dockerfile from elsewhere along, out of reach of what is copied', async () => {
    const other = mkdtempSync(join(tmpdir(), 'lighter-other-'));
    const dockerfile = join(other, 'web.Dockerfile');
    writeFileSync(dockerfile, 'FROM busybox\nRUN true\n');
    writeFileSync(join(folder, '.dockerignore'), 'secret');
    play = (response) =>
      json(response, { message: `${asked().get('dockerfile')} parse error line 2: unknown x` }, 400);
    const asked = () => engine.requests.find(({ path }) => path === '/build')?.query ?? new URLSearchParams();
    const { buildId } = builds.start(1, folder, { ...form, dockerfile });
    await ended(buildId);
    const name = asked().get('dockerfile') ?? '';
    expect(name).toMatch(/^\.dockerfile\.[0-9a-f]{16}$/);
    const sent = engine.requests.find(({ path }) => path === '/build')?.text ?? '';
    expect(sent).toContain('FROM busybox\nRUN true\n');
    expect(sent).toContain(`secret\n${name}\n`);
    const { record } = await history.read(buildId);
    expect(record.dockerfile).toBe('FROM busybox\nRUN true\n');
    expect(record.error?.message).toBe(`${dockerfile} parse error line 2: unknown x`);
    expect(record.failedLine).toBe(2);
    rmSync(other, { recursive: true });
  });

  it('is no success when the stream ends without an image', async () => {
    say({ stream: 'Step 1/3 : FROM busybox\n' });
    expect(await ended(builds.start(1, folder, form).buildId)).toMatchObject({ state: 'failed' });
  });

  it('is cancelled: the request is cut, the step under way says so', async () => {
    let closed = false;
    play = (response) => {
      response.write(`${JSON.stringify({ stream: 'Step 1/3 : FROM busybox\n' })}\n`);
      response.on('close', () => {
        closed = true;
      });
    };
    const { buildId, taskId } = builds.start(1, folder, form);
    await vi.waitFor(() => expect(cache.get('builds', buildId)?.steps.total).toBe(1));
    tasks.cancel(taskId);
    expect(await ended(buildId)).toMatchObject({ state: 'cancelled' });
    const { record } = await history.read(buildId);
    expect(record.steps).toMatchObject([{ state: 'cancelled' }]);
    expect(record.error).toBeNull();
    await vi.waitFor(() => expect(closed).toBe(true));
  });

  it('is watched: what is there first, then what is new, then the end', async () => {
    let go = () => {};
    play = (response) => {
      response.write(`${JSON.stringify({ stream: 'Step 1/3 : FROM busybox\nfirst\n' })}\n`);
      go = () =>
        response.end(`${JSON.stringify({ stream: 'second\n' })}\n${JSON.stringify({ error: 'x' })}\n`);
    };
    const { buildId } = builds.start(1, folder, form);
    await vi.waitFor(() => expect(cache.get('builds', buildId)?.steps.total).toBe(1));
    const seen: (BuildMessage | null)[] = [];
    await builds.watch(buildId, (message) => seen.push(message));
    expect(seen).toMatchObject([{ kind: 'record' }, { kind: 'output', text: 'first\n' }]);
    go();
    await ended(buildId);
    expect(seen.slice(2)).toMatchObject([{ kind: 'output', text: 'second\n' }, { kind: 'record' }, null]);
  });
});

describe('the history', () => {
  it('is there after a new start, and forgets what it is told to', async () => {
    say({ aux: { ID: 'sha256:1' } });
    const { buildId } = builds.start(1, folder, form);
    await ended(buildId);
    const later = createCache();
    const again = createHistory({ folder: kept, cache: later });
    expect(later.get('builds', buildId)).toMatchObject({ name: 'me/app:1', state: 'done' });
    again.forget([buildId]);
    expect(later.rows('builds').size).toBe(0);
    expect(readdirSync(kept)).toEqual(['index.json']);
    await expect(again.read(buildId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('counts as empty when its list cannot be read', () => {
    writeFileSync(join(kept, 'index.json'), '{"builds":[{"id":"../../etc"}, 3');
    const later = createCache();
    createHistory({ folder: kept, cache: later });
    expect(later.rows('builds').size).toBe(0);
    expect(later.get('lists', 'builds')?.state).toBe('ready');
  });
});
