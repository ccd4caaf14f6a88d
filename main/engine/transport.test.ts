import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeDockerEnv } from './env';
import { ping } from './ping';
import { startFakeEngine } from './testing/fake-engine';
import { createTransport } from './transport';

afterEach(() => vi.unstubAllEnvs());

describe('transport', () => {
  it('keeps the library from following redirects (pitfall 1.1 #5; pins an undocumented import)', async () => {
    createTransport({ kind: 'socket', path: '/nowhere' }).dispose();
    const wire = createRequire(createRequire(import.meta.url).resolve('dockerode'))('docker-modem/lib/http');
    const [http, https] = [await import('node:http'), await import('node:https')];
    expect(wire.maxRedirects).toBe(0);
    expect(wire.http).toBe(http.default);
    expect(wire.https).toBe(https.default);
  });

  it('dials the given socket though DOCKER_HOST was set (pitfall 1.1 #10)', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
    vi.stubEnv('DOCKER_CERT_PATH', '/nowhere');
    takeDockerEnv(process.env);
    const engine = await startFakeEngine({ api: '1.45' });
    const transport = createTransport({ kind: 'socket', path: engine.socketPath });
    const pong = await ping(transport, 1000, new AbortController().signal);
    expect(pong.api).toBe('1.45');
    transport.dispose();
    await engine.dispose();
  });

  it('rejects, and no more, when nothing is there (pitfall 1.1, also: unhandled rejections)', async () => {
    const transport = createTransport({ kind: 'socket', path: '/nowhere/docker.sock' });
    await expect(ping(transport, 1000, new AbortController().signal)).rejects.toMatchObject({
      code: 'ENOENT',
    });
    transport.dispose();
  });
});
