import type { Connection } from '../engine/types';

/** Tells when it is worth asking for a container's log again. */
export interface RestartWatch {
  /** From here on signs count. */
  reset(): void;
  /** Resolves at the next sign (or one since `reset`), after `ms` where given, or when the view has gone. */
  next(ms?: number): Promise<void>;
  /** When the engine last started it, seconds since 1970; null when we have not seen it. */
  lastStart(): number | null;
}

/** A sign is the container's start or its deletion, or that the engine is back. Listens until `signal`. */
export function createRestartWatch(connection: Connection, id: string, signal: AbortSignal): RestartWatch {
  let seen = false;
  let started: number | null = null;
  let wake: (() => void) | null = null;

  const sign = () => {
    seen = true;
    wake?.();
  };
  const off = [
    connection.onConnected(sign),
    connection.onEvent((event) => {
      if (event.type !== 'container' || !event.id.startsWith(id)) return;
      if (event.action === 'start') started = event.time;
      else if (event.action !== 'destroy') return;
      sign();
    }),
  ];
  signal.addEventListener(
    'abort',
    () => {
      for (const stop of off) stop();
      wake?.();
    },
    { once: true },
  );

  return {
    reset() {
      seen = false;
    },
    async next(ms) {
      if (seen || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = null;
    },
    lastStart: () => started,
  };
}
