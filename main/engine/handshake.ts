import type { EngineRow } from '@contract/engine';
import { createClient } from './client';
import { diagnoseDeleted } from './deleted-socket';
import { type Diagnosis, diagnose } from './diagnose';
import { enginePath } from './path';
import { type Pong, ping } from './ping';
import type { Place } from './reach';
import { type Reason, reason, type Status } from './status';
import { type Timing, waitedLong } from './timing';
import type { Transport } from './transport';
import { negotiate, type VersionAnswer } from './version';

export type Handshake =
  | { ok: true; version: NonNullable<EngineRow['version']>; pong: Pong }
  /** Nothing answers, or nothing we can talk to; the status says so already. */
  | { ok: false; absent: boolean };

export interface HandshakeOptions {
  transport: Transport;
  /** Where the engine is. */
  target: Place;
  status: Status;
  timing: Timing;
  /** The endpoint has been seen without an engine: one that accepts but does not answer is starting. */
  startingSince: number | null;
  ranBefore: boolean;
  signal: AbortSignal;
}

/**
 * Finds out whether an engine answers and which API version to speak (`GET /_ping`, `GET /version`, both
 * unversioned). Keeps the status truthful meanwhile; rejects only when `signal` is aborted.
 */
export async function shakeHands(options: HandshakeOptions): Promise<Handshake> {
  const { transport, status, timing, signal } = options;
  const fail = (seen: Diagnosis): Handshake => {
    const starting = seen.state === 'unresponsive' && isStarting(options, seen.reason);
    status.set(starting ? 'starting' : seen.state, seen.reason);
    return { ok: false, absent: seen.absent };
  };
  const soon = setTimeout(() => {
    if (status.row.state !== 'unresponsive') status.set('starting', null);
  }, timing.startingAfter);
  try {
    const pong = await firstAnswer(options, (error) => fail(diagnose(error, options.ranBefore)));
    const answer = await createClient({
      transport,
      version: null,
      epoch: 0,
      signal,
      lane: 'own',
    }).request<VersionAnswer>('GET', enginePath`/version`, { timeoutMs: timing.versionDeadline });
    const agreed = negotiate(answer ?? {}, pong.api);
    if (agreed.ok) return { ...agreed, pong };
    status.set('unresponsive', reason(agreed.code, agreed.message));
    return { ok: false, absent: false };
  } catch (error) {
    if (signal.aborted) throw error;
    return fail((await diagnoseDeleted(options.target, error)) ?? diagnose(error, options.ranBefore));
  } finally {
    clearTimeout(soon);
  }
}

/** Podman and Docker Desktop answer 500 while they start; dockerd accepts and lets one wait. */
function isStarting({ startingSince, timing }: HandshakeOptions, why: Reason): boolean {
  if (why.code !== 'no-answer' && why.code !== 'bad-answer') return false;
  return startingSince !== null && !waitedLong(startingSince, timing);
}

/** A ping that is pending when the engine comes to life is answered at once, so silence is waited out. */
async function firstAnswer(options: HandshakeOptions, onSilence: (error: unknown) => void): Promise<Pong> {
  const { transport, timing, signal } = options;
  let deadline = timing.pingDeadline;
  for (;;) {
    try {
      return await ping(transport, deadline, signal);
    } catch (error) {
      if (signal.aborted || diagnose(error, false).reason.code !== 'no-answer') throw error;
      onSilence(error);
      deadline = timing.patientDeadline;
    }
  }
}
