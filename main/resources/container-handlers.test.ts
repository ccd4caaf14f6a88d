import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunForm } from '@contract/run-form';
import type { Settings } from '@contract/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import {
  frame,
  json,
  startTestEngine,
  type TestEngine,
  type TestRequest,
} from '../cache/testing/test-engine';
import { containerHandlers } from './container-handlers';
import { createProtection } from './protection';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const form: RunForm = {
  image: 'nginx:latest',
  name: 'webserver',
  ports: [{ hostPort: 80, containerPort: 80, protocol: 'tcp' }],
  env: [{ name: 'PASSWORD', value: 'hunter2' }],
  volumes: [],
  command: [],
  restart: 'no',
};

describe('containers.*', () => {
  let engine: TestEngine;
  let answer: (request: TestRequest, response: ServerResponse) => void;
  let folder: string;
  let chosen: string | null;
  let marks: Settings['marks'];
  const chooseFile = vi.fn(async () => chosen);

  beforeEach(async () => {
    answer = (_request, response) => response.writeHead(204).end();
    engine = await startTestEngine((request, response) => answer(request, response));
    engine.connect();
    marks = {};
    folder = await mkdtemp(join(tmpdir(), 'lighter-'));
    chosen = join(folder, 'web.log');
  });

  afterEach(async () => {
    await engine.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const handlers = () =>
    containerHandlers({
      connection: engine.connection,
      cache: createCache(),
      protect: createProtection({
        settings: { current: { marks } },
        cache: createCache(),
        connection: engine.connection,
      }),
      trash: { look: async () => new Map(), keep: () => undefined },
      chooseFile,
      openFile: async () => null,
    });
  const asked = () => engine.requests.map(({ method, path }) => `${method} ${path}`);

  it('deletes a protected container only when its name was typed, also by a shortened id', async () => {
    marks = { [engine.connection.row.endpoint.url]: { pinned: [], protected: ['precious'] } };
    answer = ({ method, path }, response) => {
      if (method === 'GET') json(response, { Name: path.includes('aaaa') ? '/precious' : '/other' });
      else response.writeHead(204).end();
    };
    const remove = (ids: string[], typed?: string[]) =>
      handlers()['containers.remove']({ epoch: 1, ids, force: true, volumes: false, typed });
    const deleted = () => asked().filter((one) => one.startsWith('DELETE'));
    expect(await remove([a, b])).toMatchObject([
      { id: a, ok: false, error: { code: 'protected' } },
      { id: b, ok: true },
    ]);
    expect(await remove([a.slice(0, 12)], ['other'])).toMatchObject([{ ok: false }]);
    expect(deleted()).toEqual([`DELETE /containers/${b}`]);
    expect(await remove([a], ['precious'])).toEqual([{ id: a, ok: true }]);
    expect(deleted()).toHaveLength(2);
  });

  it('acts on each and gives an outcome for each; what is so already is success', async () => {
    answer = ({ path }, response) => {
      if (path.startsWith(`/containers/${a}`)) response.writeHead(304).end();
      else json(response, { message: 'No such container' }, 404);
    };
    expect(await handlers()['containers.start']({ epoch: 1, ids: [a, b] })).toEqual([
      { id: a, ok: true },
      {
        id: b,
        ok: false,
        error: expect.objectContaining({ code: 'not-found', message: 'No such container' }),
      },
    ]);
  });

  it.each([
    ['containers.pause', 'pause'],
    ['containers.resume', 'unpause'],
    ['containers.kill', 'kill'],
    ['containers.start', 'start'],
  ] as const)('%s is POST %s', async (name, action) => {
    await handlers()[name]({ epoch: 1, ids: [a] });
    expect(asked()).toEqual([`POST /containers/${a}/${action}`]);
  });

  it.each(['stop', 'restart'] as const)('gives a container the time it has to %s', async (action) => {
    answer = ({ path }, response) => {
      if (path.endsWith('/json')) json(response, { Config: { StopTimeout: 3 } });
      else response.writeHead(204).end();
    };
    expect(await handlers()[`containers.${action}`]({ epoch: 1, ids: [a] })).toEqual([{ id: a, ok: true }]);
    expect(asked()).toEqual([`GET /containers/${a}/json`, `POST /containers/${a}/${action}`]);
    expect(engine.requests[1]?.query.size).toBe(0);
  });

  it('removes with or without force and volumes', async () => {
    await handlers()['containers.remove']({ epoch: 1, ids: [a], force: true, volumes: false });
    expect(asked()).toEqual([`DELETE /containers/${a}`]);
    expect(Object.fromEntries(engine.requests[0]?.query ?? [])).toEqual({ force: '1', v: '0' });
  });

  it('refuses what was asked on an older connection', async () => {
    const stale = handlers()['containers.remove']({ epoch: 0, ids: [a], force: true, volumes: true });
    await expect(stale).rejects.toMatchObject({ code: 'stale-engine' });
    expect(engine.requests).toEqual([]);
  });

  it('creates and starts, with nothing but the name in the URL', async () => {
    answer = ({ path }, response) => {
      if (path === '/containers/create') json(response, { Id: a, Warnings: ['careful'] }, 201);
      else response.writeHead(204).end();
    };
    expect(await handlers()['containers.run']({ epoch: 1, form, start: true })).toEqual({
      id: a,
      warnings: ['careful'],
    });
    expect(asked()).toEqual(['POST /containers/create', `POST /containers/${a}/start`]);
    expect(engine.requests[0]?.raw.url).not.toContain('hunter2');
    expect(Object.fromEntries(engine.requests[0]?.query ?? [])).toEqual({ name: 'webserver' });
    expect(engine.requests[0]?.body).toMatchObject({ Image: 'nginx:latest', Env: ['PASSWORD=hunter2'] });
  });

  it('only creates when it is not to start', async () => {
    answer = (_request, response) => json(response, { Id: a }, 201);
    expect(await handlers()['containers.run']({ epoch: 1, form, start: false })).toEqual({
      id: a,
      warnings: [],
    });
    expect(asked()).toEqual(['POST /containers/create']);
  });

  it('removes a container that would not start, and says why in the words of the engine', async () => {
    const message = 'driver failed: Bind for 0.0.0.0:80 failed: port is already allocated';
    answer = ({ method, path }, response) => {
      if (path === '/containers/create') json(response, { Id: a }, 201);
      else if (method === 'DELETE') response.writeHead(204).end();
      else json(response, { message }, 500);
    };
    await expect(handlers()['containers.run']({ epoch: 1, form, start: true })).rejects.toMatchObject({
      code: 'conflict',
      message,
      status: 500,
    });
    expect(asked().at(-1)).toBe(`DELETE /containers/${a}`);
  });

  it('says so when even that failed', async () => {
    answer = ({ path }, response) => {
      if (path === '/containers/create') json(response, { Id: a }, 201);
      else json(response, { message: 'no' }, 500);
    };
    await expect(handlers()['containers.run']({ epoch: 1, form, start: true })).rejects.toMatchObject({
      message: 'no',
      detail: expect.stringContaining('could not be removed'),
    });
  });

  it('calls a name that is taken a conflict', async () => {
    const message = 'Conflict. The container name "/webserver" is already in use by container "x".';
    answer = (_request, response) => json(response, { message }, 409);
    await expect(handlers()['containers.run']({ epoch: 1, form, start: true })).rejects.toMatchObject({
      code: 'conflict',
      message,
    });
  });

  describe('saveLogs', () => {
    const log = (play: (response: ServerResponse) => void, tty = false) => {
      answer = ({ path }, response) => {
        if (path.endsWith('/json')) json(response, { Config: { Tty: tty } });
        else {
          response.writeHead(200);
          play(response);
        }
      };
    };
    const save = () => handlers()['containers.saveLogs']({ id: a, timestamps: true });

    it('writes what docker logs prints', async () => {
      log((response) => response.end(Buffer.concat([frame(1, 'one\n'), frame(2, 'tŵo\n')])));
      expect(await save()).toEqual({ path: chosen, bytes: 9 });
      expect(await readFile(chosen ?? '', 'utf8')).toBe('one\ntŵo\n');
      expect(Object.fromEntries(engine.requests[1]?.query ?? [])).toMatchObject({
        tail: 'all',
        timestamps: '1',
      });
      expect(chooseFile).toHaveBeenLastCalledWith('aaaaaaaaaaaa.log');
    });

    it('writes a terminal as it is', async () => {
      log((response) => response.end('{"a":1}\r\n'), true);
      await save();
      expect(await readFile(chosen ?? '', 'utf8')).toBe('{"a":1}\r\n');
    });

    it.each<[string, (response: ServerResponse) => void]>([
      ['breaks off', (response) => response.write(frame(1, 'one\n'), () => response.destroy())],
      ['ends within a frame', (response) => response.end(frame(1, 'one\n').subarray(0, 10))],
    ])('leaves no file when the log %s', async (_name, play) => {
      log(play);
      await expect(save()).rejects.toMatchObject({ code: 'engine-unreachable' });
      expect(await readdir(folder)).toEqual([]);
    });

    it('asks the engine nothing when the user cancels', async () => {
      chosen = null;
      expect(await save()).toBeNull();
      expect(engine.requests).toEqual([]);
    });
  });
});
