// @ts-check
import { Agent, request } from 'node:http';
import { clock } from './figures.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 20 });

/**
 * Asks the engine. Throws for an answer that is no success.
 * @param {string} socketPath
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>} the parsed answer, undefined for an empty one
 */
export function ask(socketPath, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const call = request({ socketPath, method, path, headers, agent }, (answer) => {
      /** @type {Buffer[]} */
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${text}`));
        else resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

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
