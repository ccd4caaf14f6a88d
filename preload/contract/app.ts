import { z } from 'zod';
import { call, stream } from './define';

export interface AppInfo {
  version: string;
  electron: string;
  chromium: string;
  node: string;
  platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** Where the log is, to open or attach it. */
  logFile: string;
}

/** What main asks of the page: to show a place (from tray, notification or menu). */
export type AppCommand = { kind: 'navigate'; path: string };

export const appCalls = {
  'app.info': call(z.strictObject({})).returns<AppInfo>(),
  /** Opens http(s) links in the default browser. Loopback and the engine's own host open at once; main asks
   *  before any other. False when the user said no. */
  'app.openUrl': call(z.strictObject({ url: z.url().max(2048) })).returns<boolean>(),
  'app.openLogFolder': call(z.strictObject({})).returns<null>(),
};

export const appStreams = {
  'app.commands': stream(z.strictObject({})).of<AppCommand>(),
};
