import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LighterError } from '@contract/errors';
import type { TaskKind } from '@contract/tasks';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import type { WithWait } from '../registries/limits';
import { cleanImages } from '../tasks/clean-images';
import { importImage, loadImages } from '../tasks/load-images';
import { pullImage, type RegistryAuth } from '../tasks/pull';
import { pushImage } from '../tasks/push';
import { saveImages } from '../tasks/save-images';
import type { TaskSpec, Tasks } from '../tasks/tasks';

type Name = `images.${'pull' | 'push' | 'save' | 'chooseArchive' | 'load' | 'import' | 'cleanUp'}`;
type Work = (client: EngineClient, ...run: Parameters<TaskSpec['run']>) => ReturnType<TaskSpec['run']>;

export interface ImageTaskOptions {
  connection: Connection;
  tasks: Tasks;
  auth: RegistryAuth;
  withWait: WithWait;
  /** Asks where to save; null when nobody chose. */
  chooseTarget(name: string): Promise<string | null>;
  /** Asks for an archive; null when nobody chose. */
  chooseArchive(): Promise<string | null>;
}

/** The handlers of the `images.*` calls that take their time. */
export function imageTaskHandlers(options: ImageTaskOptions): Pick<CallHandlers, Name> {
  const { connection, tasks, auth, withWait } = options;
  /** Paths that somebody has chosen; the page only knows their ids. */
  const chosen = new Map<string, string>();
  const pathOf = (id: string) => {
    const path = chosen.get(id);
    if (path === undefined)
      throw new LighterError({ code: 'invalid-input', message: 'Choose the file again.' });
    return path;
  };
  // Such work goes on where it is, also when Lighter moves to another engine meanwhile.
  const start = (kind: TaskKind, subject: string, epoch: number, work: Work) => {
    const { client, release } = connection.borrow(epoch);
    const run: TaskSpec['run'] = (signal, update) => work(client, signal, update).finally(release);
    return { taskId: tasks.start({ kind, subject, run }) };
  };

  const refused = (reference: string) => async (error: unknown) => {
    throw await withWait(reference, error);
  };

  return {
    'images.pull': ({ epoch, ...what }) =>
      start('pull', what.ref, epoch, (client, signal, update) =>
        pullImage(client, what, auth, signal, update).catch(refused(what.ref)),
      ),
    'images.push': ({ epoch, ref }) =>
      start('push', ref, epoch, (client, signal, update) =>
        pushImage(client, ref, auth, signal, update).catch(refused(ref)),
      ),
    'images.save': async ({ epoch, keys }) => {
      connection.require(epoch);
      const path = await options.chooseTarget(archiveName(keys));
      if (path === null) return null;
      return start('save', basename(path), epoch, (client, signal, update) =>
        saveImages(client, keys, path, signal, update),
      );
    },
    'images.chooseArchive': async () => {
      const path = await options.chooseArchive();
      if (path === null) return null;
      const { size } = await stat(path);
      const id = randomUUID();
      chosen.set(id, path);
      return { id, path, bytes: size };
    },
    'images.load': ({ epoch, file }) => {
      const path = pathOf(file);
      return start('load', basename(path), epoch, (client, signal, update) =>
        loadImages(client, path, signal, update),
      );
    },
    'images.import': ({ epoch, file, name, changes }) => {
      const path = pathOf(file);
      return start('import', name ?? basename(path), epoch, (client, signal, update) =>
        importImage(client, path, { name, changes }, signal, update),
      );
    },
    'images.cleanUp': ({ epoch, keys }) =>
      start('cleanup', '', epoch, (client, signal, update) => cleanImages(client, keys, signal, update)),
  };
}

/** A file name for an archive of these: `nginx-1.27.tar`, `images.tar`. Pure. */
export function archiveName(keys: readonly string[]): string {
  const [first = ''] = keys;
  if (keys.length !== 1) return 'images.tar';
  const plain = first.replace(/^sha256:/, '').slice(0, first.startsWith('sha256:') ? 12 : undefined);
  return `${plain.replace(/[^a-zA-Z0-9._-]+/g, '-')}.tar`;
}
