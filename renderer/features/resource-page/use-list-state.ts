import { useEngine, useMirror, useRow } from '../../store/mirror';
import type { ResourceDescriptor } from './types';

type ListState = 'loading' | 'ready' | 'error' | 'empty' | 'no-match';

/** What the list can honestly show: a failed list is an error and never an empty one. */
export function useListState<Row>(descriptor: ResourceDescriptor<Row>, all: number, matching: number) {
  const ready = useMirror((mirror) => mirror.ready);
  const list = useRow('lists', descriptor.list);
  const engine = useEngine();
  const away = engine?.state === 'missing' || engine?.state === 'stopped';
  const silent = engine?.state === 'unresponsive' && all === 0;
  let state: ListState;
  // Being started or stopped is no failure: the list says how it goes instead.
  const working = engine?.control.work && engine.state !== 'running' ? engine : null;
  if (ready && (away || silent)) state = 'error';
  else if (working && list?.state === 'error') state = 'loading';
  // A frozen engine: what it said last stays in view, and the page says that it is old.
  else if (ready && engine?.state === 'unresponsive') state = 'ready';
  else if (list?.state === 'error') state = 'error';
  else if (!ready || list?.state !== 'ready') state = all > 0 ? 'ready' : 'loading';
  else if (all === 0) state = 'empty';
  else state = matching === 0 ? 'no-match' : 'ready';
  if (state === 'ready' && all > 0 && matching === 0) state = 'no-match';
  return {
    state,
    working,
    engine: away || silent || engine?.state === 'unresponsive' ? engine : null,
    error: list?.error,
  };
}
