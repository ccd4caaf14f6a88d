import type { TaskRow, TaskState } from '@contract/tasks';
import type { Shape, Tone } from '../../ui/state-mark';

const looks: Record<TaskState, { shape: Shape; tone: Tone }> = {
  running: { shape: 'spin', tone: 'warn' },
  done: { shape: 'dot', tone: 'ok' },
  failed: { shape: 'cross', tone: 'bad' },
  cancelled: { shape: 'ring', tone: 'idle' },
};

/** Colour and shape of a task's state. */
export const taskLook = (state: TaskState) => looks[state];

/** Running tasks first, then the newest. */
export function sortTasks(tasks: Iterable<TaskRow>): TaskRow[] {
  const rank = (task: TaskRow) => (task.state === 'running' ? 0 : 1);
  return [...tasks].sort((a, b) => rank(a) - rank(b) || b.startedAt - a.startedAt);
}
