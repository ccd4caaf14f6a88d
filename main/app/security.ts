import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../diagnostics/log';
import { appOrigin } from '../ipc/sender';

const isOurs = (url: string, devOrigin: string | null) => {
  try {
    const { protocol, host } = new URL(url);
    const origin = `${protocol}//${host}`;
    return origin === appOrigin || origin === devOrigin;
  } catch {
    return false;
  }
};

/** Refuses every permission but writing text to the clipboard, and every device and screen. */
export function lockSession(session: Session): void {
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

function lockContents(contents: WebContents, devOrigin: string | null, log: Log): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    if (isOurs(url, devOrigin)) return;
    event.preventDefault();
    log('warn', 'Refused a navigation', url);
  };
  contents.on('will-navigate', (event) => refuse(event, event.url));
  contents.on('will-frame-navigate', (event) => refuse(event, event.url));
  contents.on('will-redirect', (event) => refuse(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log('warn', 'Refused a window', url);
    return { action: 'deny' };
  });
}

/** Applies the navigation rules to every page that is ever made. */
export function lockAllContents(devOrigin: string | null, log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, devOrigin, log));
}
