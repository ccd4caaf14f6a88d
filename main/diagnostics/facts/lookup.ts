import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Resolves a name as the system does; rejects with the system's code, or `ETIMEDOUT` when it takes too long. */
export type Lookup = (host: string) => Promise<string>;

const limit = 2500;
/**
 * The system's resolver blocks a thread of the few that files are read with, and cannot be stopped: with a dead
 * DNS server, more at once would hold up everything else.
 */
const atOnce = 2;

/** A resolver that asks for each name once, two at a time, and gives up when `signal` is aborted. */
export function createLookup(
  signal: AbortSignal,
  resolve: (host: string) => Promise<string> = async (host) => (await lookup(host)).address,
): Lookup {
  const asked = new Map<string, Promise<string>>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function ask(host: string): Promise<string> {
    if (busy >= atOnce) await new Promise<void>((go) => waiting.push(go));
    busy += 1;
    try {
      return await resolve(host);
    } finally {
      busy -= 1;
      waiting.shift()?.();
    }
  }

  return (host) => {
    if (isIP(host) !== 0) return Promise.resolve(host);
    const known = asked.get(host);
    if (known) return known;
    const answer = inTime(ask(host), signal);
    asked.set(host, answer);
    return answer;
  };
}

function inTime<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = () =>
      reject(Object.assign(new Error('The name was not found in time.'), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(late, limit);
    signal.addEventListener('abort', late, { once: true });
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', late);
    });
  });
}
