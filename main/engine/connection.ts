import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { LighterError } from '@contract/errors';
import { type CallMeter, metered } from './call-meter';
import { diagnose } from './diagnose';
import { type Endpoint, type Resolution, resolveEndpoint } from './endpoint';
import { type ManagedEndpoint, takeDockerEnv } from './env';
import { createEventMemory, type EventMemory } from './events';
import { shakeHands } from './handshake';
import { lender } from './lend';
import { createListeners } from './listeners';
import { pickEndpoint } from './locate';
import type { Log } from './log';
import { directReach, type Reach, type Reached } from './reach';
import { createSession, type Session } from './session';
import { watchSocket } from './socket-watch';
import { createStatus, reason, statusUntil } from './status';
import { backOff, defaultTiming, type Timing } from './timing';
import { createTransport } from './transport';
import type { Borrowed, Connection, EngineClient, EngineEvent } from './types';
import { createWake } from './wake';

export interface ConnectionOptions {
  log?: Log;
  /** Main's own environment: `DOCKER_*` and `DEBUG` are taken out of it at once (see `takeDockerEnv`). */
  env: NodeJS.ProcessEnv;
  /** Where the engine is; asked again before each attempt. Default: as the docker CLI decides it. */
  resolve?(): Promise<Resolution>;
  /** The engine somebody has chosen in Lighter, which comes before all else; null where nobody has. */
  chosen?(): Promise<Resolution | null>;
  /** Makes ways to engines behind ssh. */
  reach?: Reach;
  /** Lighter's own engine, where it can run. */
  managed?(): ManagedEndpoint | null;
  timing?: Partial<Timing>;
  /** Counts requests and events. */
  meter?: CallMeter;
}

/** How long a lost endpoint is waited for before another runtime's socket may take its place. */
const loyalty = 15_000;

/**
 * The state machine around one engine. Nothing is loaded or dialled before `start`; then it looks for the
 * engine until `dispose`, and tells what it finds. The epoch grows with each connection.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const log = options.log ?? (() => undefined);
  const timing = { ...defaultTiming, ...options.timing };
  const env = takeDockerEnv(options.env);
  const home = env.HOME || homedir();
  const resolve =
    options.resolve ??
    (() =>
      resolveEndpoint({
        env,
        home,
        platform: process.platform,
        readFile,
        managed: options.managed?.() ?? null,
      }));
  const reach = options.reach ?? directReach;
  const status = createStatus(log);
  const wake = createWake();
  const disposed = new AbortController();
  const events = createListeners<EngineEvent>(log);
  const connected = createListeners<EngineClient>(log);
  let session: Session | null = null;
  let lend: ((client: EngineClient) => Borrowed) | null = null;
  let running: Promise<void> | null = null;
  /** Aborted when Lighter moves to another engine. */
  let here = new AbortController();
  let epoch = 0;
  let attempt = 0;
  let startingSince: number | null = null;
  let memory: EventMemory = createEventMemory();
  let lastRun: { url: string; at: number } | null = null;

  async function loop(): Promise<void> {
    while (!disposed.signal.aborted) {
      here = new AbortController();
      const stay = AbortSignal.any([disposed.signal, here.signal]);
      setMaxListeners(0, stay);
      const endpoint = await locate(stay);
      let close: () => void = () => undefined;
      if (endpoint && !stay.aborted) {
        close = watchSocket(endpoint.target, look);
        await connect(endpoint, stay);
      }
      if (!stay.aborted) {
        const pause = backOff(attempt, endpoint?.row.remote ?? false, timing);
        attempt = (await wake.wait(pause)) === 'woken' ? 0 : attempt + 1;
      }
      close();
    }
  }

  async function locate(stay: AbortSignal): Promise<Endpoint | null> {
    const found = (await options.chosen?.()) ?? (await resolve());
    if (stay.aborted) return null;
    if (!found.ok) {
      status.setEndpoint(found.row);
      status.set('missing', reason(found.code, found.message));
      return null;
    }
    const choices = [found.endpoint, ...found.alternatives];
    const loyal = choices.find(({ row }) => row.url === lastRun?.url);
    const keep = loyal && lastRun && Date.now() - lastRun.at < loyalty;
    const picked = keep ? loyal : await pickEndpoint(found.endpoint, found.alternatives, stay);
    const host = await reach.hostOf(picked.target);
    if (stay.aborted) return null;
    const endpoint = host === null ? picked : { ...picked, row: { ...picked.row, host } };
    if (endpoint.row.url !== status.row.endpoint.url) {
      memory = createEventMemory();
      startingSince = null;
    }
    status.setEndpoint(endpoint.row);
    return endpoint;
  }

  /** The way to the engine; null, with the status set, where there is none. */
  async function way(endpoint: Endpoint, stay: AbortSignal): Promise<Reached | null> {
    try {
      return await reach.open(endpoint.target, stay);
    } catch (error) {
      if (stay.aborted) return null;
      const seen = diagnose(error, lastRun?.url === endpoint.row.url);
      status.set(seen.state, seen.reason);
      return null;
    }
  }

  async function connect(endpoint: Endpoint, stay: AbortSignal): Promise<void> {
    const reached = await way(endpoint, stay);
    if (!reached) return;
    const transport = metered(createTransport(reached.target), options.meter);
    // What is under way when Lighter moves on speaks of an engine that is not shown any more.
    const ownStatus = statusUntil(status, stay);
    const explain = () => {
      const trouble = reached.trouble();
      if (trouble && status.row.state !== 'running')
        ownStatus.set('stopped', reason(trouble.reason, trouble.message));
    };
    try {
      const hands = await shakeHands({
        transport,
        target: endpoint.target,
        status: ownStatus,
        timing,
        startingSince,
        ranBefore: lastRun?.url === endpoint.row.url,
        signal: stay,
      });
      if (!hands.ok) {
        if (hands.absent) startingSince = Date.now();
        explain();
        return;
      }
      startingSince = null;
      attempt = 0;
      epoch += 1;
      lend = lender({
        reached,
        version: hands.version.negotiated,
        moved: here.signal,
        ended: disposed.signal,
      });
      session = createSession({
        ...hands,
        endpoint,
        transport,
        epoch,
        memory,
        status: ownStatus,
        timing,
        log,
        signal: stay,
        onEvent(event) {
          options.meter?.event();
          events.tell(event);
        },
        onConnected: connected.tell,
      });
      log('info', 'Connected to the engine.', {
        url: endpoint.row.url,
        product: hands.version.product,
        engine: hands.version.engine,
        api: hands.version.negotiated,
        epoch,
      });
      if ((await session.run()) === 'again') wake.now();
      if (stay.aborted) return;
      explain();
      log('info', 'The engine is away.', {
        state: status.row.state,
        reason: status.row.reason?.code ?? null,
      });
      lastRun = { url: endpoint.row.url, at: Date.now() };
      startingSince = Date.now();
    } catch (error) {
      if (!stay.aborted) log('error', 'The connection failed.', { error: String(error) });
    } finally {
      session = null;
      lend = null;
      transport.dispose();
      reached.release();
    }
  }

  function look(): void {
    if (session) session.probe();
    else wake.now();
  }

  function require(wanted?: number): EngineClient {
    if (wanted !== undefined && wanted !== status.row.epoch) {
      throw new LighterError({
        code: 'stale-engine',
        message: 'The engine was connected anew since then.',
      });
    }
    if (!session?.usable) {
      throw new LighterError({
        code: 'engine-unreachable',
        message: status.row.reason?.message ?? 'The engine is not running.',
      });
    }
    return session.client;
  }

  return {
    get row() {
      return status.row;
    },
    get client() {
      return session?.usable ? session.client : null;
    },
    require,
    borrow(wanted) {
      const client = require(wanted);
      return lend ? lend(client) : { client, target: null, release: () => undefined };
    },
    onChange: status.onChange,
    onEvent: events.add,
    onConnected: connected.add,
    retry() {
      attempt = 0;
      look();
    },
    move() {
      attempt = 0;
      lastRun = null;
      startingSince = null;
      memory = createEventMemory();
      // Requests of the page that are under way name the old epoch: they are refused from now on.
      epoch += 1;
      session = null;
      here.abort(new LighterError({ code: 'stale-engine', message: 'Lighter has moved to another engine.' }));
      status.forget(epoch);
      wake.now();
    },
    start() {
      if (running || disposed.signal.aborted) return;
      running = loop().catch((error) =>
        log('error', 'The engine connection stopped.', { error: String(error) }),
      );
    },
    async dispose() {
      disposed.abort(new LighterError({ code: 'engine-unreachable', message: 'Lighter is closing.' }));
      wake.now();
      await running;
    },
  };
}
