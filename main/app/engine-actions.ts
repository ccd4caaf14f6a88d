import type { EngineAction } from '@contract/engine';
import { type BrowserWindow, dialog } from 'electron';
import type { Cache } from '../cache/types';
import type { ControlService } from '../engine/providers/control';
import { stopQuestion } from './engine-words';
import type { Notifier } from './notifier';
import type { Texts } from './texts';

/** What the tray does to the engine; failures are told by notification. */
export interface EngineActions {
  start(): Promise<void>;
  /** Asks first where containers run, naming them. */
  stop(): Promise<void>;
  /** Likewise. */
  restart(): Promise<void>;
}

export function createEngineActions(deps: {
  control: Pick<ControlService, 'perform'>;
  cache: Cache;
  notifier: Notifier;
  window: () => BrowserWindow | null;
  t: Texts;
}): EngineActions {
  const { control, cache, notifier, t } = deps;

  const perform = async (action: EngineAction) => {
    try {
      await control.perform(action);
    } catch (error) {
      notifier.show({
        title: t(`engine-control:failed.${action}`),
        body: error instanceof Error ? error.message : String(error),
      });
    }
  };

  async function agreed(action: 'stop' | 'restart'): Promise<boolean> {
    const question = stopQuestion(
      action,
      cache.get('engine', 'current'),
      cache.rows('containers').values(),
      t,
    );
    if (!question) return true;
    const box = {
      type: 'warning' as const,
      ...question,
      buttons: [t('common:cancel'), t(`engine-control:${action}`)],
      defaultId: 0,
      cancelId: 0,
    };
    const window = deps.window();
    const { response } = await (window?.isVisible()
      ? dialog.showMessageBox(window, box)
      : dialog.showMessageBox(box));
    return response === 1;
  }

  return {
    start: () => perform('start'),
    stop: async () => {
      if (await agreed('stop')) await perform('stop');
    },
    restart: async () => {
      if (await agreed('restart')) await perform('restart');
    },
  };
}
