import { app, dialog } from 'electron';
import type { Log } from '../diagnostics/log';

/** After an uncaught exception main's state is unknown: it is logged, told and ended, never carried on. */
export function catchEverything(log: Log, logFile: string): void {
  process.on('uncaughtException', (error) => {
    log('error', 'Uncaught exception', error);
    dialog.showErrorBox('Lighter', `${error.message}\n\n${logFile}`);
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => log('error', 'Unhandled rejection', reason));
  app.on('child-process-gone', (_event, details) =>
    log('warn', `A ${details.type} process has gone`, details.reason),
  );
}
