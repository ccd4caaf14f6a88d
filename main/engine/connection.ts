import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { LighterError } from '@contract/errors';
import { type CallMeter, metered } from './call-meter';
import { type Endpoint, type Resolution, resolveEndpoint } from './endpoint';
import { type ManagedEndpoint, takeDockerEnv } from './env';
import { createEventMemory, type EventMemory } from './events';
import { shakeHands } from './handshake';
import { createListeners } from './listeners';
import { pickEndpoint } from './locate';
import type { Log } from './log';
import { createSession, type Session } from './session';
import { watchSocket } from './socket-watch';
import { createStatus, reason } from './status';
import { backOff, defaultTiming, type Timing } from './timing';
import { createTransport } from './transport';
import type { Connection, EngineClient, EngineEvent } from './types';
import { createWake } from './wake';

export interface ConnectionOptions {
  log?: Log;
  /** Main's own environment: `DOCKER_*` and `DEBUG` are taken out of it at once (see `takeDockerEnv`). */
  env: NodeJS.ProcessEnv;
  /** Where the engine is; asked again before each attempt. Default: as the docker CLI decides it. */
  resolve?(): Promise<Resolution>;
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
  const status = createStatus(log);
  const wake = createWake();
  const disposed = new AbortController();
  const events = createListeners<EngineEvent>(log);
  const connected = createListeners<EngineClient>(log);
  let session: Session | null = null;
  let running: Promise<void> | null = null;
  let epoch = 0;
  let attempt = 0;
  let startingSince: number | null = null;
  let memory: EventMemory = createEventMemory();
  let lastRun: { url: string; at: number } | null = null;

  async function loop(): Promise<void> {
    while (!disposed.signal.aborted) {
      const endpoint = await locate();
      let close: () => void = () => undefined;
      if (endpoint) {
        close = watchSocket(endpoint.target, look);
        await connect(endpoint);
      }
      if (!disposed.signal.aborted) {
        const pause = backOff(attempt, endpoint?.row.remote ?? false, timing);
        attempt = (await wake.wait(pause)) === 'woken' ? 0 : attempt + 1;
      }
      close();
    }
  }

  async function locate(): Promise<Endpoint | null> {
    const found = await resolve();
    if (!found.ok) {
      status.setEndpoint(found.row);
      status.set('missing', reason(found.code, found.message));
      return null;
    }
    const choices = [found.endpoint, ...found.alternatives];
    const loyal = choices.find(({ row }) => row.url === lastRun?.url);
    const keep = loyal && lastRun && Date.now() - lastRun.at < loyalty;
    const endpoint = keep ? loyal : await pickEndpoint(found.endpoint, found.alternatives, disposed.signal);
    if (endpoint.row.url !== status.row.endpoint.url) {
      memory = createEventMemory();
      startingSince = null;
    }
    status.setEndpoint(endpoint.row);
    return endpoint;
  }

  async function connect(endpoint: Endpoint): Promise<void> {
    options.meter?.begin(endpoint.row.url);
    const transport = metered(createTransport(endpoint.target), options.meter);
    try {
      const hands = await shakeHands({
        transport,
        status,
        timing,
        startingSince,
        ranBefore: lastRun?.url === endpoint.row.url,
        signal: disposed.signal,
      });
      if (!hands.ok) {
        if (hands.absent) startingSince = Date.now();
        return;
      }
      startingSince = null;
      attempt = 0;
      epoch += 1;
      session = createSession({
        ...hands,
        endpoint,
        transport,
        epoch,
        memory,
        status,
        timing,
        log,
        signal: disposed.signal,
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
      log('info', 'The engine is away.', {
        state: status.row.state,
        reason: status.row.reason?.code ?? null,
      });
      lastRun = { url: endpoint.row.url, at: Date.now() };
      startingSince = Date.now();
    } catch (error) {
      if (!disposed.signal.aborted) log('error', 'The connection failed.', { error: String(error) });
    } finally {
      session = null;
      transport.dispose();
    }
  }

  function look(): void {
    if (session) session.probe();
    else wake.now();
  }

  return {
    get row() {
      return status.row;
    },
    get client() {
      return session?.usable ? session.client : null;
    },
    require(wanted) {
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
    },
    onChange: status.onChange,
    onEvent: events.add,
    onConnected: connected.add,
    retry() {
      attempt = 0;
      look();
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
