import type { CallHandlers } from '../ipc/types';
import type { Tasks } from './tasks';

/** The handlers of `tasks.*`. */
export function taskHandlers(_deps: { tasks: Tasks }): Pick<CallHandlers, 'tasks.cancel' | 'tasks.clear'> {
  throw new Error('not yet');
}
