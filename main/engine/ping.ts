import { LighterError } from '@contract/errors';
import { withDeadline } from './deadline';
import type { Transport } from './transport';

export interface Pong {
  /** The engine's newest API version, where it tells. */
  api: string | undefined;
  /** The engine's clock, seconds since 1970. */
  time: number;
}

/**
 * `GET /_ping` on a socket of its own: it neither waits behind other requests nor on a kept socket that is
 * already dead. Rejects with the system's error, `timeout`, or an `internal` with the status when the answer
 * is no success.
 */
export function ping(transport: Transport, timeoutMs: number, lost: AbortSignal): Promise<Pong> {
  return withDeadline({ timeoutMs, lost }, async (stop) => {
    const answer = await transport.dial('GET', '/_ping', { lane: 'own', headers: {}, signal: stop });
    answer.on('error', () => undefined);
    answer.resume();
    const status = answer.statusCode ?? 0;
    if (status !== 200) {
      throw new LighterError({
        code: 'internal',
        message: `The engine answered with HTTP ${status}.`,
        status,
      });
    }
    const api = answer.headers['api-version'];
    const date = Date.parse(answer.headers.date ?? '');
    return {
      api: typeof api === 'string' ? api : undefined,
      time: Math.floor((Number.isNaN(date) ? Date.now() : date) / 1000),
    };
  });
}
