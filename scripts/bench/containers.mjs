// @ts-check
import { ask } from '../engine/ask.mjs';
import { inParallel } from './engine-api.mjs';

/** How many of the containers run; the others are only created. */
export const runningCount = 10;

/** `bench-00007`: sorted by name they come in the order they were made. @param {number} index */
const nameOf = (index) => `bench-${String(index).padStart(5, '0')}`;

/**
 * The benchmark's containers, made as they are needed: busybox asleep, the first ten running.
 * @param {string} socketPath
 */
export function createContainers(socketPath) {
  /** @type {string[]} */
  const ids = [];
  return {
    /** In the order of their names. */
    ids,
    /** Makes as many as are missing. About 15 s for 1,000. @param {number} count */
    async atLeast(count) {
      const missing = Array.from({ length: Math.max(0, count - ids.length) }, (_, step) => ids.length + step);
      await inParallel(missing, 10, async (index) => {
        const body = {
          Image: 'busybox',
          Cmd: ['sleep', '1000000'],
          Labels: { 'bench.index': String(index) },
        };
        const { Id } = await ask(socketPath, 'POST', `/containers/create?name=${nameOf(index)}`, body);
        ids[index] = Id;
        if (index < runningCount) await ask(socketPath, 'POST', `/containers/${Id}/start`);
      });
    },
    stopRunning: () =>
      inParallel(ids.slice(0, runningCount), 4, (id) => ask(socketPath, 'POST', `/containers/${id}/kill`)),
    startRunning: () =>
      inParallel(ids.slice(0, runningCount), 4, (id) => ask(socketPath, 'POST', `/containers/${id}/start`)),
  };
}

/** Gives a container a name of another revision, which keeps its place in the list. @param {string} socketPath @param {string} id @param {number} index @param {number} revision */
export async function rename(socketPath, id, index, revision) {
  const name = `${nameOf(index)}-r${revision}`;
  await ask(socketPath, 'POST', `/containers/${id}/rename?name=${name}`);
  return name;
}
