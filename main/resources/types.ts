import type { ResourceKind, Tables } from '@contract/state';
import type { EngineClient, EngineEvent } from '../engine/types';

/** What an event touches of one kind: these keys, or possibly everything. */
export type Affected = readonly string[] | 'all';

/** All that the cache needs to know about a kind of engine object. */
export interface ResourceDef<K extends ResourceKind, Raw> {
  readonly kind: K;
  /** The endpoint can be asked for some objects only; without that, an event costs the whole list. */
  readonly byKey: boolean;
  /** Reads the list; with `keys`, at least those of them that exist. Throws `LighterError`. */
  list(client: EngineClient, keys?: readonly string[]): Promise<Raw[]>;
  keyOf(raw: Raw): string;
  /** Pure. `previous` is the row under the same key, `now` is in ms since 1970. */
  toRow(raw: Raw, previous: Tables[K] | undefined, now: number): Tables[K];
  affectedBy(event: EngineEvent, rows: ReadonlyMap<string, Tables[K]>): Affected;
  /**
   * Whether the row shows what the event has told, so that nothing more is to be waited for. Pure. False, like no
   * function at all, where the event does not tell what the list will say.
   */
  shows?(event: EngineEvent, row: Tables[K] | undefined): boolean;
}
