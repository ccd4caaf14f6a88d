import { net, session } from 'electron';
import type { Fetch } from '../registries/api';

/** Bytes of an answer; a registry's list of tags is far below. */
const maxBody = 16 * 1024 * 1024;

/**
 * `fetch` through the system's proxies, in a session of its own: without cookies, cache and anything of the page's.
 * Unlike Electron's own it hands out a redirect as an answer instead of failing with it. `init` may have `method`,
 * plain `headers`, a text as `body` and `signal`; nothing else is looked at.
 */
export const registryFetch: Fetch = (url, init) =>
  new Promise((resolve, reject) => {
    const { signal } = init;
    const request = net.request({
      url,
      method: init.method ?? 'GET',
      session: session.fromPartition('registries'),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
    });
    const abort = () => {
      request.abort();
      reject(signal?.reason ?? new Error('Aborted'));
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    for (const [name, value] of new Headers(init.headers)) request.setHeader(name, value);
    request.on('redirect', (status, _method, location) => {
      resolve(new Response(null, { status, headers: { location } }));
    });
    request.on('response', (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk) => {
        size += chunk.length;
        if (size > maxBody) {
          request.abort();
          reject(new Error('The answer is too long'));
        } else chunks.push(chunk);
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const hasBody = init.method !== 'HEAD' && ![204, 205, 304].includes(answer.statusCode);
        const headers = new Headers();
        for (const [name, value] of Object.entries(answer.headers)) {
          for (const one of [value].flat()) headers.append(name, one);
        }
        const body = hasBody ? Buffer.concat(chunks) : null;
        resolve(new Response(body, { status: answer.statusCode, headers }));
      });
    });
    request.on('error', reject);
    request.on('close', () => signal?.removeEventListener('abort', abort));
    if (typeof init.body === 'string') request.write(init.body);
    request.end();
  });
