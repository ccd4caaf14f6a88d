import type { Log } from './log';

export interface Listeners<T> {
  /** Gives back how to stop listening. */
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

/** One listener's failure must not take the connection down with it: it is logged. */
export function createListeners<T>(log: Log): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          log('error', 'A listener of the engine connection failed.', { error: String(error) });
        }
      }
    },
  };
}
