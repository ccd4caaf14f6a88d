import {
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';

/** Bytes; with the two old files kept, the log takes at most three times that. */
const largest = 5 * 1024 * 1024;
const tailBytes = 32 * 1024;

/**
 * Starts the log anew when it has grown too large: LOG becomes LOG.1, LOG.1 becomes LOG.2. It is copied and cut off,
 * since the running dockerd keeps writing to the same file (which it has open for appending).
 */
export function rotateLog(path: string, limit = largest): void {
  try {
    if (statSync(path).size <= limit) return;
    rmSync(`${path}.2`, { force: true });
    try {
      renameSync(`${path}.1`, `${path}.2`);
    } catch {
      // There is none yet.
    }
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch {
    // No log yet, or no room to copy it: the engine matters more.
  }
}

/** The size of the log now, bytes: what is written later is said by this start. */
export function logSize(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** The last `count` lines that were written after the byte `from`. Empty when it cannot be read. */
export function logTail(path: string, count: number, from = 0): string[] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return [];
  }
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from > size ? 0 : from, size - tailBytes);
    const buffer = Buffer.alloc(size - start);
    const read = readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8', 0, read).split('\n').filter(Boolean).slice(-count);
  } finally {
    closeSync(file);
  }
}
