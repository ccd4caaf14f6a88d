import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { redact } from './redact';

export type Log = (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;

/** bytes */
const mostSize = 1024 * 1024;

/**
 * Opens the log below the profile: `logs/main.log`, at most 1 MB, and the one before as `main.old.log`. Everything
 * passes the redaction first. A line is on the disk when the call returns, so that a crash loses none.
 */
export function openLog(userData: string): { log: Log; file: string } {
  const file = join(userData, 'logs', 'main.log');
  const toConsole = process.env.LIGHTER_LOG === 'console';
  let size: number | null = null;

  const write = (line: string) => {
    size ??= openSize(file);
    if (size + line.length > mostSize) {
      renameSync(file, join(dirname(file), 'main.old.log'));
      size = 0;
    }
    appendFileSync(file, line);
    size += Buffer.byteLength(line);
  };

  return {
    file,
    log: (level, message, detail) => {
      const line = formatLine(new Date(), level, message, detail);
      if (toConsole) process.stderr.write(line);
      try {
        write(line);
      } catch {
        // A full disk or a profile taken away: Lighter works on, unlogged.
        size = null;
      }
    },
  };
}

/** Makes the folder; gives the size of a file that is there already. */
function openSize(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function formatLine(at: Date, level: string, message: string, detail: unknown): string {
  const safe = redact(detail);
  const more =
    detail === undefined
      ? ''
      : ` ${typeof safe === 'string' ? safe : inspect(safe, { depth: 8, breakLength: Number.POSITIVE_INFINITY })}`;
  return `[${at.toISOString()}] [${level}] ${redact(message)}${more}\n`;
}
