import { LighterError } from '@contract/errors';
import type { recreateCalls } from '@contract/recreate';
import type { Connection, EngineClient } from '../../engine/types';
import type { CallHandlers } from '../../ipc/types';
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
}: {
  connection: Connection;
  tasks: Tasks;
  auth: RegistryAuth;
  journal: Journal;
}): Pick<CallHandlers, keyof typeof recreateCalls> {
  /** Ids of the containers that are being replaced by this very process. */
  const active = new Set<string>();
  const api = () => connection.row.version?.negotiated ?? '1.41';
  const engine = () => connection.row.endpoint.url;

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
            });
            return { kind: 'recreate', id: made };
          } finally {
            active.delete(prepared.old.Id);
            release();
          }
        };
        const subject = prepared.old.Name.replace(/^\//, '');
        return { taskId: tasks.start({ kind: 'recreate', subject, patient: true, run }) };
      } catch (error) {
        release();
        throw error;
      }
    },
    'recreate.unfinished': ({ epoch }) => unfinishedOn(connection.require(epoch), engine(), journal, active),
    'recreate.settle': async ({ epoch, id, how }) => {
      const client: EngineClient = connection.require(epoch);
      await settle(client, journal, id, how);
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
