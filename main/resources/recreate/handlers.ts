import { LighterError } from '@contract/errors';
import type { recreateCalls } from '@contract/recreate';
import type { Connection, EngineClient } from '../../engine/types';
import type { CallHandlers } from '../../ipc/types';
import { renamedMarks } from '../../settings/changes';
import type { SettingsStore } from '../../settings/store';
import { pullImage, type RegistryAuth } from '../../tasks/pull';
import type { TaskSpec, Tasks } from '../../tasks/tasks';
import type { Journal } from './journal';
import { type Prepared, planOf, prepare } from './plan';
import { recreate } from './recreate';
import { settle, unfinishedOn } from './unfinished';

/** The handlers of `recreate.*`. */
export function recreateHandlers({
  connection,
  tasks,
  auth,
  journal,
  settings,
}: {
  connection: Connection;
  tasks: Tasks;
  auth: RegistryAuth;
  journal: Journal;
  settings: Pick<SettingsStore, 'current' | 'set'>;
}): Pick<CallHandlers, keyof typeof recreateCalls> {
  /** Ids of the containers that are being replaced by this very process. */
  const active = new Set<string>();
  const api = () => connection.row.version?.negotiated ?? '1.41';
  const engine = () => connection.row.endpoint.url;
  /** Pinned and protected stays what is replaced, under another name too. */
  const keepMarks = (url: string, from: string, to: string) => {
    const { marks } = settings.current;
    if (from !== to && marks[url]) settings.set({ marks: renamedMarks(marks, url, from, to) });
  };

  return {
    'recreate.plan': async ({ epoch, id, ...wish }) => {
      const client = connection.require(epoch);
      return planOf(client, await prepare(client, api(), id, wish));
    },
    'recreate.start': async ({ epoch, id, ...wish }) => {
      const version = api();
      const url = engine();
      // It goes on where it is, also when Lighter moves to another engine meanwhile.
      const { client, release } = connection.borrow(epoch);
      try {
        const prepared = await prepare(client, version, id, wish);
        if (prepared.refused) throw refusedError(prepared.refused);
        if (active.has(prepared.old.Id))
          throw new LighterError({ code: 'conflict', message: 'It is being replaced already.' });
        active.add(prepared.old.Id);
        const subject = prepared.old.Name.replace(/^\//, '');
        const run: TaskSpec['run'] = async (signal, update) => {
          try {
            if (!prepared.image) {
              update({ step: 'pull' });
              await pullImage(
                client,
                { ref: wish.image, platform: wish.edit?.to.platform },
                auth,
                signal,
                update,
              );
            }
            update({ progress: null, layers: [], message: '' });
            const { old, spec } = prepared.image ? prepared : await prepare(client, version, id, wish);
            const made = await recreate({
              ...{ client, engine: url, journal, old, spec, signal },
              tell: (step) => update({ step }),
              placed: (id, name) => {
                update({ result: { kind: 'recreate', id } });
                keepMarks(url, subject, name);
              },
            });
            return { kind: 'recreate', id: made };
          } finally {
            active.delete(prepared.old.Id);
            release();
          }
        };
        return { taskId: tasks.start({ kind: 'recreate', subject, patient: true, run }) };
      } catch (error) {
        release();
        throw error;
      }
    },
    'recreate.unfinished': ({ epoch }) => unfinishedOn(connection.require(epoch), engine(), journal, active),
    'recreate.settle': async ({ epoch, id, how }) => {
      const client: EngineClient = connection.require(epoch);
      const url = engine();
      const { name, newName } = await settle(client, journal, id, how);
      if (how === 'keep' && newName !== undefined) keepMarks(url, name, newName);
      return null;
    },
  };
}

function refusedError(why: NonNullable<Prepared['refused']>): LighterError {
  const words = {
    'auto-remove': 'It was started with --rm: it is deleted as soon as it stops, so there is no way back.',
    swarm: 'It belongs to a swarm service, which replaces its containers itself.',
    removing: 'It is being deleted.',
  };
  return new LighterError({ code: 'unsupported', message: words[why] });
}
