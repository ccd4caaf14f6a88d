import type { TaskRow } from '@contract/tasks';
import { expect, it } from 'vitest';
import { sortTasks } from './task-look';

const task = (id: string, state: TaskRow['state'], startedAt: number): TaskRow => ({
  id,
  kind: 'pull',
  subject: id,
  state,
  startedAt,
  endedAt: null,
  progress: null,
  layers: [],
  message: '',
  step: null,
  cancelling: false,
  error: null,
  result: null,
  engine: 'default',
});

it('shows what runs first, then the newest', () => {
  const tasks = [
    task('a', 'done', 1),
    task('b', 'running', 0),
    task('c', 'failed', 3),
    task('d', 'running', 2),
  ];
  expect(sortTasks(tasks).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
});
