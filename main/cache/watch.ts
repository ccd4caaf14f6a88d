import type { StreamHandlers } from '../ipc/types';
import type { Cache, Visibility } from './types';

/** The handler of `state.watch`. */
export function stateWatch(_deps: {
  cache: Cache;
  visibility: Visibility;
}): Pick<StreamHandlers, 'state.watch'> {
  throw new Error('not yet');
}
