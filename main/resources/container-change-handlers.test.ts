import { containerUpdate } from '@contract/container-changes';
import { type ContainerRow, signalName } from '@contract/containers';
import { defaultSettings } from '@contract/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCache } from '../cache/store';
import { json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { containerChangeHandlers } from './container-change-handlers';

const a = 'a'.repeat(64);

describe('changes in place', () => {
  let engine: TestEngine;

  beforeEach(async () => {
    engine = await startTestEngine(({ query }, response) => {
      if (query.get('name') === 'taken')
        json(
          response,
          { message: 'Conflict. The container name "/taken" is already in use by container x' },
          409,
        );
      else json(response, {});
    });
    engine.connect();
  });

  afterEach(() => engine.dispose());

  const cache = createCache();
  const settings = { current: defaultSettings, set: vi.fn() };
  const handlers = () => containerChangeHandlers({ connection: engine.connection, cache, settings });

  it('renames, and passes a clash on', async () => {
    const rename = handlers()['containers.rename'];
    await rename({ epoch: 1, id: a, name: 'web.2' });
    expect(engine.requests[0]).toMatchObject({ method: 'POST', path: `/containers/${a}/rename` });
    expect(engine.requests[0]?.query.get('name')).toBe('web.2');
    await expect(rename({ epoch: 1, id: a, name: 'taken' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets pin and protection follow the name', async () => {
    const { url } = engine.connection.row.endpoint;
    cache.set('containers', a, { id: a, name: 'web' } as ContainerRow);
    settings.current = {
      ...defaultSettings,
      marks: { [url]: { pinned: [], protected: ['web', 'db'] }, other: { pinned: ['web'], protected: [] } },
    };
    await handlers()['containers.rename']({ epoch: 1, id: a, name: 'site' });
    expect(settings.set).toHaveBeenCalledWith({
      marks: { [url]: { pinned: [], protected: ['site', 'db'] }, other: { pinned: ['web'], protected: [] } },
    });
  });

  it('sends only what is to be changed', async () => {
    const update = handlers()['containers.update'];
    await update({ epoch: 1, ids: [a], change: { restart: { name: 'always', retries: 5 }, pids: -1 } });
    await update({ epoch: 1, ids: [a], change: { memory: 64e6, memorySwap: 128e6, cpus: 0.1 } });
    expect(engine.requests.map(({ body }) => body)).toEqual([
      { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 }, PidsLimit: -1 },
      { Memory: 64e6, MemorySwap: 128e6, NanoCpus: 1e8 },
    ]);
  });

  it('takes no limit below what the engine can, and no signal that is none', () => {
    expect(containerUpdate.safeParse({ memory: 1024 }).success).toBe(false);
    expect(containerUpdate.safeParse({ privileged: true }).success).toBe(false);
    for (const good of ['TERM', 'SIGHUP', '15', 'RTMIN+3', 'sigusr1'])
      expect(signalName.safeParse(good).success).toBe(true);
    for (const bad of ['', '-9', 'TERM&x=1', 'A', '999', 'KILL 9'])
      expect(signalName.safeParse(bad).success).toBe(false);
  });
});
