import { join } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Cache } from '../cache/types';
import type { EngineActions } from './engine-actions';
import type { Opener } from './opener';
import type { QuickActions } from './quick-actions';
import type { Texts } from './texts';
import { type TrayAction, type TrayItem, type TrayModel, trayModel } from './tray-model';

interface TrayOptions {
  cache: Cache;
  t: Texts;
  /** The folder with the rendered icons. */
  icons: string;
  quick: QuickActions;
  engine: EngineActions;
  /** Brings the window to the front, at a place of the page where one is given. */
  show(path?: string): void;
  openUrl: Opener;
}

export interface AppTray {
  /** Draws the menu anew; for changes that the cache does not tell (language, work under way). */
  refresh(): void;
  dispose(): void;
}

/** The least time between two menus, ms: while a native menu is replaced it closes under the pointer. */
const settle = 200;

function template(items: TrayItem[], onAction: (action: TrayAction) => void): MenuItemConstructorOptions[] {
  const entry = (item: TrayItem): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: item.label, enabled: false };
      case 'submenu':
        return { label: escapeLabel(item.label), submenu: template(item.items, onAction) };
      case 'action':
        return { label: escapeLabel(item.label), enabled: item.enabled, click: () => onAction(item.action) };
    }
  };
  return items.map(entry);
}

// A single ampersand would become a mnemonic and vanish from the name.
const escapeLabel = (label: string) => label.replaceAll('&', '&&');

function icon(folder: string, name: TrayModel['icon']) {
  if (process.platform === 'darwin') return nativeImage.createFromPath(join(folder, `${name}Template.png`));
  if (process.platform === 'win32') return nativeImage.createFromPath(join(folder, `${name}.ico`));
  return nativeImage.createFromPath(join(folder, `${name}-22.png`));
}

/** What each entry does. */
function runner({ quick, engine, show, openUrl }: TrayOptions): (action: TrayAction) => void {
  return (action) => {
    switch (action.do) {
      case 'open':
        return show();
      case 'settings':
        return show('/settings');
      case 'quit':
        return app.quit();
      case 'logs':
        return show(`/containers/${action.id}/logs`);
      case 'browse':
        return void openUrl(action.url);
      case 'stop-all':
        return void quick.stopAll();
      case 'undo-stop-all':
        return void quick.undoStopAll();
      case 'start-engine':
        return void engine.start();
      case 'stop-engine':
        return void engine.stop();
      case 'restart-engine':
        return void engine.restart();
      default:
        return void quick.run(action.do, action.id);
    }
  };
}

/** Puts the icon into the tray and keeps its menu in step with the cache, window or not. */
export function createTray(options: TrayOptions): AppTray {
  const { cache, t, quick } = options;
  const onAction = runner(options);
  let timer: NodeJS.Timeout | null = null;
  let shown = '';
  let shownIcon: TrayModel['icon'] = 'stopped';
  const tray = new Tray(icon(options.icons, shownIcon));
  tray.on('click', () => {
    // On macOS and most Linux panels a click opens the menu; where it does not, it opens the window.
    if (process.platform === 'win32') options.show();
  });

  const draw = () => {
    timer = null;
    const engine = cache.get('engine', 'current');
    if (!engine) return;
    const input = {
      engine,
      containers: cache.rows('containers').values(),
      busy: quick.busy,
      undoable: quick.undoable(),
    };
    const model = trayModel(input, t);
    const now = JSON.stringify(model);
    if (now === shown) return;
    shown = now;
    if (model.icon !== shownIcon) {
      tray.setImage(icon(options.icons, model.icon));
      shownIcon = model.icon;
    }
    tray.setToolTip(model.tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(template(model.items, onAction)));
  };
  const refresh = () => {
    timer ??= setTimeout(draw, settle);
  };

  const off = cache.subscribe((patches) => {
    if (patches.some(({ table }) => table === 'engine' || table === 'containers')) refresh();
  });
  const offQuick = quick.onChange(refresh);
  draw();

  return {
    refresh,
    dispose: () => {
      off();
      offQuick();
      if (timer) clearTimeout(timer);
      tray.destroy();
    },
  };
}
