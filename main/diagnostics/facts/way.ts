import type { Resolution } from '../../engine/endpoint';
import type { Place, Reach, Reached } from '../../engine/reach';
import { SshFailure } from '../../engine/ssh-command';

/** How the connection gets to its engine; the diagnosis goes the same way. */
export interface Ways {
  /** The engine picked in Lighter, with its TLS files; null where the docker CLI's rules decide. */
  chosen(): Promise<Resolution | null>;
  reach: Reach;
}

/** ms until a way through ssh must be there; afterwards there has to be time for the answers. */
const wayLimit = 6000;

/** The way to the engine, or why ssh does not get there. */
export type Way = { ok: true; reached: Reached } | { ok: false; failure: SshFailure };

/** Makes the way to a place and holds it until `signal` is aborted. Rejects with what is not ssh's own refusal. */
export async function openWay(place: Place, reach: Reach, signal: AbortSignal): Promise<Way> {
  const limit = AbortSignal.timeout(wayLimit);
  try {
    const reached = await reach.open(place, AbortSignal.any([signal, limit]));
    if (signal.aborted) reached.release();
    else signal.addEventListener('abort', reached.release, { once: true });
    return { ok: true, reached };
  } catch (error) {
    if (error instanceof SshFailure) return { ok: false, failure: error };
    if (signal.aborted || !limit.aborted) throw error;
    const message = `ssh was not there within ${wayLimit / 1000} s.`;
    return { ok: false, failure: new SshFailure('ssh-failed', message) };
  }
}
