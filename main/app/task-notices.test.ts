import type { BuildFault } from '@contract/errors';
import type { TaskRow } from '@contract/tasks';
import { expect, it, vi } from 'vitest';
import { tellTasks } from './task-notices';
import { createTexts } from './texts';

it('says of a failed build what failed and at which line', async () => {
  const { t } = await createTexts('en');
  const shown = vi.fn();
  let end: (row: TaskRow) => void = () => undefined;
  tellTasks({
    tasks: {
      onEnd: (listener: typeof end) => {
        end = listener;
      },
    } as never,
    settings: { current: { notifyTasks: true } } as never,
    window: { focused: false } as never,
    notifier: { show: shown } as never,
    t,
    show: vi.fn(),
  });
  const build: BuildFault = {
    kind: 'syntax',
    dockerfile: 'Dockerfile',
    step: null,
    line: 2,
    source: 'RUNN true',
  };
  end({
    kind: 'build',
    subject: 'me/app:1',
    state: 'failed',
    message: '',
    error: { code: 'invalid-input', message: 'unknown instruction: RUNN', build },
  } as TaskRow);
  expect(shown.mock.calls[0]?.[0]).toMatchObject({
    title: 'Could not build me/app:1',
    body: 'The Dockerfile cannot be read.\nLine 2 of Dockerfile: RUNN true',
  });
  end({
    kind: 'pull',
    subject: 'a:1',
    state: 'failed',
    error: { code: 'registry', message: 'denied' },
  } as TaskRow);
  expect(shown.mock.calls[1]?.[0]).toMatchObject({ body: 'denied' });
});
