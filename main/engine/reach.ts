import type { Target } from './host-url';
import { SshFailure } from './ssh-command';
import type { SshDestination } from './ssh-destination';

/** Where an engine is: what can be dialled, or a host behind ssh to which a way must be made first. */
export type Place = Target | { kind: 'ssh'; destination: SshDestination };

/** A way to an engine, held until it is released. */
export interface Reached {
  /** What to dial. */
  target: Target;
  /** Holds it a second time, for somebody who needs it longer. */
  share(): Reached;
  release(): void;
  /** What the way itself has to say about requests that broke off; null where it has nothing to say. */
  trouble(): SshFailure | null;
}

/** Makes ways to engines. */
export interface Reach {
  /** Throws `SshFailure`, or the signal's reason. */
  open(place: Place, signal: AbortSignal): Promise<Reached>;
  /** The name or address published ports are reached at; null where the place itself says it. */
  hostOf(place: Place): Promise<string | null>;
}

/** Sockets and TCP need no way to be made. */
export function direct(target: Target): Reached {
  const reached: Reached = { target, share: () => reached, release: () => undefined, trouble: () => null };
  return reached;
}

/** Reaches what can be dialled, and nothing behind ssh. */
export const directReach: Reach = {
  open: async (place) => {
    if (place.kind === 'ssh') throw new SshFailure('ssh-failed', 'ssh is not available here.');
    return direct(place);
  },
  hostOf: async () => null,
};
