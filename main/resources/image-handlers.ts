import type { Cache } from '../cache/types';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import type { Tasks } from '../tasks/tasks';

type Name = Extract<keyof CallHandlers, `images.${string}`>;

/** The handlers of all `images.*` calls. */
export function imageHandlers(_deps: {
  connection: Connection;
  cache: Cache;
  tasks: Tasks;
}): Pick<CallHandlers, Name> {
  throw new Error('not yet');
}
