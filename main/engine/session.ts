import { setMaxListeners } from 'node:events';
import type { Readable } from 'node:stream';
import type { EngineRow } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { createClient } from './client';
import { diagnoseDeleted } from './deleted-socket';
import { diagnose } from './diagnose';
import type { Endpoint } from './endpoint';
import { type EventMemory, followEvents } from './events';
import type { Log } from './log';
import { enginePath } from './path';
import { type Pong, ping } from './ping';
import { isReplaced, socketIdentity } from './socket-watch';
import type { Status } from './status';
import { backOff, type Timing } from './timing';
import type { Transport } from './transport';
import type { EngineClient, EngineEvent } from './types';
import { createWake } from './wake';

export interface SessionOptions {
  endpoint: Endpoint;
  transport: Transport;
  version: NonNullable<EngineRow['version']>;
  pong: Pong;
  epoch: number;
  memory: EventMemory;
  status: Status;
  timing: Timing;
  log: Log;
  /** Aborted on `dispose`. */
  signal: AbortSignal;
  onEvent(event: EngineEvent): void;
  /** The event stream is attached: lists read from now on miss nothing. */
  onConnected(client: EngineClient): void;
}

/** One connection: from the first answer until it is lost. */
export interface Session {
  readonly client: EngineClient;
  /** False while the engine is silent or stopping. */
  readonly usable: boolean;
  /** Look at the engine now. */
  probe(): void;
  /** Runs until the connection is lost, with the status set to what was found; never rejects.
   *  `again`: another engine or API version answers there, so connect anew at once. */
  run(): Promise<'lost' | 'again'>;
}

/** An event stream that has lived so long is no short one, ms. */
const steady = 10_000;

type Probe =
  | { kind: 'ok'; pong: Pong }
  | { kind: 'silent'; error: unknown }
  | { kind: 'gone'; error: unknown };

/** What answers is of another API version than before: upgraded behind a proxy that kept its socket. */
function isUpgraded(before: Pong, now: Pong): boolean {
  return before.api !== undefined && now.api !== undefined && before.api !== now.api;
}

export function createSession(options: SessionOptions): Session {
  const { endpoint, transport, status, timing, log, memory } = options;
  const lost = new AbortController();
  // Every request and stream of the connection listens to it.
  setMaxListeners(0, lost.signal);
  const wake = createWake();
  let usable = false;
  let again = false;
  let eventsAlive = false;
  /** Event streams in a row that ended as soon as they were attached. */
  let shortLived = 0;
  /** No event stream is attached for now: the last ones ended at once, whatever else wakes the loop. */
  let resting = false;

  const client = createClient({
    transport,
    version: options.version.negotiated,
    epoch: options.epoch,
    signal: lost.signal,
    onAnswer: () => status.answered(false),
    onTrouble(kind) {
      if (kind === 'version') again = true;
      wake.now();
    },
  });

  /** Resolves when the stream is attached, as far as can be known; rejects when the engine refuses. */
  async function attachEvents(): Promise<void> {
    const since = memory.since() ?? options.pong.time - 1;
    const opened = client.open('GET', enginePath`/events`, {
      query: { since },
      timeoutMs: Number.POSITIVE_INFINITY,
    });
    eventsAlive = true;
    void follow(opened, Date.now());
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timing.eventsGrace);
    });
    await Promise.race([opened, grace]).finally(() => clearTimeout(timer));
  }

  async function follow(opened: Promise<Readable>, since: number): Promise<void> {
    try {
      await followEvents(await opened, memory, options.onEvent);
    } catch (error) {
      log('info', 'The event stream broke off.', { error: String(error) });
    } finally {
      eventsAlive = false;
      if (Date.now() - since > steady) shortLived = 0;
      // The first end may be the engine's; a proxy that cuts each stream must not keep us reading lists.
      if (shortLived === 0) wake.now();
      else rest(backOff(shortLived - 1, endpoint.row.remote, timing));
      shortLived += 1;
    }
  }

  function rest(ms: number): void {
    resting = true;
    const timer = setTimeout(() => {
      resting = false;
      wake.now();
    }, ms);
    lost.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  async function look(deadline: number): Promise<Probe> {
    let error: unknown;
    // A proxy in between may reset one connection; only the second reset means that the engine is gone.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        return { kind: 'ok', pong: await ping(transport, deadline, lost.signal) };
      } catch (failure) {
        error = failure;
        const seen = diagnose(error, true);
        if (seen.state === 'unresponsive') return { kind: 'silent', error };
        if (seen.reason.code !== 'connection-lost') break;
      }
    }
    return { kind: 'gone', error };
  }

  async function recovered(): Promise<void> {
    if (!eventsAlive && !resting) await attachEvents();
    usable = true;
    status.set('running', null);
    options.onConnected(client);
  }

  async function run(): Promise<'lost' | 'again'> {
    const end = () => {
      lost.abort(new LighterError({ code: 'engine-unreachable', message: 'Lighter lets go of the engine.' }));
      wake.now();
    };
    options.signal.addEventListener('abort', end);
    try {
      await live();
    } catch (error) {
      log('warn', 'The connection to the engine ended.', { error: String(error) });
      const seen = (await diagnoseDeleted(endpoint.target, error)) ?? diagnose(error, true);
      if (!lost.signal.aborted) status.set(seen.state, seen.reason);
    } finally {
      options.signal.removeEventListener('abort', end);
      usable = false;
      lost.abort(
        new LighterError({ code: 'engine-unreachable', message: 'The connection to the engine is gone.' }),
      );
    }
    if (again) status.set('starting', null);
    return again ? 'again' : 'lost';
  }

  async function live(): Promise<void> {
    const identity = await socketIdentity(endpoint.target);
    await attachEvents();
    usable = true;
    status.set('running', null, { epoch: options.epoch, version: options.version });
    options.onConnected(client);
    let beat = Date.now();
    let silent = false;
    while (!lost.signal.aborted) {
      const why = await wake.wait(Math.max(0, beat + timing.heartbeat - Date.now()));
      beat = Date.now();
      if (again) return;
      const seen = await look(silent && !endpoint.row.remote ? timing.patientDeadline : timing.pingDeadline);
      if (lost.signal.aborted) return;
      if (seen.kind === 'gone') {
        if (!eventsAlive || !(await comesBack(seen.error))) throw seen.error;
        return;
      }
      if (seen.kind === 'silent') {
        silent = true;
        usable = false;
        const { state, reason } = diagnose(seen.error, true);
        status.set(state, reason);
        // A silent engine is asked again at once, one that answers nonsense after a pause.
        if (reason.code === 'no-answer') beat = 0;
        else beat += timing.retry.local - timing.heartbeat;
        continue;
      }
      status.answered(true);
      again ||= isUpgraded(options.pong, seen.pong);
      again ||= why === 'woken' && isReplaced(identity, await socketIdentity(endpoint.target));
      if (again) return;
      if (silent || (!eventsAlive && !resting)) {
        silent = false;
        await recovered();
      }
    }
  }

  /**
   * Nobody can be reached any more, yet the event stream lives: dockerd closes its socket first, then stops its
   * containers; or somebody has deleted the socket's file under it. True when it is reached again, false when the
   * stream has ended.
   */
  async function comesBack(error: unknown): Promise<boolean> {
    usable = false;
    // A killed engine's event stream ends in the same instant, perhaps just after its socket refused.
    await wake.wait(timing.goneGrace);
    let until = Date.now() + timing.stoppingLimit;
    while (eventsAlive && !lost.signal.aborted && Date.now() < until) {
      const seen = await look(timing.pingDeadline);
      again = seen.kind === 'ok';
      if (again) return true;
      const deleted = seen.kind === 'gone' ? await diagnoseDeleted(endpoint.target, seen.error) : null;
      if (deleted) until = Date.now() + timing.stoppingLimit;
      if (eventsAlive) status.set(deleted?.state ?? 'stopping', (deleted ?? diagnose(error, true)).reason);
      await wake.wait(timing.retry.local);
    }
    return false;
  }

  return {
    client,
    get usable() {
      return usable;
    },
    probe: wake.now,
    run,
  };
}
