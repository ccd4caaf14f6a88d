import type { TaskRow } from '@contract/tasks';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyPatches, useMirror } from '../../store/mirror';
import { taskEnd } from './task-end';

const task = (state: TaskRow['state']): TaskRow => ({
  id: 't',
  kind: 'pull',
  subject: 'nginx',
  state,
  startedAt: 0,
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
const set = (row: TaskRow | null) =>
  useMirror.setState((mirror) => ({
    ...mirror,
    tables: applyPatches(mirror.tables, [{ table: 'tasks', key: 't', row }]),
  }));

describe('waiting for a task', () => {
  beforeEach(() => set(null));

  it('ends with its last row, also when the row comes late', async () => {
    const end = taskEnd('t', new AbortController().signal);
    set(task('running'));
    set(task('failed'));
    await expect(end).resolves.toMatchObject({ state: 'failed' });
  });

  it('ends at once for a task that has ended', async () => {
    set(task('done'));
    await expect(taskEnd('t', new AbortController().signal)).resolves.toMatchObject({ state: 'done' });
  });

  it('gives up when told to, or when the row goes', async () => {
    const abort = new AbortController();
    const end = taskEnd('t', abort.signal);
    abort.abort();
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });

    set(task('running'));
    const other = taskEnd('t', new AbortController().signal);
    set(null);
    await expect(other).rejects.toMatchObject({ code: 'cancelled' });
  });
});
