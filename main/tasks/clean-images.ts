import type { TaskResult } from '@contract/tasks';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { imageUsage } from '../resources/image-usage';
import type { TaskUpdate } from './tasks';

/** Deleting a large image takes its time, ms. */
const removeTimeout = 120_000;

/**
 * Deletes images by name or id one after the other, never by force: what a container has come to use meanwhile,
 * the engine keeps. Then it asks the engine what its images take up less; where it does not say, nothing is said.
 */
export async function cleanImages(
  client: EngineClient,
  keys: readonly string[],
  signal: AbortSignal,
  update: (change: TaskUpdate) => void,
): Promise<TaskResult> {
  const before = await totalBytes(client, signal);
  let deleted = 0;
  let left = [...keys];
  let failed = new Map<string, string>();
  // An image that another one was made from goes only after that one.
  for (let progress = true; progress && left.length > 0; ) {
    failed = new Map();
    for (const key of left) {
      signal.throwIfAborted();
      update({ progress: { current: deleted, total: keys.length }, message: key });
      try {
        await client.request('DELETE', enginePath`/images/${key}`, { signal, timeoutMs: removeTimeout });
        deleted += 1;
      } catch (error) {
        const typed = toLighterError(error);
        if (typed.code === 'cancelled' || typed.code === 'engine-unreachable') throw typed;
        failed.set(key, typed.message);
      }
    }
    progress = failed.size < left.length;
    left = [...failed.keys()];
  }
  const after = await totalBytes(client, signal);
  const freed = before === null || after === null ? null : Math.max(0, before - after);
  const failures = [...failed].map(([name, message]) => ({ name, message }));
  return { kind: 'cleanup', deleted, failed: failures, freed };
}

async function totalBytes(client: EngineClient, signal: AbortSignal): Promise<number | null> {
  try {
    return (await imageUsage(client, signal)).total;
  } catch (error) {
    const typed = toLighterError(error);
    if (typed.code === 'cancelled' || typed.code === 'engine-unreachable') throw typed;
    return null;
  }
}
