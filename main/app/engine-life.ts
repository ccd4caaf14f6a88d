import type { EngineRow } from '@contract/engine';
import type { Settings } from '@contract/settings';
import type { App } from 'electron';
import type { Log } from '../diagnostics/log';
import type { ControlNotice, ControlService } from '../engine/providers/control';
import type { Managed } from '../engine/providers/managed/managed';
import type { SettingsStore } from '../settings/store';
import type { Notifier } from './notifier';
import type { Texts } from './texts';

/** ms */
const rotateEvery = 10 * 60_000;

/**
 * Whether the engine is to be started as Lighter opens, from its row once it is known: null = wait, as nothing is
 * known yet. `asked`: the command line says so. Pure.
 */
export function shouldStart(
  { state, control, endpoint }: EngineRow,
  choice: Settings['startEngine'],
  asked: boolean,
): boolean | null {
  if (control.work || state === 'running' || state === 'unresponsive') return false;
  if (state === 'starting' || state === 'stopping' || control.start === 'unknown') return null;
  if (asked || choice === 'any') return control.start === true;
  return choice === 'managed' && endpoint.source === 'managed' && control.start === true;
}

interface EngineLifeOptions {
  app: App;
  control: ControlService;
  managed: Managed;
  settings: SettingsStore;
  log: Log;
}

/**
 * Takes over the own engine of an earlier run, starts the engine where that is set, and stops the own one at the
 * end where it is not to go on. `begin` starts the connection. Gives a dispose.
 */
export function liveWithEngine(options: EngineLifeOptions, begin: () => void): () => void {
  const { app, control, managed, settings, log } = options;
  const { connection } = control;
  const asked = app.commandLine.hasSwitch('start-engine');

  const decide = () => {
    const start = shouldStart(connection.row, settings.current.startEngine, asked);
    if (start === null) return;
    off();
    if (!start) return;
    // The switch is there to see Lighter at work: that touches no service of the machine.
    (asked ? control.startOwn() : control.perform('start')).catch((error: unknown) =>
      log('warn', 'The engine did not start with Lighter', String(error)),
    );
  };
  const off = connection.onChange(decide);
  void managed.adopt().then(begin, (error: unknown) => {
    log('error', 'The own engine could not be looked for', error);
    begin();
  });

  const timer = setInterval(() => managed.rotate(), rotateEvery);
  timer.unref();

  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped || settings.current.keepEngineRunning || !managed.runs()) return;
    event.preventDefault();
    stopped = true;
    managed
      .stop(AbortSignal.timeout(120_000), () => undefined)
      .catch((error: unknown) => log('error', 'The engine could not be stopped', error))
      .finally(() => app.quit());
  });
  return () => {
    off();
    clearInterval(timer);
  };
}

/** Tells of crashes of the own engine, window or not; a click shows the engine's page. */
export function tellCrashes(deps: {
  notifier: Notifier;
  t: Texts;
  show(path: string): void;
}): (notice: ControlNotice) => void {
  const { notifier, t, show } = deps;
  return (notice) => {
    const action = { label: t('engine-control:notice.show'), run: () => show('/engine') };
    if (notice.kind === 'crashed') {
      notifier.show({
        title: t('engine-control:notice.crashed'),
        body: t('engine-control:notice.restarting', { attempt: notice.attempt }),
        action,
      });
    } else {
      notifier.show({
        title: t('engine-control:notice.gaveUp'),
        body: notice.lines.at(-1) ?? t('engine-control:notice.seeLog'),
        action,
      });
    }
  };
}
