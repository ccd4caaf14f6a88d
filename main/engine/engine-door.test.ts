import { existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openEngineDoor } from './engine-door';

const pathOf = (host: string) => host.replace('unix://', '');
const ask = (socketPath: string) =>
  new Promise<string>((resolve, reject) => {
    const sent = request({ socketPath, path: '/_ping' }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end();
  });

describe('a door to the engine', () => {
  it('is the socket itself where there is one', async () => {
    expect(await openEngineDoor({ kind: 'socket', path: '/run/docker.sock' }, 'linux')).toMatchObject({
      host: 'unix:///run/docker.sock',
    });
    expect(
      await openEngineDoor({ kind: 'socket', path: '\\\\.\\pipe\\docker_engine' }, 'win32'),
    ).toMatchObject({
      host: 'npipe:////./pipe/docker_engine',
    });
  });

  it('leads to an engine over the network, until it is closed', async () => {
    const big = 'x'.repeat(3_000_000);
    const server = createServer((_asked, answer) => answer.end(big));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const target = { kind: 'tcp' as const, host: '127.0.0.1', port, prefix: '', tls: null };
    const door = await openEngineDoor(target);
    if (!door) throw new Error('no door');
    const path = pathOf(door.host);
    expect(await ask(path)).toBe(big);
    await door.close();
    expect(existsSync(path)).toBe(false);
    await expect(ask(path)).rejects.toThrow();
    const gone = await openEngineDoor({ ...target, port: 1 });
    await expect(ask(pathOf(gone?.host ?? ''))).rejects.toThrow();
    await gone?.close();
    server.closeAllConnections();
    server.close();
  });

  it('there is none to an engine below a path', async () => {
    const target = { kind: 'tcp' as const, host: 'x', port: 1, prefix: '/docker', tls: null };
    expect(await openEngineDoor(target)).toBeNull();
  });
});
