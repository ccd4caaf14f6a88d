import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistryApi } from './api';
import type { Credential } from './docker-config';
import { isInsecure } from './insecure';

let server: Server;
let host: string;
let asked: { path: string; authorization: string | undefined }[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const me: Credential = { user: 'me', secret: 'pass', isIdentityToken: false };
const basic = `Basic ${Buffer.from('me:pass').toString('base64')}`;
const api = (credential: Credential | null = me, insecure = true) =>
  createRegistryApi({
    fetch: (url, init) => fetch(url, init),
    credential: async () => credential,
    isInsecure: async () => insecure,
    platform: () => ({ os: 'linux', architecture: 'arm64' }),
  });
const json = (response: ServerResponse, value: unknown, status = 200, headers = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));

describe('asking a registry', () => {
  it('gets a token with the login and lists tags with digest, size and date', async () => {
    const config = `sha256:${'c'.repeat(64)}`;
    answer = (request, response) => {
      const url = new URL(request.url ?? '', `http://${host}`);
      if (url.pathname === '/token') return json(response, { token: 'T' });
      if (url.pathname === '/v2/') return response.end();
      if (request.headers.authorization !== 'Bearer T') {
        const challenge = `Bearer realm="http://${host}/token",service="r",scope="repository:app:pull"`;
        return json(response, {}, 401, { 'WWW-Authenticate': challenge });
      }
      if (url.pathname.endsWith('/tags/list')) return json(response, { tags: ['1.9', '1.10'] });
      if (url.pathname.includes('/blobs/')) return json(response, { created: '2026-01-02T00:00:00Z' });
      json(response, { config: { digest: config, size: 10 }, layers: [{ size: 90 }] }, 200, {
        'Docker-Content-Digest': `sha256:${'d'.repeat(64)}`,
      });
    };
    const { tags, more } = await api().tags(host, 'app');
    expect(tags.map(({ name }) => name)).toEqual(['1.10', '1.9']);
    expect(tags[0]).toEqual({
      name: '1.10',
      digest: `sha256:${'d'.repeat(64)}`,
      size: 100,
      updatedAt: Date.UTC(2026, 0, 2),
    });
    expect(more).toBe(false);
    const token = asked.find(({ path }) => path.startsWith('/token'));
    expect(token).toMatchObject({ authorization: basic, path: expect.stringContaining('scope=repository') });
    expect(
      asked.filter(({ authorization, path }) => authorization === basic && !path.startsWith('/token')),
    ).toEqual([]);
  });

  it('of several platforms gives the size and date of the engine’s own, from where the blobs lie', async () => {
    const [own, config] = ['a', 'c'].map((letter) => `sha256:${letter.repeat(64)}`);
    let seen: string | undefined = 'nothing';
    const store = createServer((request, response) => {
      seen = request.headers.authorization;
      json(response, { created: '2026-01-02T00:00:00Z' });
    });
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
    const address = store.address();
    const place = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/blob`;
    answer = (request, response) => {
      const path = request.url ?? '';
      if (path === '/v2/') return response.end();
      if (!request.headers.authorization) {
        return json(response, {}, 401, { 'WWW-Authenticate': 'Basic realm="x"' });
      }
      if (path.endsWith('/tags/list?n=200')) return json(response, { tags: ['1', '2'] });
      if (path.includes('/blobs/')) return response.writeHead(307, { Location: place }).end();
      if (path.endsWith(`/manifests/${own}`)) {
        return json(response, { config: { digest: config, size: 1 }, layers: [{ size: 41 }] });
      }
      const architecture = path.endsWith('/2') ? 'amd64' : 'arm64';
      const manifests = [
        { digest: `sha256:${'e'.repeat(64)}`, platform: { os: 'unknown', architecture: 'unknown' } },
        { digest: own, platform: { os: 'linux', architecture } },
      ];
      json(response, { manifests }, 200, { 'Docker-Content-Digest': `sha256:${'d'.repeat(64)}` });
    };
    const { tags } = await api().tags(host, 'app');
    expect(tags).toEqual([
      { name: '2', digest: `sha256:${'d'.repeat(64)}`, size: null, updatedAt: null },
      { name: '1', digest: `sha256:${'d'.repeat(64)}`, size: 42, updatedAt: Date.UTC(2026, 0, 2) },
    ]);
    expect(seen).toBeUndefined();
    store.close();
  });

  it('never sends a login to where a registry redirects', async () => {
    let seen: string | undefined = 'nothing';
    const thief = createServer((request, response) => {
      seen = request.headers.authorization;
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const address = thief.address();
    const place = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
    answer = (request, response) => {
      if (request.url === '/v2/') return response.end();
      if (!request.headers.authorization) {
        return json(response, {}, 401, { 'WWW-Authenticate': 'Basic realm="x"' });
      }
      response.writeHead(307, { Location: place }).end();
    };
    await expect(api().catalog(host)).rejects.toMatchObject({ code: 'registry' });
    expect(asked.at(-1)?.authorization).toBe(basic);
    expect(seen).toBe('nothing');
    thief.close();
  });

  it('says what the registry says: refused, limited with the time to wait, unreachable', async () => {
    answer = (request, response) =>
      request.url === '/v2/'
        ? response.end()
        : json(response, { errors: [{ code: 'DENIED', message: 'not yours' }] }, 403);
    await expect(api(null).catalog(host)).rejects.toMatchObject({
      message: 'DENIED: not yours',
      status: 403,
    });
    answer = (request, response) =>
      request.url === '/v2/' ? response.end() : json(response, {}, 429, { 'Retry-After': '30' });
    await expect(api(null).catalog(host)).rejects.toMatchObject({
      message: expect.stringContaining('toomanyrequests (retry after 30 s)'),
    });
    expect(await api(null).wait(host, 'app', '1')).toBe(' (retry after 30 s)');
    expect(asked.at(-1)?.path).toBe('/v2/app/manifests/1');
    answer = (_request, response) => response.end();
    expect(await api(null).wait(host, 'app', '1')).toBe('');
    await expect(api(null).catalog('127.0.0.1:1')).rejects.toMatchObject({ code: 'registry' });
  });

  it('speaks without TLS only where the engine does', async () => {
    answer = (_request, response) => json(response, { repositories: ['app'] });
    await expect(api(me, false).catalog(host)).rejects.toMatchObject({ code: 'registry' });
    expect(asked).toEqual([]);
    expect(await api(me).catalog(host)).toEqual({ repositories: ['app'], more: false });
  });

  it('knows which registries the engine takes as insecure', () => {
    const insecure = ['127.0.0.0/8', '::1/128', 'plain.example:5000'];
    for (const yes of ['127.0.0.1:5000', 'localhost:5000', '127.9.9.9', '[::1]:5000', 'plain.example:5000']) {
      expect(isInsecure(yes, insecure)).toBe(true);
    }
    for (const no of ['plain.example', 'docker.io', '10.0.0.1:5000'])
      expect(isInsecure(no, insecure)).toBe(false);
  });
});
