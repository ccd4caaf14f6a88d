import type { Cache } from '../cache/types';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';

export interface ContainerDeps {
  connection: Connection;
  cache: Cache;
  /** Shows a save dialog; null when the user cancelled. */
  chooseFile(defaultName: string): Promise<string | null>;
}

type Name = Extract<keyof CallHandlers, `containers.${string}`>;

/** The handlers of all `containers.*` calls. */
export function containerHandlers(_deps: ContainerDeps): Pick<CallHandlers, Name> {
  throw new Error('not yet');
}
