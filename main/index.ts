import { join } from 'node:path';
import { app, nativeTheme, powerMonitor, session } from 'electron';
import { appHandlers, createAppCommands } from './app/app-handlers';
import { catchEverything } from './app/crash';
import { createEngineActions } from './app/engine-actions';
import { liveWithEngine, tellCrashes } from './app/engine-life';
import { createFileChooser, createFileOpener } from './app/file-chooser';
import { keepInTray } from './app/keep-in-tray';
import { installMenu } from './app/menu';
import { createNotifier } from './app/notifier';
import { createOpener } from './app/opener';
import { registerScheme, serveApp } from './app/protocol';
import { createQuickActions } from './app/quick-actions';
import { lockAllContents, lockSession } from './app/security';
import { tellTasks } from './app/task-notices';
import { createTexts } from './app/texts';
import { createTray } from './app/tray';
import { createMainWindow, preloadPath } from './app/window';
import { createCache } from './cache/store';
import { createSync } from './cache/sync';
import { stateWatch } from './cache/watch';
import { diagnoseHandlers } from './diagnostics/handlers';
import { openLog } from './diagnostics/log';
import { createCallMeter } from './engine/call-meter';
import { createConnection } from './engine/connection';
import { createEngineFinder } from './engine/create-engines';
import { createControl } from './engine/providers/control';
import { createProviders } from './engine/providers/create-providers';
import { createDockerContext } from './engine/providers/docker-context';
import { serveCalls } from './ipc/calls';
import { senderCheck } from './ipc/sender';
import { serveStreams } from './ipc/streams';
import { anatomyHandlers } from './resources/anatomy-handlers';
import { anatomyWatch } from './resources/anatomy-watch';
import { containerChangeHandlers } from './resources/container-change-handlers';
import { containerHandlers } from './resources/container-handlers';
import { containerCopyHandlers } from './resources/copies/handlers';
import { createTrash } from './resources/copies/undo-delete';
import { copyToHandlers } from './resources/copy-to/handlers';
import { engineHandlers } from './resources/engine-handlers';
import { enginesHandlers, enginesStream } from './resources/engines-handlers';
import { imageHandlers } from './resources/image-handlers';
import { imageTaskHandlers } from './resources/image-task-handlers';
import { createProtection } from './resources/protection';
import { recreateHandlers } from './resources/recreate/handlers';
import { openJournal } from './resources/recreate/journal';
import { applySettings, settingsHandlers } from './settings/apply';
import { resolveLanguage } from './settings/settings';
import { openSettings } from './settings/store';
import { templateHandlers } from './settings/templates';
import { containerStatsStream } from './streams/container-stats';
import { execStream } from './streams/exec';
import { logsStream } from './streams/logs';
import { statsStream } from './streams/stats';
import { taskHandlers } from './tasks/handlers';
import { createTasks } from './tasks/tasks';

const here = import.meta.dirname;
const devUrl = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
const devOrigin = devUrl && new URL(devUrl).origin;
const resourcesDir = app.isPackaged ? process.resourcesPath : join(here, '../../build');

// Before `ready`, and before anything opens a file or a socket.
const profile = app.commandLine.getSwitchValue('user-data-dir');
if (profile) app.setPath('userData', profile);
// As root Chromium cannot have its sandbox: launchers then say so, and this call would take their word back.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

/** Creates everything in order and disposes in reverse. */
async function start(): Promise<void> {
  const userData = app.getPath('userData');
  const { log, file: logFile } = openLog(userData);
  catchEverything(log, logFile);

  const settings = openSettings(userData);
  const language = () => resolveLanguage(settings.current.language, app.getLocale());
  const { t, change: changeTexts } = createTexts(language());
  nativeTheme.themeSource = settings.current.theme;
  lockSession(session.defaultSession);
  lockAllContents(devOrigin, log);
  const pageServed = serveApp(join(here, '../renderer'));
  installMenu();

  const iconFile = join(resourcesDir, 'icons/png/256x256.png');
  const notifier = createNotifier(iconFile);
  const staying = keepInTray({ settings, notifier, t });
  const window = createMainWindow({
    settings,
    log,
    language,
    preload: preloadPath(here),
    icon: iconFile,
    devUrl,
    onClosed: staying.onWindowClosed,
  });
  // The window first: everything below is made while its page loads, in one go, so that it answers before the
  // page's script can ask.
  if (!app.commandLine.hasSwitch('hidden') && !settings.current.startHidden) {
    window.show();
    if (!devUrl) await pageServed;
  }

  const cache = createCache();
  // The connection takes `DOCKER_*` out of the environment; the diagnosis judges them.
  const startEnv = { ...process.env };
  const dockerConfig = process.env.DOCKER_CONFIG || join(app.getPath('home'), '.docker');
  const { providers, managed } = createProviders({
    env: process.env,
    profile: userData,
    ownProfile: profile !== '',
  });
  const show = (path?: string) => {
    window.show();
    if (path) commands.send({ kind: 'navigate', path });
  };
  const meter = createCallMeter();
  const ownEngine = () =>
    process.platform === 'linux' ? { host: managed.host, preferred: managed.chosen } : null;
  const finder = createEngineFinder({ env: startEnv, profile: userData, managed: ownEngine, log });
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
    tell: tellCrashes({ notifier, t, show }),
  });
  const { connection } = control;
  const engines = finder.engines(connection);
  const sync = createSync({ connection, cache, log: (message) => log('warn', message) });
  const tasks = createTasks({ cache, connection });
  const commands = createAppCommands();
  const openUrl = createOpener({
    engineHost: () => connection.row.endpoint.host,
    window: () => window.browserWindow,
    t,
  });
  const openFile = createFileOpener(() => window.browserWindow, t);
  const trash = createTrash();
  const containers = containerHandlers({
    connection,
    cache,
    protect: createProtection({ settings, cache, connection }),
    trash,
    chooseFile: createFileChooser(() => window.browserWindow, t),
    openFile: () => openFile('run:envFileTitle'),
  });

  const allowed = senderCheck(() => window.browserWindow?.webContents ?? null, devOrigin);
  const stopCalls = serveCalls(
    {
      ...appHandlers({ logFile, openUrl }),
      ...engineHandlers({
        connection,
        control,
        context: createDockerContext({ configFolder: dockerConfig, host: managed.host }),
      }),
      ...anatomyHandlers({ connection }),
      ...enginesHandlers({
        engines,
        openFile: (kind) => openFile(`engines:choose.${kind}`),
      }),
      ...containers,
      ...imageHandlers({ connection }),
      ...imageTaskHandlers({
        connection,
        tasks,
        chooseTarget: createFileChooser(() => window.browserWindow, t, 'images:saveTitle'),
        chooseArchive: () => openFile('images:load.choose'),
      }),
      ...containerChangeHandlers({ connection, cache, settings }),
      ...containerCopyHandlers({
        connection,
        cache,
        tasks,
        trash,
        chooseTarget: createFileChooser(() => window.browserWindow, t, 'notifications:saveExport'),
      }),
      ...copyToHandlers({
        connection,
        engines,
        tasks,
        nameOf: (id) => cache.get('containers', id)?.name ?? id.slice(0, 12),
      }),
      ...recreateHandlers({ connection, tasks, journal: openJournal(join(userData, 'recreate.json')) }),
      ...taskHandlers({ tasks }),
      ...settingsHandlers({ settings }),
      ...templateHandlers({ userData }),
      ...diagnoseHandlers({
        env: startEnv,
        endpoint: () => connection.row.endpoint,
        versions: {
          lighter: app.getVersion(),
          electron: process.versions.electron,
          node: process.versions.node,
        },
        words: () => createTexts('en').t,
        chooseFile: createFileChooser(() => window.browserWindow, t, 'diagnose:saveTitle'),
      }),
    },
    allowed,
    log,
  );
  const stopStreams = serveStreams(
    {
      ...stateWatch({ cache, visibility: window }),
      ...commands.handlers,
      ...logsStream({ connection }),
      ...execStream({ connection }),
      ...statsStream({ connection, cache, visibility: window }),
      ...enginesStream({ engines }),
      ...containerStatsStream({ connection, cache, visibility: window }),
      ...anatomyWatch({ connection, cache, visibility: window, meter }),
    },
    allowed,
    log,
  );

  const tray = createTray({
    cache,
    t,
    icons: join(resourcesDir, 'tray'),
    quick: createQuickActions({ cache, handlers: containers, notifier, t }),
    engine: createEngineActions({ control, cache, notifier, window: () => window.browserWindow, t }),
    show,
    openUrl,
  });
  tellTasks({ tasks, settings, window, notifier, t, show });
  applySettings({
    settings,
    cache,
    log,
    onLanguage: () => {
      changeTexts(language());
      tray.refresh();
    },
  });
  const leaveEngine = liveWithEngine({ app, control, managed, settings, log }, () => connection.start());

  app.on('second-instance', () => show());
  app.on('activate', () => show());
  app.on('window-all-closed', staying.onAllClosed);
  app.on('before-quit', staying.onQuit);
  powerMonitor.on('resume', () => connection.retry());
  app.on('will-quit', () => {
    tray.dispose();
    stopStreams();
    stopCalls();
    notifier.dispose();
    sync.dispose();
    cache.dispose();
    void tasks.dispose();
    leaveEngine();
    control.dispose();
    void connection.dispose();
    finder.reach.dispose();
  });
}
