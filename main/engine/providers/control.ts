import { type EngineAction, type EngineControl, type EngineStep, noControl } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { createListeners } from '../listeners';
import type { Log } from '../log';
import type { Connection } from '../types';
import { candidates, chooseControl, mayStartAny, withControl } from './choose';
import { decisiveLines, failureCode, lastLines } from './log-lines';
import type { Managed } from './managed/managed';
import { notInstalled, type Progress, type Provider, ProviderFailure } from './types';
import { awaitAnswer, pause, startUntilAnswer } from './wait';

/** What is told besides the row: our own engine died and is started again, or is not any more. */
export type ControlNotice = { kind: 'crashed'; attempt: number } | { kind: 'gave-up'; lines: string[] };

export interface ControlOptions {
  connection: Connection;
  /** In order of preference. */
  providers: readonly Provider[];
  managed: Managed;
  log: Log;
  tell(notice: ControlNotice): void;
  /** ms before each automatic restart after a crash; their number is how many there are. */
  backOff?: readonly number[];
}

export interface ControlService {
  /** The connection as everybody else is to see it: its row says who controls the engine and what is under way. */
  readonly connection: Connection;
  /** Resolves when it is done. Throws `LighterError`: `conflict`, `unsupported`, `timeout`, `cancelled`, `internal`. */
  perform(action: EngineAction): Promise<void>;
  /** Starts Lighter's own engine where no other is chosen or runs and it can; else as `perform('start')`. */
  startOwn(): Promise<void>;
  /** Gives up a start that is under way. */
  cancel(): void;
  /** Looks again who can do what. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** ms */
const detectMs = 8_000;
const stopLimit = 120_000;
const abandonLimit = 60_000;
const lookAgain = 10_000;
/** Crashes that are further back are forgotten. */
const crashMemory = 10 * 60_000;

const isCancelled = (error: unknown) => error instanceof LighterError && error.code === 'cancelled';

type Work = NonNullable<EngineControl['work']>;

/** Starts and stops engines through their providers, and keeps our own one up. */
export function createControl(options: ControlOptions): ControlService {
  const { connection, providers, managed, log, tell, backOff = [1_000, 4_000, 15_000] } = options;
  const listeners = createListeners<Connection['row']>(log);
  let control: EngineControl = noControl;
  let row = withControl(connection.row, control);
  let running: AbortController | null = null;
  let looks = 0;
  let seen = '';
  let timer: NodeJS.Timeout | null = null;
  let crashes: number[] = [];
  let disposed = false;

  const publish = (change: Partial<EngineControl> = {}) => {
    control = { ...control, ...change };
    row = withControl(connection.row, control);
    listeners.tell(row);
  };

  async function refresh(): Promise<void> {
    looks += 1;
    const look = looks;
    const asked = candidates(connection.row, providers);
    const found = await Promise.all(
      asked.map(async (provider) => ({
        provider,
        detection: await provider.detect(AbortSignal.timeout(detectMs)).catch(() => notInstalled),
      })),
    );
    if (look !== looks || disposed) return;
    const choice = chooseControl(connection.row, found);
    const isOurs = choice.provider === 'managed';
    publish({
      ...choice,
      keepsContainers: isOurs ? managed.keepsContainers() : choice.provider === 'podman-socket',
      dockerHost: isOurs ? managed.host : null,
      logFile: isOurs ? managed.paths.log : null,
    });
    schedule();
  }

  /** While nothing runs, an engine may be installed at any time. */
  function schedule(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (disposed || (connection.row.state !== 'missing' && connection.row.state !== 'stopped')) return;
    timer = setTimeout(() => void refresh(), lookAgain);
    timer.unref();
  }

  function onRow(): void {
    const { state, endpoint } = connection.row;
    if (state === 'running' && control.failure && !control.work) control = { ...control, failure: null };
    publish();
    const now = `${state} ${endpoint.url}`;
    if (now === seen) return;
    seen = now;
    if (managed.serves(endpoint.url) && state !== 'running' && state !== 'starting') managed.check();
    if (state !== 'starting') void refresh();
  }

  function progressOf(): Progress {
    return (step, lines) => {
      if (!control.work) return;
      const said = lines ? lastLines(lines) : control.work.lines;
      if (control.work.step === step && said.join('\n') === control.work.lines.join('\n')) return;
      publish({ work: { ...control.work, step, lines: said } });
    };
  }

  /** Does the work and publishes how it goes; throws what went wrong. */
  async function run(
    provider: Provider,
    action: EngineAction,
    begin: EngineStep,
    attempt: number,
  ): Promise<void> {
    const stopper = new AbortController();
    running = stopper;
    const limit =
      action === 'stop' ? stopLimit : provider.startLimit + (action === 'restart' ? stopLimit : 0);
    const late = setTimeout(
      () =>
        stopper.abort(new ProviderFailure('timeout', `The engine did not answer within ${limit / 1000} s.`)),
      limit,
    );
    const work: Work = { action, step: begin, since: Date.now(), lines: [], attempt };
    publish({ work, failure: null, provider: provider.id, name: provider.name });
    const progress = progressOf();
    try {
      if (begin === 'backing-off') await pause(backOff[attempt - 1] ?? 0, stopper.signal);
      // After a crash there is nothing to be stopped.
      const verb = attempt > 0 ? 'start' : action;
      if (verb === 'start' && provider.answerEndsStart)
        await startUntilAnswer(connection, provider, stopper.signal, progress);
      else await provider[verb](stopper.signal, progress);
      if (action !== 'stop') {
        progress('answering');
        await awaitAnswer(connection, provider, stopper.signal);
      }
      log('info', `The engine: ${action} done.`, { provider: provider.id });
    } catch (thrown) {
      // An aborted program says only that; the reason says why.
      const error: unknown = stopper.signal.aborted ? stopper.signal.reason : thrown;
      if (isCancelled(error)) await abandon(provider, progress);
      await explain(provider, action, error);
      throw error;
    } finally {
      clearTimeout(late);
      running = null;
      publish({ work: null });
      connection.retry();
      seen = '';
      void refresh();
    }
  }

  async function abandon(provider: Provider, progress: Progress): Promise<void> {
    if (!provider.abandon) return;
    progress('stopping');
    await provider.abandon(AbortSignal.timeout(abandonLimit)).catch((error: unknown) => {
      log('warn', 'A cancelled start could not be taken back.', { error: String(error) });
    });
  }

  async function explain(provider: Provider, action: EngineAction, error: unknown): Promise<void> {
    log('warn', `The engine: ${action} failed.`, { provider: provider.id, error: String(error) });
    if (isCancelled(error)) return;
    const failed = error instanceof ProviderFailure ? error : null;
    const told = failed?.lines ?? [];
    const tail = await provider.log(AbortSignal.timeout(detectMs)).catch(() => []);
    const lines = told.length > 0 ? told : decisiveLines(tail);
    const why = error instanceof Error ? error.message : String(error);
    const isLate = error instanceof LighterError && error.code === 'timeout';
    const code = failed?.next ?? (isLate ? 'timeout' : failureCode([...lines, why]));
    publish({ failure: { action, code, message: why, lines, at: Date.now() } });
  }

  async function recover(): Promise<void> {
    const now = Date.now();
    crashes = crashes.filter((at) => now - at < crashMemory);
    if (crashes.length >= backOff.length) {
      const lines = decisiveLines(await managed.log(AbortSignal.timeout(detectMs)));
      managed.giveUp();
      log('error', 'The engine has crashed too often: it is left alone.');
      publish({
        failure: { action: 'restart', code: 'crashed', message: lines.at(-1) ?? '', lines, at: now },
      });
      tell({ kind: 'gave-up', lines });
      void refresh();
      return;
    }
    if (running || disposed) return;
    crashes.push(now);
    log('warn', 'The engine has crashed: it is started again.', { attempt: crashes.length });
    tell({ kind: 'crashed', attempt: crashes.length });
    try {
      await run(managed, 'restart', 'backing-off', crashes.length);
    } catch (error) {
      if (!disposed && !isCancelled(error)) await recover();
    }
  }

  const offs = [connection.onChange(onRow), managed.onCrash(() => void recover())];

  const seenConnection: Connection = {
    get row() {
      return row;
    },
    get client() {
      return connection.client;
    },
    require: (epoch) => connection.require(epoch),
    borrow: (epoch) => connection.borrow(epoch),
    onChange: listeners.add,
    onEvent: connection.onEvent,
    onConnected: connection.onConnected,
    retry: () => {
      connection.retry();
      void refresh();
    },
    move: () => {
      // What was known of the last engine, and how its start has failed, is not this one's.
      control = noControl;
      seen = '';
      connection.move();
    },
    start: () => connection.start(),
    dispose: () => connection.dispose(),
  };

  return {
    connection: seenConnection,
    perform,
    async startOwn() {
      const { can } = mayStartAny(connection.row)
        ? await managed.detect(AbortSignal.timeout(detectMs)).catch(() => notInstalled)
        : notInstalled;
      if (can.start !== true) return perform('start');
      refuseSecond();
      crashes = [];
      await run(managed, 'start', 'preparing', 0);
    },
    cancel() {
      if (control.work?.action === 'stop') return;
      running?.abort(new LighterError({ code: 'cancelled', message: 'The start was cancelled.' }));
    },
    refresh,
    dispose() {
      disposed = true;
      if (timer) clearTimeout(timer);
      for (const off of offs) off();
    },
  };

  function refuseSecond(): void {
    if (running)
      throw new LighterError({ code: 'conflict', message: 'The engine is being started or stopped.' });
  }

  async function perform(action: EngineAction): Promise<void> {
    refuseSecond();
    await refresh();
    const can = control[action];
    const provider = providers.find((one) => one.id === control.provider);
    if (can !== true || !provider) {
      if ((action === 'start' && can === 'running') || (action === 'stop' && can === 'not-running')) return;
      throw new LighterError({
        code: 'unsupported',
        message: `The engine: ${action} cannot work (${can}).`,
      });
    }
    refuseSecond();
    crashes = [];
    await run(provider, action, action === 'stop' ? 'stopping' : 'preparing', 0);
  }
}
