import { buildPlace, buildWords } from '@contract/build-words';
import type { TaskKind } from '@contract/tasks';
import type { SettingsStore } from '../settings/store';
import type { Tasks } from '../tasks/tasks';
import type { Notifier } from './notifier';
import type { Texts } from './texts';
import type { MainWindow } from './window';

interface TaskNoticesOptions {
  tasks: Tasks;
  settings: SettingsStore;
  window: MainWindow;
  notifier: Notifier;
  t: Texts;
  show(path?: string): void;
}

/** Kinds whose results are told on the containers' page. */
const onContainers = new Set<TaskKind>(['recreate', 'export', 'copy', 'download', 'upload']);

/** A desktop notification when a task ends and the window is not in front. A cancelled one needs none. */
export function tellTasks({ tasks, settings, window, notifier, t, show }: TaskNoticesOptions): void {
  tasks.onEnd((task) => {
    if (window.focused || !settings.current.notifyTasks || task.state === 'cancelled') return;
    const { kind, subject } = task;
    const failed = task.state === 'failed';
    const words = task.error && buildWords(task.error);
    notifier.show({
      title: t(`notifications:${failed ? 'failed' : 'done'}.${kind}`, { subject }),
      body: !failed
        ? t(`notifications:doneBody.${kind}`)
        : task.error?.build && words
          ? [t(`${words}.what`), buildPlace(task.error.build, t)].filter(Boolean).join('\n')
          : (task.error?.message ?? task.message),
      action: {
        label: t('notifications:open'),
        run: () => show(kind === 'build' ? '/builds' : onContainers.has(kind) ? '/containers' : '/images'),
      },
    });
  });
}
