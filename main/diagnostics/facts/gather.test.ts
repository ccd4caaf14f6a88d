import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '@contract/diagnose';
import { afterEach, describe, expect, it } from 'vitest';
import { directReach } from '../../engine/reach';
import { type FakeEngineOptions, startFakeEngine } from '../../engine/testing/fake-engine';
import { judge } from '../checks';
import { row } from '../testing/facts';
import { gatherFacts } from './gather';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Nothing is picked in Lighter, and nothing is behind ssh. */
const automatic = { chosen: async () => null, reach: directReach };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lighter-facts-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What is found with this environment, and how long it took. */
async function look(env: NodeJS.ProcessEnv, limitMs?: number) {
  const begin = Date.now();
  const home = folder();
  const facts = await gatherFacts({
    env: { ...process.env, DOCKER_HOST: undefined, HOME: home, ...env },
    endpoint: { ...row, url: '' },
    area: 'all',
    limitMs,
    ...automatic,
  });
  const results = new Map(judge(facts, 'all').map((result) => [result.id, result]));
  const found = (id: CheckResult['id']) => results.get(id)?.finding;
  return { facts, found, took: Date.now() - begin };
}

async function engine(options: FakeEngineOptions = {}) {
  const started = await startFakeEngine(options);
  cleanups.push(() => started.dispose());
  return started;
}

const info = () => ({
  Name: 'elsewhere',
  OSType: 'linux',
  SystemTime: new Date().toISOString(),
  RegistryConfig: { Mirrors: [] },
});

describe('gatherFacts', () => {
  it('sees an engine that answers, with its clock and ports', async () => {
    const fake = await engine({
      routes: {
        'GET /info': info(),
        'GET /containers/json': [{ Id: 'a'.repeat(64), Names: ['/web'], State: 'exited', Ports: [] }],
        [`GET /containers/${'a'.repeat(64)}/json`]: {
          HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8099' }], '53/udp': [{ HostPort: '53' }] } },
        },
      },
    });
    const { facts, found } = await look({ DOCKER_HOST: fake.url });
    expect(found('answer')).toBe('answers');
    expect(found('api-version')).toBe('known');
    expect(found('clock')).toBe('same');
    expect(facts.containers).toEqual({
      known: true,
      value: [{ name: 'web', running: false, ports: [8099] }],
    });
    // Its host name is another: its files are not looked for here.
    expect(facts.disk).toBeNull();
  });

  it('sees a frozen engine, in time', async () => {
    const fake = await engine();
    fake.freeze();
    const { found, took } = await look({ DOCKER_HOST: fake.url });
    expect(found('answer')).toBe('frozen');
    expect(found('api-version')).toBe('blocked');
    expect(took).toBeLessThan(8000);
  }, 15_000);

  it('sees a program that is no engine', async () => {
    const fake = await engine({ routes: { 'GET /version': { hello: 'world' } } });
    fake.setVersion({ api: 'none' });
    const { found } = await look({ DOCKER_HOST: fake.url });
    expect(found('answer')).toBe('garbage');
  });

  it('sees that the engine is too old', async () => {
    const fake = await engine({ api: '1.24', minApi: '1.12' });
    expect((await look({ DOCKER_HOST: fake.url })).found('api-version')).toBe('tooOld');
  });

  it('sees a socket that was left over', async () => {
    const path = join(folder(), 'docker.sock');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(`${path}.live`, resolve));
    linkSync(`${path}.live`, path);
    await new Promise((resolve) => server.close(resolve));
    const { facts, found } = await look({ DOCKER_HOST: `unix://${path}` });
    expect(facts.dial).toMatchObject({ value: { error: 'ECONNREFUSED', file: 'socket' } });
    expect(found('socket')).toBe('stale');
  });

  it('sees a folder in the place of the socket', async () => {
    const path = join(folder(), 'docker.sock');
    mkdirSync(path);
    expect((await look({ DOCKER_HOST: `unix://${path}` })).found('socket')).toBe('noSocket');
  });

  it('sees that this user may not open the socket', async () => {
    const fake = await engine();
    chmodSync(fake.socketPath, 0o600);
    const isRoot = process.getuid?.() === 0;
    // Nobody stops root: become another user for the moment of the connect.
    if (isRoot) process.seteuid?.(65534);
    else chmodSync(fake.socketPath, 0o000);
    try {
      const { facts, found } = await look({ DOCKER_HOST: fake.url, HOME: '/nonexistent' });
      expect(facts.dial).toMatchObject({ value: { error: 'EACCES' } });
      expect(found('permission')).toBe('denied');
      expect(found('answer')).toBe('blocked');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('sees mistakes in DOCKER_HOST, context, config.json and certificates', async () => {
    expect((await look({ DOCKER_HOST: 'foo://x' })).found('docker-host')).toBe('bad');
    expect((await look({ DOCKER_CONTEXT: 'gone' })).found('context')).toBe('missing');
    const tls = { DOCKER_HOST: 'tcp://127.0.0.1:1', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder() };
    expect((await look(tls)).found('tls')).toBe('files');
    const config = folder();
    writeFileSync(join(config, 'config.json'), '{\n"auths": {"r": {"auth": "canary"}},\n}');
    const { facts, found } = await look({ DOCKER_CONFIG: config });
    expect(found('config-file')).toBe('badJson');
    expect(found('context')).toBe('blocked');
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  it('sees who has a port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { facts } = await look({});
    const listener = facts.listeners.known && facts.listeners.value.find((one) => one.port === port);
    expect(listener).toMatchObject({ port, pid: process.pid });
  });

  it('sees a proxy that is not there, without its password', async () => {
    const { facts, found } = await look({ HTTPS_PROXY: 'http://me:canary@127.0.0.1:1' });
    expect(found('proxy')).toBe('unreachable');
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  it('ends when the time is over, and says what is not known', async () => {
    const fake = await engine();
    fake.freeze();
    const { facts, found } = await look({ DOCKER_HOST: fake.url }, 600);
    expect(facts.answer).toEqual({ known: false, why: 'late', detail: '' });
    expect(found('answer')).toBe('late');
    expect(found('platform')).toBe('linux');
  });

  it('asks nothing of the engine where only the machine is meant', async () => {
    const fake = await engine();
    const facts = await gatherFacts({
      env: { ...process.env, DOCKER_HOST: fake.url },
      endpoint: { ...row, url: '' },
      area: 'platform',
      ...automatic,
    });
    expect(judge(facts, 'platform').map(({ id }) => id)).not.toContain('answer');
    expect(fake.requests).toEqual([]);
  });
});
