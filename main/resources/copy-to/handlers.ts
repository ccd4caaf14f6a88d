import type { copyToCalls } from '@contract/copy-to';
import { LighterError } from '@contract/errors';
import type { Engines } from '../../engine/engines';
import type { Connection } from '../../engine/types';
import type { CallHandlers } from '../../ipc/types';
import type { TaskSpec, Tasks } from '../../tasks/tasks';
import { copyTo } from './copy-to';
import { planCopyTo } from './plan';

/** ms that another engine may take to be reached for a plan. */
const planLimit = 20_000;

/** The handlers of `copyTo.*`. */
export function copyToHandlers({
  connection,
  engines,
  tasks,
  nameOf,
}: {
  connection: Connection;
  engines: Pick<Engines, 'dial'>;
  tasks: Tasks;
  /** A container's name, by its id. */
  nameOf(id: string): string;
}): Pick<CallHandlers, keyof typeof copyToCalls> {
  return {
    'copyTo.plan': async ({ epoch, id, engine }) => {
      const source = connection.require(epoch);
      const target = await engines.dial(engine, AbortSignal.timeout(planLimit));
      try {
        if (target.endpoint.url === connection.row.endpoint.url)
          throw new LighterError({ code: 'invalid-input', message: 'That is the engine it is on.' });
        return await planCopyTo(source, target, id);
      } finally {
        target.release();
      }
    },
    'copyTo.start': ({ epoch, id, engine, name, volumes, start }) => {
      // Both go on where they are, also when Lighter moves to another engine meanwhile.
      const { client, release } = connection.borrow(epoch);
      const run: TaskSpec['run'] = async (signal, update) => {
        try {
          const target = await engines.dial(engine, signal);
          try {
            const made = await copyTo({ source: client, target, id, name, volumes, start, signal, update });
            return { kind: 'copy', id: made };
          } finally {
            target.release();
          }
        } finally {
          release();
        }
      };
      return { taskId: tasks.start({ kind: 'copy', subject: nameOf(id), patient: true, run }) };
    },
  };
}
