import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const lockPollMs = 250;
const lockLimitMs = 10 * 60_000;
const ownerGraceMs = 10_000;

/** Absolute path of something Lighter's scripts keep between runs, outside the repository and `node_modules`. */
export function cachePath(...parts) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lighter', ...parts);
}

/**
 * Runs `work` while holding the lock `name`, so that two runs at once do not build the same thing twice.
 * A lock whose owner has died is taken over. Throws after ten minutes of waiting.
 */
export async function withLock(name, work) {
  const lock = cachePath(`${name}.lock`);
  await mkdir(cachePath(), { recursive: true });
  const deadline = Date.now() + lockLimitMs;
  while (!(await takeLock(lock))) {
    if (Date.now() > deadline)
      throw new Error(`Another run still holds ${lock}; remove it if none is running.`);
    await delay(lockPollMs);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function takeLock(lock) {
  try {
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!(await ownerAlive(lock))) await rm(lock, { recursive: true, force: true });
    return false;
  }
}

async function ownerAlive(lock) {
  try {
    const pid = Number(await readFile(join(lock, 'pid'), 'utf8'));
    if (pid > 0) {
      process.kill(pid, 0);
      return true;
    }
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    if (error.code === 'EPERM') return true;
  }
  // No owner written yet: it is either about to be, or the owner died between the two steps.
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs < ownerGraceMs;
}
