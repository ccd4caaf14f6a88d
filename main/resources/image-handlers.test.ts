import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, startTestEngine, type TestEngine, type TestRequest } from '../cache/testing/test-engine';
import { imageHandlers } from './image-handlers';

const id = `sha256:${'a'.repeat(64)}`;

describe('images.*', () => {
  let engine: TestEngine;
  let answer: (request: TestRequest, response: ServerResponse) => void;

  beforeEach(async () => {
    engine = await startTestEngine((request, response) => answer(request, response));
    engine.connect();
  });

  afterEach(async () => {
    await engine.dispose();
  });

  const handlers = () =>
    imageHandlers({
      connection: engine.connection,
      auth: async () => null,
      withWait: async (_tag, error) => error as never,
    });

  it('removes tags and ids, and says who holds what stays', async () => {
    const message =
      'conflict: unable to remove repository reference "nginx:1" (must force) - container 1 is using its referenced image 2';
    answer = ({ path }, response) => {
      if (path === `/images/${id}`) json(response, [{ Deleted: id }]);
      else json(response, { message }, 409);
    };
    expect(await handlers()['images.remove']({ epoch: 1, keys: [id, 'me/nginx:1'], force: false })).toEqual([
      { id, ok: true },
      {
        id: 'me/nginx:1',
        ok: false,
        error: expect.objectContaining({ code: 'in-use', message, status: 409 }),
      },
    ]);
    expect(engine.requests.map(({ path }) => path).sort()).toEqual(['/images/me/nginx:1', `/images/${id}`]);
  });

  it('reads what the run form needs, bearing nulls and odd ports', async () => {
    answer = (_request, response) =>
      json(response, {
        Id: id,
        Config: {
          ExposedPorts: { '443/tcp': {}, '80/tcp': {}, '53/udp': {}, '90': {}, 'x/tcp': {}, '0/tcp': {} },
          Cmd: ['nginx'],
          Entrypoint: null,
          Env: ['A=1'],
          Volumes: { '/data': {} },
        },
      });
    expect(await handlers()['images.defaults']({ key: 'nginx' })).toEqual({
      id,
      ports: [
        { containerPort: 53, protocol: 'udp' },
        { containerPort: 80, protocol: 'tcp' },
        { containerPort: 90, protocol: 'tcp' },
        { containerPort: 443, protocol: 'tcp' },
      ],
      command: ['nginx'],
      entrypoint: [],
      env: ['A=1'],
      volumes: ['/data'],
    });
  });

  it('has no defaults for an image that is not there, but an error where the engine fails', async () => {
    answer = (_request, response) => json(response, { message: 'No such image: x:1' }, 404);
    expect(await handlers()['images.defaults']({ key: 'x:1' })).toBeNull();
    answer = (_request, response) => json(response, { message: 'oops' }, 500);
    await expect(handlers()['images.defaults']({ key: 'x:1' })).rejects.toMatchObject({ message: 'oops' });
  });

  it('compares an image with what its registry has, by digest', async () => {
    const digest = `sha256:${'d'.repeat(64)}`;
    let known: string[] = [`nginx@${digest}`];
    answer = ({ path }, response) => {
      if (path === '/distribution/nginx:latest/json') json(response, { Descriptor: { digest } });
      else json(response, { RepoDigests: known });
    };
    const check = () => handlers()['images.checkUpdate']({ tag: 'nginx' });
    expect(await check()).toEqual({ state: 'current', digest });
    known = [`nginx@sha256:${'e'.repeat(64)}`, `other@${digest}`];
    expect(await check()).toEqual({ state: 'newer', digest });
    known = [`other@${digest}`];
    expect(await check()).toEqual({ state: 'local', digest: null });
    answer = ({ path }, response) =>
      path.startsWith('/distribution')
        ? json(response, { message: 'toomanyrequests' }, 429)
        : json(response, { RepoDigests: [`nginx@${digest}`] });
    await expect(check()).rejects.toMatchObject({ code: 'registry', message: 'toomanyrequests' });
  });

  it('reads the history', async () => {
    answer = (_request, response) =>
      json(response, [{ Id: '<missing>', Created: 5, CreatedBy: 'RUN x', Size: 7, Comment: '', Tags: null }]);
    expect(await handlers()['images.history']({ id })).toEqual([
      { id: '<missing>', createdAt: 5000, createdBy: 'RUN x', size: 7, comment: '', tags: [] },
    ]);
  });
});
