import type { Connection } from '../types';
import type { Progress, Provider } from './types';

/** ms after which the connection is to try again while an answer is waited for: its own pauses grow to 10 s. */
const tryEvery = 400;

/** Waits; rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Resolves as soon as the connection runs on an engine of this provider; rejects with the signal's reason. */
export function awaitAnswer(connection: Connection, provider: Provider, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const look = () => {
      const { state, endpoint } = connection.row;
      if (state === 'running' && provider.serves(endpoint.url)) end(resolve);
    };
    const stop = () => end(() => reject(signal.reason));
    const trying = setInterval(() => connection.retry(), tryEvery);
    const off = connection.onChange(look);
    signal.addEventListener('abort', stop, { once: true });
    function end(settle: () => void) {
      clearInterval(trying);
      off();
      signal.removeEventListener('abort', stop);
      settle();
    }
    connection.retry();
    look();
  });
}

/** Starts; the engine's answer ends the start, whatever its command still waits for. Throws as `start` does. */
export async function startUntilAnswer(
  connection: Connection,
  provider: Provider,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  try {
    await Promise.race([provider.start(both, progress), awaitAnswer(connection, provider, both)]);
  } finally {
    over.abort();
  }
}
