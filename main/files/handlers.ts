import { basename } from 'node:path';
import type { Cache } from '../cache/types';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers, StreamHandlers } from '../ipc/types';
import type { TaskSpec, Tasks } from '../tasks/tasks';
import { createFolder, remove, rename } from './change';
import { readChanges } from './changes';
import type { Chosen } from './chosen';
import { download, findSource } from './download';
import { createListing } from './list';
import { preview } from './preview';
import { saveText } from './save';
import { followPath } from './stat';
import { takenNames, upload } from './upload';

export interface FilesDeps {
  connection: Connection;
  cache: Cache;
  tasks: Tasks;
  chosen: Chosen;
  /** Shows a save dialog; null when the user cancelled. */
  chooseTarget(defaultName: string): Promise<string | null>;
  /** Shows an open dialog; empty when the user cancelled. */
  openFiles(kind: 'files' | 'folder'): Promise<string[]>;
}

type Name = Extract<keyof CallHandlers, `files.${string}`>;

export interface FilesHandlers {
  calls: Pick<CallHandlers, Name>;
  streams: Pick<StreamHandlers, 'files.list'>;
  dispose(): void;
}

/** The handlers of all that the Files tab asks for. */
export function filesHandlers(deps: FilesDeps): FilesHandlers {
  const { connection, cache, tasks, chosen } = deps;
  const listing = createListing({ connection });
  const subject = (id: string, path: string) =>
    `${cache.get('containers', id)?.name ?? id.slice(0, 12)}:${path}`;
  /** Whatever comes of it, what was known of the container's files is known no more. */
  const changing = async <T>(id: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      listing.forget(id);
    }
  };

  /** A copy goes on where it is, also when Lighter moves to another engine meanwhile. */
  const start = (
    kind: TaskSpec['kind'],
    what: string,
    epoch: number,
    work: (client: EngineClient, ...run: Parameters<TaskSpec['run']>) => ReturnType<TaskSpec['run']>,
  ) => {
    const { client, release } = connection.borrow(epoch);
    const run: TaskSpec['run'] = (signal, update) => work(client, signal, update).finally(release);
    return { taskId: tasks.start({ kind, subject: what, run }) };
  };

  const calls: FilesHandlers['calls'] = {
    'files.changes': ({ id }) => readChanges(connection.require(), id),
    'files.find': async ({ id, path }) => {
      const found = await followPath(connection.require(), id, path);
      return found && { path: found.path, type: found.stat.type };
    },
    'files.read': ({ id, path }) => preview(connection.require(), id, path),
    'files.save': ({ epoch, id, path, text, version, overwrite }) =>
      changing(id, saveText(connection.require(epoch), id, path, text, overwrite ? null : version)),
    'files.createFolder': async ({ epoch, id, folder, name }) => {
      await changing(id, createFolder(connection.require(epoch), id, folder, name));
      return null;
    },
    'files.rename': async ({ epoch, id, path, name }) => {
      await changing(id, rename(connection.require(epoch), id, path, name));
      return null;
    },
    'files.remove': ({ epoch, id, paths }) => changing(id, remove(connection.require(epoch), id, paths)),
    'files.download': async ({ epoch, id, path }) => {
      const source = await findSource(connection.require(epoch), id, path);
      const to = await deps.chooseTarget(source.fileName);
      if (to === null) return null;
      return start('download', subject(id, path), epoch, async (client, signal, update) => {
        let bytes = 0;
        await download(client, id, source, to, signal, (current) => {
          bytes = current;
          update({ progress: { current, total: source.size }, message: basename(to) });
        });
        return { kind: 'save', path: to, bytes };
      });
    },
    'files.choose': async ({ kind }) => chosen.keep(await deps.openFiles(kind)),
    'files.upload': async ({ epoch, id, folder, token, overwrite }) => {
      const paths = chosen.paths(token);
      const taken = await takenNames(connection.require(epoch), id, folder, paths);
      if (taken.length > 0 && !overwrite) return { taken };
      const fresh = paths.map((path) => basename(path)).filter((name) => !taken.includes(name));
      return start('upload', subject(id, folder), epoch, async (client, signal, update) => {
        const sent = upload(client, id, { folder, fresh }, paths, signal, ({ current, total, name }) =>
          update({ progress: { current, total }, message: name }),
        );
        await changing(id, sent);
        return null;
      });
    },
  };
  return { calls, streams: { 'files.list': listing.handler }, dispose: listing.dispose };
}
