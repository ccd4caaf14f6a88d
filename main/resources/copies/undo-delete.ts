import { LighterError } from '@contract/errors';
import type { EngineClient } from '../../engine/types';
import { act } from '../container-actions';
import type { RawContainer } from '../recreate/raw';
import { inspect } from '../recreate/wait-well';
import { copySpec, makeCopy } from './duplicate';

interface Deleted {
  old: RawContainer;
  /** The engine, as `DOCKER_HOST` says it. */
  engine: string;
  /** Its anonymous volumes were deleted with it. */
  volumes: boolean;
}

/** What was deleted last, so that it can be made anew: in memory, for as long as Lighter runs. */
export interface Trash {
  /** Looks at containers before they are deleted; more than a few are not kept. Never throws. */
  look(client: EngineClient, ids: readonly string[]): Promise<ReadonlyMap<string, RawContainer>>;
  keep(deleted: Deleted): void;
  /** Makes it anew, and starts it where it ran. Throws `not-found` where it is not known any more. */
  restore(client: EngineClient, engine: string, api: string, id: string): Promise<void>;
}

/** Deletions that are kept, the latest ones; one bulk action may have so many containers. */
const kept = 50;

export function createTrash(): Trash {
  const deleted = new Map<string, Deleted>();
  return {
    async look(client, ids) {
      const found = new Map<string, RawContainer>();
      if (ids.length > kept) return found;
      await Promise.all(
        ids.map(async (id) => {
          try {
            found.set(id, await inspect(client, id));
          } catch (error) {
            // What cannot be read cannot be undone; whether it can be deleted the engine says next.
            if (!(error instanceof LighterError)) throw error;
          }
        }),
      );
      return found;
    },
    keep(one) {
      deleted.delete(one.old.Id);
      deleted.set(one.old.Id, one);
      for (const id of [...deleted.keys()].slice(0, -kept)) deleted.delete(id);
    },
    async restore(client, engine, api, id) {
      const one = deleted.get(id);
      if (one?.engine !== engine)
        throw new LighterError({ code: 'not-found', message: 'Lighter does not remember it any more.' });
      const { old } = one;
      const spec = await copySpec(client, old, api, {
        anonymous: one.volumes ? 'new' : 'same',
        address: true,
      });
      const name = old.Name.replace(/^\//, '');
      const made = await makeCopy(client, spec, { name, ports: [] }, old.State.Running === true);
      if (old.State.Paused) await act(client, made, 'pause');
      deleted.delete(id);
    },
  };
}
