import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** The application menu: the platform's roles (their words are the platform's own), for copy, zoom and quit. */
export function installMenu(): void {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const file: MenuItemConstructorOptions[] =
    process.platform === 'darwin'
      ? []
      : [{ label: app.name, submenu: [{ role: 'close' }, { role: 'quit' }] }];
  const view: MenuItemConstructorOptions = {
    role: 'viewMenu',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      // Reload and developer tools only where a developer runs it.
      ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...mac, ...file, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}
