import { join } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import { catchEverything } from './app/crash';
import { installMenu } from './app/menu';
import { registerScheme, serveApp } from './app/protocol';
import { lockAllContents, lockSession } from './app/security';
import { createMainWindow, preloadPath } from './app/window';
import { openLog } from './diagnostics/log';
import { createDoors } from './ipc/doors';
import { senderCheck } from './ipc/sender';
import { firstLook, openSettingsFile, resolveLanguage } from './settings/file';

// Only what the window needs: whatever is imported here is compiled and run before it can appear. All else is in
// engine-side.ts and after-window.ts.

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

/**
 * The window; once it has painted the engine's side, once the first rows are out the rest. What main evaluates any
 * earlier takes the processor from the page's process, and the paint waits for it.
 */
async function start(): Promise<void> {
  const userData = app.getPath('userData');
  const { log, file: logFile } = openLog(userData);
  catchEverything(log, logFile);

  const file = openSettingsFile(userData);
  const look = () => firstLook(file.stored);
  const language = () => resolveLanguage(look().language, app.getLocale());
  nativeTheme.themeSource = look().theme;
  lockSession(session.defaultSession);
  lockAllContents(devOrigin, log);
  serveApp(join(here, '../renderer'));
  installMenu();

  const iconFile = join(resourcesDir, 'icons/png/256x256.png');
  const window = createMainWindow({
    settings: file,
    log,
    language,
    preload: preloadPath(here),
    icon: iconFile,
    devUrl,
    onClosed: () => void staying.then(({ onWindowClosed }) => onWindowClosed()),
  });
  const allowed = senderCheck(() => window.browserWindow?.webContents ?? null, devOrigin);
  const doors = createDoors(allowed, log);
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => void staying.then(({ onAllClosed }) => onAllClosed()));
  app.on('before-quit', () => void staying.then(({ onQuit }) => onQuit()));

  const hasWindow = !app.commandLine.hasSwitch('hidden') && !look().startHidden;
  if (hasWindow) window.show();
  const staying = window
    .painted()
    .then(() => import('./engine-side'))
    .then(async ({ startEngineSide }) => {
      const first = { log, file, window, doors, userData, ownProfile: profile !== '' };
      const side = startEngineSide(first);
      await side.firstRows;
      const { startAfterWindow } = await loadRest();
      return startAfterWindow({ ...first, side, logFile, allowed, resourcesDir, iconFile, language });
    });
  // A window with nothing behind it is no app: this ends as any uncaught exception does.
  staying.catch((error: unknown) =>
    setImmediate(() => {
      throw error;
    }),
  );
}

/** In slices, which run on their own: the page and the engine need main's thread in between. */
async function loadRest(): Promise<typeof import('./after-window')> {
  await import('@contract/index');
  await import('./app/texts');
  await import('./diagnostics/handlers');
  return import('./after-window');
}
