import type { Cache, Visibility } from '../cache/types';
import type { Connection } from '../engine/types';
import type { StreamHandlers } from '../ipc/types';

/** The handler of `containers.stats`: one hub behind all its views. */
export function statsStream(_deps: {
  connection: Connection;
  cache: Cache;
  visibility: Visibility;
}): Pick<StreamHandlers, 'containers.stats'> {
  throw new Error('not yet');
}
