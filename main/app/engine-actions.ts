import { type BrowserWindow, dialog } from 'electron';
import type { Cache } from '../cache/types';
import type { ControlService } from '../engine/providers/control';
import type { Notifier } from './notifier';
import type { Texts } from './texts';

/** What the tray does to the engine; failures are told by notification. */
export interface EngineActions {
  start(): Promise<void>;
  /** Asks first where containers run, naming them. */
  stop(): Promise<void>;
}

const mostNamed = 10;

export function createEngineActions(deps: {
  control: Pick<ControlService, 'perform'>;
  cache: Cache;
  notifier: Notifier;
  window: () => BrowserWindow | null;
  t: Texts;
}): EngineActions {
  const { control, cache, notifier, t } = deps;

  const perform = async (action: 'start' | 'stop') => {
    try {
      await control.perform(action);
    } catch (error) {
      notifier.show({
        title: t(`engine-control:failed.${action}`),
        body: error instanceof Error ? error.message : String(error),
      });
    }
  };

  async function agreed(): Promise<boolean> {
    if (cache.get('engine', 'current')?.state !== 'running') return true;
    const names = [...cache.rows('containers').values()]
      .filter((row) => row.state === 'running' || row.state === 'paused' || row.state === 'restarting')
      .map((row) => row.name);
    if (names.length === 0) return true;
    const rest = names.length - mostNamed;
    const listed = names.slice(0, mostNamed).join('\n');
    const question = {
      type: 'warning' as const,
      message: t('engine-control:ask.stop.title'),
      detail: [
        t('engine-control:ask.lead', { count: names.length }),
        listed,
        ...(rest > 0 ? [t('common:andMore', { count: rest })] : []),
      ].join('\n'),
      buttons: [t('common:cancel'), t('engine-control:stop')],
      defaultId: 0,
      cancelId: 0,
    };
    const window = deps.window();
    const { response } = await (window?.isVisible()
      ? dialog.showMessageBox(window, question)
      : dialog.showMessageBox(question));
    return response === 1;
  }

  return {
    start: () => perform('start'),
    stop: async () => {
      if (await agreed()) await perform('stop');
    },
  };
}
