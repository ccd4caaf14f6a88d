import { dirname } from 'node:path';
import type { AppCommand, AppInfo } from '@contract/app';
import { app, shell } from 'electron';
import type { CallHandlers, StreamHandlers } from '../ipc/types';
import type { Opener } from './opener';

interface AppDeps {
  logFile: string;
  openUrl: Opener;
}

const platforms: readonly string[] = ['linux', 'darwin', 'win32'];

/** The handlers of `app.*`. */
export function appHandlers(
  deps: AppDeps,
): Pick<CallHandlers, 'app.info' | 'app.openUrl' | 'app.openLogFolder'> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      platform: (platforms.includes(process.platform) ? process.platform : 'other') as AppInfo['platform'],
      logFile: deps.logFile,
    }),
    'app.openUrl': ({ url }) => deps.openUrl(url),
    'app.openLogFolder': async () => {
      await shell.openPath(dirname(deps.logFile));
      return null;
    },
  };
}

export interface AppCommands {
  /** Tells the page; kept until a page listens (a window just made is not there yet). */
  send(command: AppCommand): void;
  handlers: Pick<StreamHandlers, 'app.commands'>;
}

/** Main's way to ask the page for something. */
export function createAppCommands(): AppCommands {
  let listener: ((command: AppCommand) => void) | null = null;
  let waiting: AppCommand[] = [];
  return {
    send: (command) => {
      if (listener) listener(command);
      else waiting = [command];
    },
    handlers: {
      'app.commands': (_input, sink) => {
        const listen = (command: AppCommand) => {
          sink.send([command]);
        };
        listener = listen;
        for (const command of waiting.splice(0)) listen(command);
        sink.signal.addEventListener('abort', () => {
          if (listener === listen) listener = null;
        });
      },
    },
  };
}
