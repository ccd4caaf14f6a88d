import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../../cache/store';
import { json, startTestEngine, type TestEngine } from '../../cache/testing/test-engine';
import type { Cache } from '../../cache/types';
import { createTasks, type Tasks } from '../../tasks/tasks';
import { copyNames } from './duplicate';
import { containerCopyHandlers } from './handlers';
import { createTrash, type Trash } from './undo-delete';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const container = {
  Id: a,
  Name: '/web',
  Image: 'sha256:1',
  State: { Running: true },
  Config: {
    Image: 'app:8',
    Env: ['MINE=1', 'VERSION=8'],
    Volumes: { '/data': {} },
    Hostname: a.slice(0, 12),
  },
  HostConfig: {
    NetworkMode: 'shop',
    PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '18080' }] },
    Binds: ['named:/named'],
  },
  NetworkSettings: { Networks: { shop: { IPAMConfig: { IPv4Address: '10.1.0.9' } } } },
  Mounts: [
    { Type: 'volume', Name: 'f00', Destination: '/data' },
    { Type: 'volume', Name: 'named', Destination: '/named' },
  ],
};

describe('copies of containers', () => {
  let engine: TestEngine;
  let cache: Cache;
  let tasks: Tasks;
  let folder: string;
  let chosen: string | null;
  let trash: Trash;
  let startStatus: number;
  let inspected: object;

  beforeEach(async () => {
    startStatus = 204;
    trash = createTrash();
    inspected = container;
    engine = await startTestEngine(({ method, path }, response) => {
      if (path === '/containers/create') json(response, { Id: b }, 201);
      else if (path === `/containers/${a}/json`) json(response, inspected);
      else if (path.startsWith('/images/'))
        json(response, { Id: 'sha256:1', Config: { Env: ['VERSION=8'], Volumes: { '/data': {} } } });
      else if (path.endsWith('/start') && startStatus !== 204)
        json(response, { message: 'port is already allocated' }, startStatus);
      else if (path.endsWith('/export')) {
        response.writeHead(200);
        response.write('half of it');
      } else response.writeHead(method === 'DELETE' ? 204 : 200).end();
    });
    engine.connect();
    cache = createCache();
    tasks = createTasks({ cache, connection: engine.connection });
    folder = await mkdtemp(join(tmpdir(), 'lighter-'));
    chosen = join(folder, 'web.tar');
  });

  afterEach(async () => {
    await tasks.dispose();
    await engine.dispose();
    await rm(folder, { recursive: true });
  });

  const handlers = () =>
    containerCopyHandlers({
      ...{ connection: engine.connection, cache, tasks, trash },
      chooseTarget: async () => chosen,
    });
  const asked = (method: string) =>
    engine.requests.filter((one) => one.method === method).map(({ path }) => path);
  const created = () => engine.requests.find(({ path }) => path === '/containers/create');

  it.each([
    ['web', [], ['web-2', 'web-3']],
    ['shop_web_1', ['shop_web_2'], ['shop_web_3', 'shop_web_4']],
    ['web.7', [], ['web.2', 'web.3']],
  ])('numbers copies of %s', (name, taken, names) => {
    expect(copyNames(name, new Set([name, ...taken]), 2)).toEqual(names);
  });

  it('plans free ports, and tells what is shared and what is new', async () => {
    const plan = await handlers()['containers.planCopies']({ epoch: 1, id: a, count: 2 });
    expect(plan).toMatchObject({ shared: ['named'], empty: ['/data'], dropsAddress: true });
    const [one, two] = plan.copies.map(({ ports }) => ports[0]);
    expect(one).toMatchObject({ containerPort: '80/tcp', from: 18080 });
    expect(one?.to).toBeGreaterThan(18080);
    expect(two?.to).toBeGreaterThan(one?.to ?? 0);
  });

  it('makes a copy with its own ports and volumes and without the address', async () => {
    const copy = { name: 'web-2', ports: [{ containerPort: '80/tcp', from: 18080, to: 18081 }] };
    await handlers()['containers.copy']({ epoch: 1, id: a, copies: [copy], start: true });
    expect(created()?.query.get('name')).toBe('web-2');
    expect(created()?.body).toMatchObject({
      Image: 'app:8',
      Env: ['MINE=1'],
      Volumes: { '/data': {} },
      HostConfig: {
        Binds: ['named:/named'],
        PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '18081' }] },
      },
      NetworkingConfig: { EndpointsConfig: { shop: {} } },
    });
    expect(created()?.body).not.toHaveProperty('HostConfig.Mounts');
    expect(asked('POST')).toContain(`/containers/${b}/start`);
  });

  it('gives a copy of a replaced container a volume of its own as well', async () => {
    const name = 'f0'.repeat(32);
    inspected = {
      ...container,
      HostConfig: {
        ...container.HostConfig,
        Mounts: [{ Type: 'volume', Source: name, Target: '/data' }],
      },
      Mounts: [{ Type: 'volume', Name: name, Destination: '/data' }],
    };
    await handlers()['containers.copy']({
      ...{ epoch: 1, id: a, start: false },
      copies: [{ name: 'web-2', ports: [] }],
    });
    expect(created()?.body).toMatchObject({ Volumes: { '/data': {} } });
    expect(JSON.stringify(created()?.body)).not.toContain(name);
  });

  it('leaves no copy that cannot be started', async () => {
    startStatus = 500;
    const copies = [{ name: 'web-2', ports: [] }];
    const [outcome] = await handlers()['containers.copy']({ epoch: 1, id: a, copies, start: true });
    expect(outcome).toMatchObject({ id: 'web-2', ok: false });
    expect(asked('DELETE')).toEqual([`/containers/${b}`]);
  });

  it.each([
    ['with its anonymous volumes', false],
    ['with new ones where they were deleted', true],
  ])('makes a deleted one anew, %s', async (_name, volumes) => {
    const calls = handlers();
    const known = await trash.look(engine.connection.require(), [a]);
    for (const old of known.values())
      trash.keep({ old, engine: engine.connection.row.endpoint.url, volumes });
    expect(await calls['containers.restore']({ epoch: 1, ids: [a] })).toEqual([{ id: a, ok: true }]);
    expect(created()?.query.get('name')).toBe('web');
    expect(created()?.body).toMatchObject({
      NetworkingConfig: { EndpointsConfig: { shop: { IPAMConfig: { IPv4Address: '10.1.0.9' } } } },
      Volumes: volumes ? { '/data': {} } : {},
    });
    const body = created()?.body as { HostConfig?: { Mounts?: unknown } } | undefined;
    expect(body?.HostConfig?.Mounts).toEqual(
      volumes ? undefined : [{ Type: 'volume', Source: 'f00', Target: '/data' }],
    );
    expect(asked('POST')).toContain(`/containers/${b}/start`);
    // It is back; a second time there is nothing to bring back.
    const [again] = await calls['containers.restore']({ epoch: 1, ids: [a] });
    expect(again).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('commits with what was typed, in the body nothing', async () => {
    const typed = { ref: 'shop/web:1', author: 'Kim', message: 'before the move', pause: false };
    handlers()['containers.commit']({ epoch: 1, id: a, ...typed });
    await vi.waitFor(() => expect(asked('POST')).toEqual(['/commit']));
    expect(Object.fromEntries(engine.requests[0]?.query ?? [])).toEqual({
      ...{ container: a, repo: 'shop/web', tag: '1', author: 'Kim', comment: 'before the move', pause: '0' },
    });
  });

  it('leaves no part of an export that is cancelled', async () => {
    const started = await handlers()['containers.export']({ epoch: 1, id: a });
    const { taskId = '' } = started ?? {};
    await vi.waitFor(async () => expect((await readdir(folder)).join()).toMatch(/partial$/));
    const [partial = ''] = await readdir(folder);
    await vi.waitFor(async () => expect(await readFile(join(folder, partial), 'utf8')).toBe('half of it'));
    tasks.cancel(taskId);
    await vi.waitFor(() => expect(cache.get('tasks', taskId)?.state).toBe('cancelled'));
    expect(await readdir(folder)).toEqual([]);
    chosen = null;
    expect(await handlers()['containers.export']({ epoch: 1, id: a })).toBeNull();
  });
});
