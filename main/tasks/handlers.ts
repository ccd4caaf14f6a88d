import type { CallHandlers } from '../ipc/types';
import type { Tasks } from './tasks';

/** The handlers of `tasks.*`. */
export function taskHandlers({
  tasks,
}: {
  tasks: Tasks;
}): Pick<CallHandlers, 'tasks.cancel' | 'tasks.clear'> {
  return {
    'tasks.cancel': ({ id }) => {
      tasks.cancel(id);
      return null;
    },
    'tasks.clear': () => {
      tasks.clear();
      return null;
    },
  };
}
