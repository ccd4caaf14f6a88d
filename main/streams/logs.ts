import type { Connection } from '../engine/types';
import type { StreamHandlers } from '../ipc/types';

/** The handler of `containers.logs`. */
export function logsStream(_deps: { connection: Connection }): Pick<StreamHandlers, 'containers.logs'> {
  throw new Error('not yet');
}
