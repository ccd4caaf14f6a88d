import type { Patch, StateMessage } from '@contract/state';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import type { Cache, Visibility } from './types';

/**
 * The handler of `state.watch`: a snapshot, then patches. A view that cannot be seen gets nothing and one that
 * lags has nothing queued for it: both get a fresh snapshot when they can take one.
 */
export function stateWatch({
  cache,
  visibility,
}: {
  cache: Cache;
  visibility: Visibility;
}): Pick<StreamHandlers, 'state.watch'> {
  return {
    'state.watch': (_input, sink) => watch(cache, visibility, sink),
  };
}

function watch(cache: Cache, visibility: Visibility, sink: StreamSink<StateMessage>): Promise<void> {
  let rev = 0;
  let lagging = false;
  /** The view has missed something: the next message is a snapshot. */
  let stale = true;

  function send(message: StateMessage): void {
    if (sink.send([message])) return;
    lagging = true;
    sink.drained().then(
      () => {
        lagging = false;
        if (stale) refresh();
      },
      // The port has gone; the abort below tidies up.
      () => undefined,
    );
  }

  function refresh(): void {
    if (lagging || !visibility.visible || sink.signal.aborted) return;
    stale = false;
    rev += 1;
    send({ kind: 'snapshot', rev, tables: cache.snapshot() });
  }

  function onPatches(patches: Patch[]): void {
    if (stale) return;
    if (lagging || !visibility.visible) {
      stale = true;
      return;
    }
    rev += 1;
    send({ kind: 'patches', rev, patches });
  }

  const offPatches = cache.subscribe(onPatches);
  const offVisible = visibility.onChange((visible) => {
    if (visible) refresh();
    else stale = true;
  });
  refresh();

  return new Promise((resolve) => {
    const stop = () => {
      offPatches();
      offVisible();
      resolve();
    };
    if (sink.signal.aborted) stop();
    else sink.signal.addEventListener('abort', stop, { once: true });
  });
}
