import { setTimeout as delay } from 'node:timers/promises';
import { stateStreams } from '@contract/state';
import { app } from 'electron';
import { liveWithEngine } from './app/engine-life';
import type { MainWindow } from './app/window';
import { createCache } from './cache/store';
import { createSync } from './cache/sync';
import type { Cache } from './cache/types';
import { stateWatch } from './cache/watch';
import type { Log } from './diagnostics/log';
import { createCallMeter } from './engine/call-meter';
import { createConnection } from './engine/connection';
import { createEngineFinder } from './engine/create-engines';
import { type ControlNotice, createControl } from './engine/providers/control';
import { createProviders } from './engine/providers/create-providers';
import type { Doors } from './ipc/doors';
import { serveStreams } from './ipc/streams';
import { promised } from './promised';
import { applySettings } from './settings/apply';
import type { SettingsFile } from './settings/file';
import { openSettings } from './settings/store';

// What stands between the window and its first rows, and no more: all else is in after-window.ts.

/** What is there when the window is: the rest is made from it. */
export interface FirstThings {
  readonly log: Log;
  readonly file: SettingsFile;
  readonly window: MainWindow;
  readonly doors: Doors;
  /** Lighter's profile. */
  readonly userData: string;
  /** Switch `--user-data-dir`: a profile that is not the user's usual one. */
  readonly ownProfile: boolean;
}

export type EngineSide = ReturnType<typeof startEngineSide>;

/** The rows wait at most this long for an engine, ms; who asks for something else waits with them. */
const rowsLimit = 400;

/** The page draws its first rows meanwhile, ms: to load the rest at once would take the processor from it. */
const drawMs = 150;

/** Settings, the engine's connection and its rows, which the page is told of from here on. */
export function startEngineSide(first: FirstThings) {
  const { log, file, window, doors, userData, ownProfile } = first;
  const cache = createCache();
  const settings = openSettings(file);
  applySettings({ settings, cache, log });

  // The connection takes `DOCKER_*` out of the environment; the diagnosis judges them.
  const startEnv = { ...process.env };
  const { providers, managed } = createProviders({ env: process.env, profile: userData, ownProfile });
  const ownEngine = () =>
    process.platform === 'linux' ? { host: managed.host, preferred: managed.chosen } : null;
  const finder = createEngineFinder({ env: startEnv, profile: userData, managed: ownEngine, log });
  const meter = createCallMeter();
  // Who tells a person of a crash needs words, which come later.
  const teller = promised<(notice: ControlNotice) => void>();
  const control = createControl({
    connection: createConnection({
      env: process.env,
      log,
      meter,
      managed: ownEngine,
      chosen: finder.chosen,
      reach: finder.reach,
    }),
    providers,
    managed,
    log,
    tell: (notice) => void teller.promise.then((tell) => tell(notice)),
  });
  const { connection } = control;
  const sync = createSync({
    connection,
    cache,
    visibility: window,
    log: (message) => log('warn', message),
  });
  const streams = serveStreams(
    { definitions: stateStreams, handlers: stateWatch({ cache, visibility: window }) },
    log,
  );
  doors.serveFirst(streams);
  const leaveEngine = liveWithEngine({ app, control, managed, settings, log }, () => connection.start());

  return {
    cache,
    settings,
    startEnv,
    managed,
    finder,
    meter,
    control,
    tellCrashes: teller.resolve,
    /** Resolves a moment after the containers are listed, or when it is known that they cannot be, or will not be soon. */
    firstRows: firstRows(cache),
    dispose: () => {
      streams.dispose();
      sync.dispose();
      cache.dispose();
      leaveEngine();
      control.dispose();
      void connection.dispose();
      finder.reach.dispose();
    },
  };
}

function firstRows(cache: Cache): Promise<void> {
  const listed = promised<void>();
  const off = cache.subscribe(() => {
    if (cache.get('lists', 'containers')?.state !== 'loading') listed.resolve();
  });
  const late = setTimeout(listed.resolve, rowsLimit);
  return listed.promise
    .finally(() => {
      off();
      clearTimeout(late);
    })
    .then(() => delay(drawMs));
}
