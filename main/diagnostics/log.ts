import { join } from 'node:path';
import log from 'electron-log/main';
import { redact } from './redact';

export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;

/**
 * Opens the log file below the profile (1 MB, one old file kept). Everything passes the redaction first.
 */
export function openLog(userData: string): { log: Log; file: string } {
  const file = join(userData, 'logs', 'main.log');
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = 1024 * 1024;
  log.transports.ipc.level = false;
  log.transports.console.level = process.env.LIGHTER_LOG === 'console' ? 'silly' : false;
  log.hooks.push((message) => ({ ...message, data: message.data.map((item) => redact(item)) }));
  return {
    file,
    log: (level, message, detail) =>
      detail === undefined ? log[level](message) : log[level](message, detail),
  };
}
