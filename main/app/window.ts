import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../diagnostics/log';
import { appOrigin } from '../ipc/sender';
import { promised } from '../promised';
import type { SettingsFile, WindowBounds } from '../settings/file';

/** Whether anybody sees the page; a hidden window gets no patches and costs no stats. */
export interface Visibility {
  readonly visible: boolean;
  onChange(listener: (visible: boolean) => void): () => void;
}

export interface MainWindow extends Visibility {
  readonly browserWindow: BrowserWindow | null;
  /** In front of the user: shown and focused. */
  readonly focused: boolean;
  /** Creates the window if there is none, shows it, and brings it to the front. */
  show(): void;
  /** Resolves when the window made first has something on the screen, or nothing will come; at once without one. */
  painted(): Promise<void>;
  close(): void;
  dispose(): void;
}

interface WindowOptions {
  settings: Pick<SettingsFile, 'bounds' | 'setBounds'>;
  log: Log;
  language: () => 'en' | 'ko';
  preload: string;
  icon: string;
  devUrl: string | null;
  /** True keeps the app (and its tray icon) when the window is closed. */
  onClosed: () => void;
}

const leastSize = { width: 900, height: 600 };

/** The remembered bounds if enough of them is still on a screen; otherwise just their size. */
function usableBounds(bounds: WindowBounds | null): Partial<WindowBounds> {
  if (!bounds) return { width: 1280, height: 800 };
  const { x, y, width, height } = bounds;
  if (x === undefined || y === undefined) return { width, height };
  const onScreen = screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX > 100 && overlapY > 100;
  });
  return onScreen ? { x, y, width, height } : { width, height };
}

/** How long a loaded page may go unpainted, ms: where graphics fail, Electron may never tell that it can be shown. */
const unpaintedLimit = 1_000;

/** The one window. Made on `show()`, so that `--hidden` costs no renderer at all. */
export function createMainWindow(options: WindowOptions): MainWindow {
  const { settings, log } = options;
  const listeners = new Set<(visible: boolean) => void>();
  let window: BrowserWindow | null = null;
  let visible = false;
  let firstPaint: Promise<void> = Promise.resolve();
  const reloads: number[] = [];

  const setVisible = (now: boolean) => {
    if (now === visible) return;
    visible = now;
    for (const listener of listeners) listener(now);
  };

  const url = () => {
    const language = options.language();
    if (options.devUrl) return `${options.devUrl}/?lang=${language}`;
    return `${appOrigin}/${language === 'ko' ? 'ko' : 'index'}.html?lang=${language}`;
  };

  const recover = (created: BrowserWindow, reason: string) => {
    log('error', 'The page process has gone', reason);
    if (reason === 'clean-exit' || created.isDestroyed()) return;
    const now = Date.now();
    reloads.push(now);
    while (reloads[0] !== undefined && reloads[0] < now - 60_000) reloads.shift();
    // A page that dies at every load would otherwise spin for ever.
    if (reloads.length <= 3) created.reload();
    else created.destroy();
  };

  const create = () => {
    const bounds = usableBounds(settings.bounds());
    const created = new BrowserWindow({
      ...bounds,
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      show: false,
      title: 'Lighter',
      icon: options.icon,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#0d1012' : '#ffffff',
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        v8CacheOptions: 'bypassHeatCheck',
      },
    });
    if (settings.bounds()?.maximized) created.maximize();
    const remember = () => {
      if (!created.isMinimized())
        settings.setBounds({ ...created.getNormalBounds(), maximized: created.isMaximized() });
    };
    const paint = promised<void>();
    firstPaint = paint.promise;
    created.once('ready-to-show', () => {
      created.show();
      paint.resolve();
    });
    created.on('show', () => setVisible(true));
    created.on('restore', () => setVisible(true));
    created.on('hide', () => setVisible(false));
    created.on('minimize', () => setVisible(false));
    created.on('close', remember);
    // The page is there whether it paints or not, or it never will be: nobody must wait for ever.
    created.webContents.once('did-finish-load', () => {
      paint.resolve();
      setTimeout(() => {
        if (created.isDestroyed() || created.isVisible() || created.isMinimized()) return;
        log('warn', 'The page was loaded and not painted: it is shown all the same');
        created.show();
      }, unpaintedLimit);
    });
    created.webContents.once('did-fail-load', () => paint.resolve());
    created.webContents.once('render-process-gone', () => paint.resolve());
    created.on('closed', () => {
      paint.resolve();
      window = null;
      setVisible(false);
      options.onClosed();
    });
    // The page sets its own title; a script in it must not be able to name the window otherwise.
    created.webContents.on('render-process-gone', (_event, { reason }) => recover(created, reason));
    created.webContents.on('unresponsive', () => log('warn', 'The page does not respond'));
    void created
      .loadURL(url())
      .catch((error: unknown) => log('error', 'The page could not be loaded', error));
    return created;
  };

  return {
    get browserWindow() {
      return window;
    },
    get visible() {
      return visible;
    },
    get focused() {
      return visible && window?.isFocused() === true;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: () => {
      if (!window) {
        window = create();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    painted: () => firstPaint,
    close: () => window?.close(),
    dispose: () => window?.destroy(),
  };
}

/** Where the preload bundle lies beside the built main. */
export const preloadPath = (mainDir: string) => join(mainDir, '../preload/index.cjs');
