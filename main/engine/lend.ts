import { createClient } from './client';
import type { Reached } from './reach';
import { createTransport } from './transport';
import type { Borrowed, EngineClient } from './types';

interface Lent {
  reached: Reached;
  /** The API version of the connection. */
  version: string;
  /** Aborted when Lighter moves to another engine: then what is lent goes on. */
  moved: AbortSignal;
  /** Aborted when Lighter ends. */
  ended: AbortSignal;
}

/** Lends out the engine of a connection: with sockets of its own, and the way there held for as long. */
export function lender({ reached, version, moved, ended }: Lent): (client: EngineClient) => Borrowed {
  return (client) => {
    const held = reached.share();
    const transport = createTransport(held.target);
    const lost = new AbortController();
    const onLost = () => {
      if (!moved.aborted) lost.abort(client.signal.reason);
    };
    const onEnd = () => lost.abort(ended.reason);
    client.signal.addEventListener('abort', onLost);
    ended.addEventListener('abort', onEnd);
    return {
      client: createClient({ transport, version, epoch: client.epoch, signal: lost.signal }),
      target: held.target,
      release() {
        client.signal.removeEventListener('abort', onLost);
        ended.removeEventListener('abort', onEnd);
        transport.dispose();
        held.release();
      },
    };
  };
}
