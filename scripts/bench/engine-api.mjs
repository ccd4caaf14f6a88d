// @ts-check
import { request } from 'node:http';
import { clock } from './figures.mjs';

/**
 * Listens to the raw `/events` of the engine and notes when each event arrives.
 * @param {string} socketPath
 * @returns {Promise<{ events: { at: number, event: any }[], close: () => void }>}
 */
export function listen(socketPath) {
  /** @type {{ at: number, event: any }[]} */
  const events = [];
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: '/events' }, (answer) => {
      let rest = '';
      answer.setEncoding('utf8').on('data', (text) => {
        const at = clock();
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') events.push({ at, event: JSON.parse(line) });
      });
      answer.on('error', () => {});
      resolve({ events, close: () => call.destroy() });
    });
    call.on('error', reject);
    call.end();
  });
}

/**
 * Works through a list, so many at a time.
 * @template T
 * @param {readonly T[]} list
 * @param {number} width
 * @param {(item: T, index: number) => Promise<unknown>} work
 */
export async function inParallel(list, width, work) {
  const queue = list.entries();
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
