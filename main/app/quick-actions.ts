import type { LighterErrorData } from '@contract/errors';
import type { Outcome } from '@contract/ids';
import type { Cache } from '../cache/types';
import type { CallHandlers } from '../ipc/types';
import { onEngine } from './engine-words';
import type { Notifier } from './notifier';
import type { Texts } from './texts';

type Verb = 'start' | 'stop' | 'restart';

interface QuickActionsOptions {
  cache: Cache;
  handlers: Pick<CallHandlers, 'containers.start' | 'containers.stop' | 'containers.restart'>;
  notifier: Notifier;
  t: Texts;
}

export interface QuickActions {
  /** Ids with an action under way. */
  readonly busy: ReadonlySet<string>;
  /** Called when `busy` or `undoable` may have changed. */
  onChange(listener: () => void): () => void;
  /** How many containers `undoStopAll` would start again. */
  undoable(): number;
  run(verb: Verb, id: string): Promise<void>;
  /** Stops every running container without asking; the notification and the tray offer to undo it. */
  stopAll(): Promise<void>;
  undoStopAll(): Promise<void>;
}

const errorOf = (error: unknown): LighterErrorData => ({
  code: 'internal',
  message: error instanceof Error ? error.message : String(error),
});

/** What the tray does to containers: the same handlers as the page's, with results told by notification. */
export function createQuickActions(options: QuickActionsOptions): QuickActions {
  const { cache, handlers, notifier, t } = options;
  const busy = new Set<string>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let stopped: { epoch: number; ids: string[] } = { epoch: 0, ids: [] };

  const epoch = () => cache.get('engine', 'current')?.epoch ?? 0;
  const nameOf = (id: string) => cache.rows('containers').get(id)?.name ?? id.slice(0, 12);

  async function act(verb: Verb, ids: string[]): Promise<Outcome[]> {
    for (const id of ids) busy.add(id);
    changed();
    try {
      return await handlers[`containers.${verb}`]({ epoch: epoch(), ids });
    } catch (error) {
      return ids.map((id) => ({ id, ok: false, error: errorOf(error) }));
    } finally {
      for (const id of ids) busy.delete(id);
      changed();
    }
  }

  function tellFailures(outcomes: Outcome[]): void {
    for (const outcome of outcomes)
      if (!outcome.ok)
        notifier.show({
          title: t('notifications:actionFailed', { name: nameOf(outcome.id) }),
          body: outcome.error.message,
        });
  }

  // Ids belong to one engine: after a switch there is nothing to undo.
  const undoableIds = () =>
    stopped.epoch === epoch() ? stopped.ids.filter((id) => cache.rows('containers').has(id)) : [];

  const actions: QuickActions = {
    busy,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    undoable: () => undoableIds().length,
    run: async (verb, id) => tellFailures(await act(verb, [id])),
    stopAll: async () => {
      const ids = [...cache.rows('containers').values()]
        .filter((row) => row.state === 'running' || row.state === 'restarting' || row.state === 'paused')
        .map((row) => row.id);
      if (ids.length === 0) return;
      // Stopping takes a while, in which Lighter may move to another engine: these are of this one.
      const engine = cache.get('engine', 'current');
      const where = engine ? onEngine(engine, t) : null;
      const names = new Map(ids.map((id) => [id, nameOf(id)]));
      const outcomes = await act('stop', ids);
      tellFailures(outcomes);
      const done = outcomes.filter((outcome) => outcome.ok).map((outcome) => outcome.id);
      if (done.length === 0) return;
      stopped = { epoch: engine?.epoch ?? 0, ids: done };
      changed();
      const first = done.slice(0, 5).map((id) => names.get(id));
      const body = t('notifications:stoppedAllBody', { names: first.join(', ') });
      notifier.show({
        title: t('notifications:stoppedAll', { count: done.length }),
        body: where === null ? body : `${where}\n${body}`,
        action: { label: t('notifications:undo'), run: () => void actions.undoStopAll() },
      });
    },
    undoStopAll: async () => {
      const ids = undoableIds();
      stopped = { epoch: 0, ids: [] };
      if (ids.length === 0) return;
      const outcomes = await act('start', ids);
      tellFailures(outcomes);
      const count = outcomes.filter((outcome) => outcome.ok).length;
      if (count > 0) notifier.show({ title: t('notifications:startedAgain', { count }), body: '' });
    },
  };
  return actions;
}
