import type { ContainerUpdate, containerChangeCalls } from '@contract/container-changes';
import type { Cache } from '../cache/types';
import { enginePath } from '../engine/path';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { renamedMarks } from '../settings/changes';
import type { SettingsStore } from '../settings/store';
import { bulk } from './bulk';
import { rename } from './container-actions';

type Name = keyof typeof containerChangeCalls;

/** A frozen cgroup takes its time, ms. */
const updateTimeout = 60_000;

/** The handlers of the calls that change what a container is. */
export function containerChangeHandlers({
  connection,
  cache,
  settings,
}: {
  connection: Connection;
  cache: Cache;
  settings: Pick<SettingsStore, 'current' | 'set'>;
}): Pick<CallHandlers, Name> {
  return {
    'containers.rename': async ({ epoch, id, name }) => {
      const before = cache.get('containers', id)?.name;
      const { url } = connection.row.endpoint;
      await rename(connection.require(epoch), id, name);
      const { marks } = settings.current;
      if (before !== undefined && marks[url]) settings.set({ marks: renamedMarks(marks, url, before, name) });
      return null;
    },
    'containers.update': ({ epoch, ids, change }) => {
      const client = connection.require(epoch);
      const body = updateBody(change);
      return bulk(ids, (id) =>
        client.request('POST', enginePath`/containers/${id}/update`, { body, timeoutMs: updateTimeout }),
      );
    },
  };
}

/** The body of `POST /containers/{id}/update`, as `docker update` sends it. Pure. */
export function updateBody({ restart, memory, memorySwap, cpus, pids }: ContainerUpdate) {
  return {
    ...(restart && {
      RestartPolicy: {
        Name: restart.name,
        MaximumRetryCount: restart.name === 'on-failure' ? restart.retries : 0,
      },
    }),
    ...(memory !== undefined && { Memory: memory }),
    ...(memorySwap !== undefined && { MemorySwap: memorySwap }),
    ...(cpus !== undefined && { NanoCpus: Math.round(cpus * 1e9) }),
    ...(pids !== undefined && { PidsLimit: pids }),
  };
}
