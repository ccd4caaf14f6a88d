import type { Outcome } from '@contract/ids';
import { toLighterError } from '../engine/errors';

/** Requests of one bulk action that run at a time: an engine's socket takes more, its disk does not. */
const atATime = 8;

/** Does `act` to each, a few at a time; one that fails does not stop the others. Outcomes keep the order. */
export async function bulk(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(ids.length);
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < ids.length; index = next++) {
      const id = ids[index] ?? '';
      try {
        await act(id);
        outcomes[index] = { id, ok: true };
      } catch (error) {
        outcomes[index] = { id, ok: false, error: toLighterError(error).toData() };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atATime, ids.length) }, work));
  return outcomes;
}
