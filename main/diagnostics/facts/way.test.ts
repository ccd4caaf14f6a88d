import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { CheckResult } from '@contract/diagnose';
import { afterEach, describe, expect, it } from 'vitest';
import type { Resolution } from '../../engine/endpoint';
import { chosenEngine } from '../../engine/engines';
import { parseHost } from '../../engine/host-url';
import type { TlsPaths } from '../../engine/known-engines';
import { direct, directReach, type Reach } from '../../engine/reach';
import { SshFailure } from '../../engine/ssh-command';
import { startFakeEngine } from '../../engine/testing/fake-engine';
import { judge } from '../checks';
import { row } from '../testing/facts';
import { gatherFacts } from './gather';
import type { Ways } from './way';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lighter-way-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function engine() {
  const started = await startFakeEngine({
    routes: {
      'GET /info': { Name: 'far', OSType: 'linux', SystemTime: new Date().toISOString() },
      'GET /containers/json': [],
    },
  });
  cleanups.push(() => started.dispose());
  return started;
}

/** What is found where the connection has gone these ways. */
async function look({ chosen, reach }: Ways) {
  const picked = await chosen();
  const endpoint = picked === null ? row : picked.ok ? picked.endpoint.row : picked.row;
  const env = { ...process.env, DOCKER_HOST: undefined, DOCKER_CONTEXT: undefined, HOME: folder() };
  const facts = await gatherFacts({ env, endpoint, area: 'all', chosen, reach });
  const results = new Map(judge(facts, 'all').map((result) => [result.id, result]));
  return { facts, found: (id: CheckResult['id']) => results.get(id)?.finding, results };
}

/** An engine added by hand and picked. */
const added = (url: string, tls: TlsPaths) =>
  chosenEngine(
    {
      current: { chosen: 'added:1', added: [{ id: '1', name: 'farm', url, tls }] },
      set: () => undefined,
    },
    () => ({
      env: {},
      home: '/nonexistent',
      platform: process.platform,
      readFile,
      readFolder: async () => [],
      exists: async () => false,
      managed: null,
    }),
  );

/** Certificate and key of 127.0.0.1, signed by itself: authority, server and client in one. */
function selfSigned(): TlsPaths & { cert: string; key: string } {
  const at = folder();
  const [cert, key] = [join(at, 'cert.pem'), join(at, 'key.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=Lighter test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '2', ...name, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { ca: cert, cert, key };
}

/** Leads from TLS on a port to the socket, for those with the certificate alone. Gives the address. */
async function behindTls(socket: string, { cert, key }: { cert: string; key: string }): Promise<string> {
  const pem = readFileSync(cert);
  const server = createTlsServer(
    { cert: pem, key: readFileSync(key), ca: pem, requestCert: true, rejectUnauthorized: true },
    (outside) => {
      const inside = connect(socket);
      outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
      inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
      outside.pipe(inside).pipe(outside);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an engine with TLS that was picked in Lighter', () => {
  it('is dialled with its files', async () => {
    const files = selfSigned();
    const url = await behindTls((await engine()).socketPath, files);
    const { facts, found } = await look({ chosen: added(url, files), reach: directReach });
    expect(facts.endpoint).toMatchObject({ value: { kind: 'tcp', tls: true, failure: null } });
    expect(found('answer')).toBe('answers');
    expect(found('tls')).toBe('accepted');
    expect(found('api-version')).toBe('known');
    expect(JSON.stringify(facts)).not.toContain('PRIVATE KEY');
  });

  it('is not dialled without them', async () => {
    const files = selfSigned();
    const url = await behindTls((await engine()).socketPath, files);
    const chosen = added(url, { ...files, ca: '/nonexistent/ca.pem' });
    const { found, results } = await look({ chosen, reach: directReach });
    expect(results.get('tls')).toMatchObject({
      finding: 'pickedFiles',
      values: { name: 'farm', message: 'Cannot read /nonexistent/ca.pem: ENOENT.' },
    });
    expect(found('answer')).toBe('blocked');
  });
});

describe('an engine behind ssh', () => {
  function far(): Resolution {
    const { target, ...where } = parseHost('ssh://far/run/docker.sock', 'linux', null);
    const endpoint = { target, row: { ...where, source: 'chosen' as const, context: 'far' } };
    return { ok: true, endpoint, alternatives: [] };
  }
  const over = (open: Reach['open']): Ways => ({
    chosen: async () => far(),
    reach: { open, hostOf: async () => null },
  });

  it('is asked over the way the connection takes, which is given back', async () => {
    const { socketPath } = await engine();
    const leases = { taken: 0, given: 0 };
    const ways = over(async (place) => {
      expect(place.kind).toBe('ssh');
      leases.taken += 1;
      return {
        ...direct({ kind: 'socket', path: socketPath }),
        release: () => {
          leases.given += 1;
        },
      };
    });
    const { found } = await look(ways);
    expect(found('answer')).toBe('answers');
    expect(found('api-version')).toBe('known');
    expect(found('clock')).toBe('same');
    expect(found('socket')).toBe('overSsh');
    expect(found('permission')).toBe('overSsh');
    expect(leases).toEqual({ taken: 1, given: 1 });
  });

  it('says why ssh does not get to the host', async () => {
    const ways = over(() =>
      Promise.reject(new SshFailure('host-key-unknown', 'Host key verification failed.')),
    );
    const { found, results } = await look(ways);
    expect(results.get('answer')).toMatchObject({
      finding: 'hostKeyUnknown',
      values: { message: 'Host key verification failed.' },
      fix: { kind: 'action', action: 'switch-engine' },
    });
    expect(found('api-version')).toBe('blocked');
    expect(found('clock')).toBe('blocked');
  });

  it('says that ssh gets to the host, but not into the socket there', async () => {
    const path = join(folder(), 'way.sock');
    const server = createServer((outside) => outside.destroy());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    cleanups.push(() => server.close());
    const trouble = () => new SshFailure('ssh-socket', 'channel 2: open failed');
    const { found } = await look(over(async () => ({ ...direct({ kind: 'socket', path }), trouble })));
    expect(found('answer')).toBe('sshSocket');
  });
});
