import { join } from 'node:path';
import { streams as definitions } from '@contract/index';
import { app, powerMonitor } from 'electron';
import { appHandlers, createAppCommands } from './app/app-handlers';
import { createEngineActions } from './app/engine-actions';
import { tellCrashes } from './app/engine-life';
import { createFileChooser, createFileOpener, createFilesOpener } from './app/file-chooser';
import { keepInTray } from './app/keep-in-tray';
import { createNotifier } from './app/notifier';
import { createOpener } from './app/opener';
import { createQuickActions } from './app/quick-actions';
import { registryFetch } from './app/registry-fetch';
import { systemCipher } from './app/safe-storage';
import { tellTasks } from './app/task-notices';
import { createTexts } from './app/texts';
import { createTray } from './app/tray';
import { createBuilds } from './builds/builds';
import { createBuildxFinder } from './builds/buildx/find';
import { buildHandlers, buildsStream } from './builds/handlers';
import { createHistory } from './builds/history';
import { createSources } from './builds/sources';
import { diagnoseHandlers } from './diagnostics/handlers';
import { createDockerContext } from './engine/providers/docker-context';
import type { EngineSide, FirstThings } from './engine-side';
import { createChosen } from './files/chosen';
import { filesHandlers } from './files/handlers';
import { answer } from './ipc/calls';
import { serveOffers } from './ipc/offers';
import type { SenderCheck } from './ipc/sender';
import { serveStreams } from './ipc/streams';
import type { CallHandlers, LaterHandlers } from './ipc/types';
import { connectRegistries } from './registries/connect';
import { openDockerConfig } from './registries/docker-config';
import { registryHandlers } from './registries/handlers';
import { createLogins } from './registries/logins';
import { createVault } from './registries/vault';
import { anatomyHandlers } from './resources/anatomy-handlers';
import { anatomyWatch } from './resources/anatomy-watch';
import { containerChangeHandlers } from './resources/container-change-handlers';
import { containerHandlers } from './resources/container-handlers';
import { containerLookHandlers } from './resources/container-look';
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
import { onLanguage, settingsHandlers } from './settings/apply';
import { templateHandlers } from './settings/templates';
import { attachStream } from './streams/attach';
import { containerStatsStream } from './streams/container-stats';
import { execStream } from './streams/exec';
import { logsStream } from './streams/logs';
import { statsStream } from './streams/stats';
import { taskHandlers } from './tasks/handlers';
import { createTasks } from './tasks/tasks';

/** What is there when the window and the engine's side are: the rest is made from it. */
interface EarlierThings extends FirstThings {
  readonly side: EngineSide;
  readonly logFile: string;
  readonly allowed: SenderCheck;
  readonly resourcesDir: string;
  readonly iconFile: string;
  readonly language: () => 'en' | 'ko';
}

/**
 * Everything but the window and the engine's side, made in order once the first rows are out, and disposed in
 * reverse. Gives what the window's end means.
 */
export async function startAfterWindow(earlier: EarlierThings): Promise<ReturnType<typeof keepInTray>> {
  const { side, log, logFile, window, doors, userData, resourcesDir, iconFile, language } = earlier;
  const { cache, settings, startEnv, managed, finder, meter, control } = side;
  const { connection } = control;
  const texts = await createTexts(language());
  const { t } = texts;
  const notifier = createNotifier(iconFile);
  const staying = keepInTray({ settings, notifier, t });

  const dockerConfig = startEnv.DOCKER_CONFIG || join(app.getPath('home'), '.docker');
  const show = (path?: string) => {
    window.show();
    if (path) commands.send({ kind: 'navigate', path });
  };
  side.tellCrashes(tellCrashes({ notifier, t, show }));
  const engines = finder.engines(connection);
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
  const logins = createLogins({
    config: openDockerConfig(dockerConfig),
    vault: createVault(join(userData, 'registries'), systemCipher),
    env: startEnv,
  });
  const registries = connectRegistries({ connection, logins, fetch: registryFetch });

  const chosen = createChosen();
  const files = filesHandlers({
    connection,
    cache,
    tasks,
    chosen,
    chooseTarget: createFileChooser(() => window.browserWindow, t, 'files:download.title'),
    openFiles: createFilesOpener(() => window.browserWindow, t, 'files:upload.title'),
  });
  const history = createHistory({ folder: join(userData, 'builds'), cache });
  const builds = createBuilds({
    cache,
    connection,
    tasks,
    history,
    logins,
    env: startEnv,
    findBuildx: createBuildxFinder({
      env: startEnv,
      home: startEnv.HOME || app.getPath('home'),
      platform: process.platform,
    }),
  });
  const openFolder = createFilesOpener(() => window.browserWindow, t, 'builds:chooseFolder');

  const calls: CallHandlers = {
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
    ...imageHandlers({ connection, auth: logins.header, withWait: registries.withWait }),
    ...imageTaskHandlers({
      connection,
      tasks,
      auth: logins.header,
      withWait: registries.withWait,
      chooseTarget: createFileChooser(() => window.browserWindow, t, 'images:saveTitle'),
      chooseArchive: () => openFile('images:load.choose'),
    }),
    ...buildHandlers({
      connection,
      builds,
      history,
      sources: createSources(),
      chosen,
      choose: async (kind) =>
        kind === 'folder' ? ((await openFolder('folder'))[0] ?? null) : openFile('builds:chooseDockerfile'),
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
    ...recreateHandlers({
      connection,
      tasks,
      auth: logins.header,
      journal: openJournal(join(userData, 'recreate.json')),
      settings,
    }),
    ...registryHandlers({ connection, logins, registries }),
    ...containerLookHandlers({ connection, chooseFile: createFileChooser(() => window.browserWindow, t) }),
    ...files.calls,
    ...taskHandlers({ tasks }),
    ...settingsHandlers({ settings }),
    ...templateHandlers({ userData }),
    ...diagnoseHandlers({
      env: startEnv,
      endpoint: () => connection.row.endpoint,
      chosen: finder.chosen,
      reach: finder.reach,
      versions: {
        lighter: app.getVersion(),
        electron: process.versions.electron,
        node: process.versions.node,
      },
      words: async () => (await createTexts('en')).t,
      chooseFile: createFileChooser(() => window.browserWindow, t, 'diagnose:saveTitle'),
    }),
  };
  const handlers: LaterHandlers = {
    ...commands.handlers,
    ...logsStream({ connection, visibility: window }),
    ...execStream({ connection }),
    ...attachStream({ connection }),
    ...files.streams,
    ...statsStream({ connection, cache, visibility: window }),
    ...enginesStream({ engines }),
    ...containerStatsStream({ connection, cache, visibility: window }),
    ...buildsStream({ builds }),
    ...anatomyWatch({ connection, cache, visibility: window, meter }),
  };
  const streams = serveStreams<keyof LaterHandlers>({ definitions, handlers }, log);
  const stopOffers = serveOffers(chosen.keep, earlier.allowed);
  doors.serve({ answer: (request) => answer(calls, request, log), open: streams.open });

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
  onLanguage(settings, () => void texts.change(language()).then(tray.refresh));

  powerMonitor.on('resume', () => connection.retry());
  app.on('will-quit', () => {
    tray.dispose();
    doors.close();
    stopOffers();
    streams.dispose();
    files.dispose();
    notifier.dispose();
    void tasks.dispose();
    side.dispose();
  });
  return staying;
}
