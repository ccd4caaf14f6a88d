/** All in ms. */
export interface Timing {
  /** From one heartbeat's start to the next. With `pingDeadline` it bounds how long silence goes unseen: 6.5 s. */
  heartbeat: number;
  pingDeadline: number;
  /** For pings to an engine that is known to be silent: answered at once when it recovers, so few are needed. */
  patientDeadline: number;
  versionDeadline: number;
  /** How long the event stream's headers are waited for: Podman sends them with the first event only. */
  eventsGrace: number;
  /** Pending this long, a first answer is told as `starting`. */
  startingAfter: number;
  /** An engine that has not answered by then is not starting, it hangs. */
  startingLimit: number;
  /** How long a refusing engine's event stream may live on before that is told as `stopping`. */
  goneGrace: number;
  /** How long an engine may take to stop its containers after it has closed its socket. */
  stoppingLimit: number;
  /** Between attempts; grows from `first` to `local` (a socket of this machine) or `remote`. */
  retry: { first: number; local: number; remote: number };
}

export const defaultTiming: Timing = {
  heartbeat: 4500,
  pingDeadline: 2000,
  patientDeadline: 20_000,
  versionDeadline: 10_000,
  eventsGrace: 500,
  startingAfter: 300,
  startingLimit: 60_000,
  goneGrace: 150,
  stoppingLimit: 90_000,
  retry: { first: 500, local: 1000, remote: 10_000 },
};

export function waitedLong(since: number, timing: Timing): boolean {
  return Date.now() - since > timing.startingLimit;
}

/** ms until the next attempt: doubles, less up to a fifth so that many clients do not come at once. */
export function backOff(attempt: number, remote: boolean, { retry }: Timing, random = Math.random()): number {
  const cap = remote ? retry.remote : retry.local;
  return Math.min(cap, retry.first * 2 ** Math.min(attempt, 16)) * (1 - random / 5);
}
