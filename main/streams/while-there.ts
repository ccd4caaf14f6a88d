/** Something for as long as it is there. */
export interface There<T> {
  readonly value: T;
  /** Aborted once it has gone, or another has come in its place. */
  readonly signal: AbortSignal;
}

/** Calls the listener at each change; gives back how to stop. */
type Changes = (listener: () => void) => () => void;

/**
 * Watches something that comes and goes, one view's: `find` gives it, or null, and is asked again at each of the changes,
 * until `gone`.
 */
export function whileThere<T>(
  find: () => T | null,
  changes: readonly Changes[],
  gone: AbortSignal,
): {
  /** Resolves as soon as it is there, with null when the view has gone. */
  next(): Promise<There<T> | null>;
} {
  let current: (There<T> & { abort: AbortController }) | null = null;
  let wake: (() => void) | null = null;

  const look = () => {
    const value = gone.aborted ? null : find();
    if (current && current.value !== value) {
      current.abort.abort();
      current = null;
    }
    if (value !== null && !current) {
      const abort = new AbortController();
      current = { value, signal: abort.signal, abort };
    }
    if (current || gone.aborted) wake?.();
  };
  const offs = changes.map((listen) => listen(look));
  gone.addEventListener(
    'abort',
    () => {
      for (const off of offs) off();
      look();
    },
    { once: true },
  );
  look();

  return {
    async next() {
      while (!current && !gone.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      return current;
    },
  };
}
