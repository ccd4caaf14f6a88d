import type { Connection } from '../types';
import type { Provider } from './types';

/** ms between looks while an answer is waited for. */
const lookEvery = 400;

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

/** Resolves when the connection runs on an engine of this provider; rejects with the signal's reason. */
export async function awaitAnswer(
  connection: Connection,
  provider: Provider,
  signal: AbortSignal,
): Promise<void> {
  const isUp = () => connection.row.state === 'running' && provider.serves(connection.row.endpoint.url);
  while (!isUp()) {
    connection.retry();
    await pause(lookEvery, signal);
  }
}
