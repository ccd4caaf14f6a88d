import type { EngineRow } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { createClient } from './client';
import type { Candidate } from './engines-sources';
import { toLighterError } from './errors';
import { enginePath } from './path';
import { ping } from './ping';
import type { Reach } from './reach';
import { SshFailure } from './ssh-command';
import { createTransport } from './transport';
import type { Borrowed } from './types';
import { negotiate, type VersionAnswer } from './version';

/** An engine beside the one in use, with sockets and a way of its own until it is released. */
export interface Dialled extends Borrowed {
  /** The API version both sides speak. */
  api: string;
  endpoint: EngineRow['endpoint'];
}

/** ms until it must have answered. */
const answerDeadline = 10_000;

/** Connects to an engine of the list. Throws `engine-unreachable` with the reason, `unsupported` for its version. */
export async function dialEngine(
  { resolution }: Candidate,
  reach: Reach,
  signal: AbortSignal,
): Promise<Dialled> {
  if (!resolution.ok) throw new LighterError({ code: 'engine-unreachable', message: resolution.message });
  const { target, row } = resolution.endpoint;
  const ended = new AbortController();
  try {
    const reached = await reach.open(target, signal);
    const transport = createTransport(reached.target);
    const release = () => {
      ended.abort(
        new LighterError({ code: 'engine-unreachable', message: 'Lighter lets go of the engine.' }),
      );
      transport.dispose();
      reached.release();
    };
    try {
      const { api } = await ping(transport, answerDeadline, signal);
      const first = createClient({ transport, version: null, epoch: 0, signal });
      const answer = await first.request<VersionAnswer | null>('GET', enginePath`/version`, {
        timeoutMs: answerDeadline,
      });
      const agreed = negotiate(answer ?? {}, api);
      if (!agreed.ok) throw new LighterError({ code: 'unsupported', message: agreed.message });
      const { negotiated } = agreed.version;
      const client = createClient({ transport, version: negotiated, epoch: 0, signal: ended.signal });
      return { client, target: reached.target, api: negotiated, endpoint: row, release };
    } catch (error) {
      release();
      throw reached.trouble() ?? error;
    }
  } catch (error) {
    if (error instanceof SshFailure)
      throw new LighterError({ code: 'engine-unreachable', message: error.message });
    throw toLighterError(error);
  }
}
