import { basename } from 'node:path';
import type { containerCopyCalls } from '@contract/container-copies';
import type { TaskKind } from '@contract/tasks';
import type { Cache } from '../../cache/types';
import { parseImageRef } from '../../engine/image-ref';
import { enginePath } from '../../engine/path';
import type { Connection, EngineClient } from '../../engine/types';
import type { CallHandlers } from '../../ipc/types';
import { saveArchive } from '../../tasks/save-images';
import type { TaskSpec, Tasks } from '../../tasks/tasks';
import { bulk } from '../bulk';
import { bindTest } from '../probe-ports';
import { inspect } from '../recreate/wait-well';
import { copySpec, makeCopy, planCopies } from './duplicate';
import type { Trash } from './undo-delete';

export interface CopyOptions {
  connection: Connection;
  cache: Cache;
  tasks: Tasks;
  /** What was deleted last. */
  trash: Trash;
  /** Asks where to save; null when nobody chose. */
  chooseTarget(name: string): Promise<string | null>;
}

type Work = (client: EngineClient, ...run: Parameters<TaskSpec['run']>) => ReturnType<TaskSpec['run']>;

/** The handlers of the calls that make something out of a container: copies, an image, an archive. */
export function containerCopyHandlers(
  options: CopyOptions,
): Pick<CallHandlers, keyof typeof containerCopyCalls> {
  const { connection, cache, tasks, trash } = options;
  const api = () => connection.row.version?.negotiated ?? '1.41';
  const nameOf = (id: string) => cache.get('containers', id)?.name ?? id.slice(0, 12);
  const start = (kind: TaskKind, subject: string, epoch: number, work: Work, patient = false) => {
    const { client, release } = connection.borrow(epoch);
    const run: TaskSpec['run'] = (signal, update) => work(client, signal, update).finally(release);
    return { taskId: tasks.start({ kind, subject, patient, run }) };
  };
  return {
    'containers.restore': ({ epoch, ids }) => {
      const client = connection.require(epoch);
      return bulk(ids, (id) => trash.restore(client, connection.row.endpoint.url, api(), id));
    },
    'containers.planCopies': ({ epoch, id, count }) =>
      planCopies(connection.require(epoch), id, count, {
        rows: [...cache.rows('containers').values()],
        test: connection.row.endpoint.remote ? null : bindTest,
      }),
    'containers.copy': async ({ epoch, id, copies, start }) => {
      const client = connection.require(epoch);
      const spec = await copySpec(client, await inspect(client, id), api(), {
        anonymous: 'new',
        address: false,
      });
      const byName = new Map(copies.map((copy) => [copy.name, copy]));
      return bulk([...byName.keys()], async (name) => {
        const copy = byName.get(name);
        if (copy) await makeCopy(client, spec, copy, start);
      });
    },
    // Not to be broken off: the engine goes on committing, so a cancelled one could still make its image.
    'containers.commit': ({ epoch, id, ref, author, message, pause }) =>
      start(
        'commit',
        ref ?? nameOf(id),
        epoch,
        async (client) => {
          const name = ref === undefined ? null : parseImageRef(ref);
          const made = await client.request<{ Id: string }>('POST', enginePath`/commit`, {
            query: {
              container: id,
              author: author || undefined,
              comment: message || undefined,
              pause: pause ? 1 : 0,
              ...(name && { repo: name.name, tag: name.tag ?? 'latest' }),
            },
            body: {},
            timeoutMs: Number.POSITIVE_INFINITY,
          });
          return { kind: 'commit', imageId: made.Id };
        },
        true,
      ),
    'containers.export': async ({ epoch, id }) => {
      connection.require(epoch);
      const path = await options.chooseTarget(`${nameOf(id)}.tar`);
      if (path === null) return null;
      return start('export', basename(path), epoch, (client, signal, update) =>
        saveArchive(
          () =>
            client.open('GET', enginePath`/containers/${id}/export`, {
              signal,
              timeoutMs: Number.POSITIVE_INFINITY,
            }),
          path,
          signal,
          update,
        ),
      );
    },
  };
}
