import { describe, expect, it } from 'vitest';
import { resolveEndpoint } from './endpoint';
import { contextFolder } from './host-url';

interface Setup {
  env?: Record<string, string>;
  files?: Record<string, string>;
  platform?: NodeJS.Platform;
  managed?: { host: string; preferred: boolean };
}

function resolve({ env = {}, files = {}, platform = 'linux', managed }: Setup) {
  return resolveEndpoint({
    env,
    managed,
    home: platform === 'win32' ? 'C:\\Users\\me' : '/home/me',
    platform,
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      if (text === 'EACCES') throw Object.assign(new Error('denied'), { code: 'EACCES' });
      return Buffer.from(text);
    },
  });
}

async function found(setup: Setup) {
  const resolution = await resolve(setup);
  if (!resolution.ok) throw new Error(`${resolution.code}: ${resolution.message}`);
  return resolution;
}

async function refused(setup: Setup) {
  const resolution = await resolve(setup);
  if (resolution.ok) throw new Error('resolved');
  return resolution;
}

function context(name: string, host: string, docker = '/home/me/.docker') {
  return {
    [`${docker}/contexts/meta/${contextFolder(name)}/meta.json`]: JSON.stringify({
      Name: name,
      Endpoints: { docker: { Host: host } },
    }),
  };
}

const config = (currentContext: string) => ({
  '/home/me/.docker/config.json': JSON.stringify({ auths: {}, currentContext }),
});

describe('endpoint, in the docker CLI order (pitfall 1.2)', () => {
  it('takes DOCKER_HOST before everything', async () => {
    const { endpoint, alternatives } = await found({
      env: { DOCKER_HOST: 'unix:///tmp/a.sock', DOCKER_CONTEXT: 'colima' },
      files: { ...context('colima', 'unix:///c.sock'), ...config('colima') },
    });
    expect(endpoint.row).toEqual({
      url: 'unix:///tmp/a.sock',
      source: 'DOCKER_HOST',
      context: 'default',
      host: 'localhost',
      remote: false,
      plain: false,
    });
    expect(endpoint.target).toEqual({ kind: 'socket', path: '/tmp/a.sock' });
    expect(alternatives).toEqual([]);
  });

  it('takes DOCKER_CONTEXT before the config', async () => {
    const { endpoint } = await found({
      env: { DOCKER_CONTEXT: 'one' },
      files: { ...context('one', 'unix:///1.sock'), ...context('two', 'unix:///2.sock'), ...config('two') },
    });
    expect(endpoint.row).toMatchObject({ url: 'unix:///1.sock', source: 'DOCKER_CONTEXT', context: 'one' });
  });

  it('takes currentContext of config.json', async () => {
    const { endpoint } = await found({ files: { ...context('two', 'unix:///2.sock'), ...config('two') } });
    expect(endpoint.row).toMatchObject({ url: 'unix:///2.sock', source: 'config', context: 'two' });
  });

  it('reads config and contexts below DOCKER_CONFIG', async () => {
    const { endpoint } = await found({
      env: { DOCKER_CONFIG: '/etc/dk' },
      files: {
        ...context('x', 'unix:///x.sock', '/etc/dk'),
        '/etc/dk/config.json': JSON.stringify({ currentContext: 'x' }),
      },
    });
    expect(endpoint.row.url).toBe('unix:///x.sock');
  });

  it("offers Lighter's own engine last, and first once it was started here", async () => {
    const host = 'unix:///m/docker.sock';
    const last = await found({ managed: { host, preferred: false } });
    expect(last.endpoint.row.source).toBe('default');
    expect(last.alternatives.at(-1)?.row).toMatchObject({ source: 'managed', url: host });
    const first = await found({ managed: { host, preferred: true } });
    expect(first.endpoint.row).toMatchObject({ source: 'managed', url: host });
    expect(first.alternatives[0]?.row.source).toBe('default');
    const chosen = await found({ env: { DOCKER_HOST: 'unix:///x' }, managed: { host, preferred: true } });
    expect(chosen.endpoint.row.source).toBe('DOCKER_HOST');
    expect(chosen.alternatives).toEqual([]);
  });

  it('falls back to the default and offers the well-known sockets', async () => {
    const { endpoint, alternatives } = await found({
      env: { XDG_RUNTIME_DIR: '/run/user/1000', DOCKER_CONTEXT: 'default' },
      files: config('default'),
    });
    expect(endpoint.row).toMatchObject({ url: 'unix:///var/run/docker.sock', source: 'default' });
    expect(alternatives.map(({ row }) => row.url)).toEqual([
      'unix:///home/me/.docker/run/docker.sock',
      'unix:///home/me/.docker/desktop/docker.sock',
      'unix:///run/user/1000/docker.sock',
      'unix:///home/me/.orbstack/run/docker.sock',
      'unix:///home/me/.colima/default/docker.sock',
      'unix:///home/me/.rd/docker.sock',
      'unix:///run/user/1000/podman/podman.sock',
      'unix:///run/podman/podman.sock',
    ]);
    expect(new Set(alternatives.map(({ row }) => row.source))).toEqual(new Set(['well-known']));
  });

  it('uses pipes on Windows', async () => {
    const { endpoint, alternatives } = await found({ platform: 'win32' });
    expect(endpoint.target).toEqual({ kind: 'socket', path: '//./pipe/docker_engine' });
    expect(alternatives[0]?.target).toEqual({ kind: 'socket', path: '//./pipe/dockerDesktopLinuxEngine' });
  });

  it('names a context that does not exist', async () => {
    expect(await refused({ env: { DOCKER_CONTEXT: 'gone' } })).toMatchObject({
      code: 'context-not-found',
      row: { context: 'gone', source: 'DOCKER_CONTEXT' },
    });
  });

  it('refuses a context whose folder belongs to another name', async () => {
    const files = {
      ...config('mine'),
      [`/home/me/.docker/contexts/meta/${contextFolder('mine')}/meta.json`]: JSON.stringify({
        Name: 'other',
        Endpoints: { docker: { Host: 'unix:///x' } },
      }),
    };
    expect(await refused({ files })).toMatchObject({ code: 'context-not-found' });
  });

  it('tells an unreadable config without quoting it', async () => {
    const broken = await refused({ files: { '/home/me/.docker/config.json': '{"auths": {"x": "c2VjcmV0"' } });
    expect(broken.code).toBe('bad-endpoint');
    expect(broken.message).not.toContain('c2VjcmV0');
    expect(await refused({ files: { '/home/me/.docker/config.json': 'EACCES' } })).toMatchObject({
      code: 'bad-endpoint',
    });
  });
});

describe('endpoint addresses', () => {
  it.each([
    ['10.0.0.5', 'tcp://10.0.0.5:2375', '10.0.0.5', true],
    ['tcp://build.example:4000', 'tcp://build.example:4000', 'build.example', true],
    ['tcp://127.0.0.1:1', 'tcp://127.0.0.1:1', 'localhost', false],
    ['tcp://[::1]:1', 'tcp://[::1]:1', 'localhost', false],
    ['http://host/prefix/', 'http://host:2375/prefix', 'host', true],
    ['tcp://', 'tcp://localhost:2375', 'localhost', false],
    ['unix://', 'unix:///var/run/docker.sock', 'localhost', false],
    ['ssh://me@build.example:2222', 'ssh://me@build.example:2222', 'build.example', true],
    ['ssh://vm/run/user/1000/docker.sock', 'ssh://vm/run/user/1000/docker.sock', 'vm', true],
  ])('%s', async (DOCKER_HOST, url, host, remote) => {
    expect((await found({ env: { DOCKER_HOST } })).endpoint.row).toMatchObject({ url, host, remote });
  });

  it('leaves credentials out of what is shown, also of what cannot be used', async () => {
    const { endpoint } = await found({ env: { DOCKER_HOST: 'tcp://me:hunter2@build.example:1' } });
    expect(JSON.stringify(endpoint.row)).not.toContain('hunter2');
    const bad = await refused({ env: { DOCKER_HOST: 'ftp://me:hunter2@build.example' } });
    expect(JSON.stringify(bad)).not.toContain('hunter2');
  });

  it.each([
    'ssh://-oProxyCommand=x',
    'ssh://me:pw@host',
    'fd://',
    'ftp://x',
    'tcp://a b',
    'npipe:////./pipe/x',
  ])('refuses %s with a reason', async (DOCKER_HOST) => {
    const { code, message } = await refused({ env: { DOCKER_HOST } });
    expect(code).toBe('bad-endpoint');
    expect(message.length).toBeGreaterThan(10);
  });
});

describe('endpoint TLS (pitfall 1.2: any non-empty DOCKER_TLS_VERIFY; missing files must not throw)', () => {
  const pem = { '/certs/ca.pem': 'CA', '/certs/cert.pem': 'CERT', '/certs/key.pem': 'KEY' };
  const env = { DOCKER_HOST: 'tcp://build.example', DOCKER_CERT_PATH: '/certs' };

  it.each(['1', 'true', '0'])('DOCKER_TLS_VERIFY=%s turns it on', async (DOCKER_TLS_VERIFY) => {
    const { endpoint } = await found({ env: { ...env, DOCKER_TLS_VERIFY }, files: pem });
    expect(endpoint.target).toMatchObject({ port: 2376, tls: { verify: true, key: Buffer.from('KEY') } });
    expect(endpoint.row.plain).toBe(false);
  });

  it('stays off without it, whatever the port', async () => {
    const { endpoint } = await found({
      env: { DOCKER_HOST: 'tcp://build.example:2376', DOCKER_TLS_VERIFY: '' },
    });
    expect(endpoint.target).toMatchObject({ port: 2376, tls: null });
    expect(endpoint.row.plain).toBe(true);
  });

  it('names a missing file', async () => {
    const without = { ...pem, '/certs/key.pem': undefined } as unknown as Record<string, string>;
    const { code, message } = await refused({ env: { ...env, DOCKER_TLS_VERIFY: '1' }, files: without });
    expect(code).toBe('tls');
    expect(message).toContain('key.pem');
    expect(await refused({ env: { ...env, DOCKER_TLS_VERIFY: '1' } })).toMatchObject({ code: 'tls' });
  });

  it("uses a context's own files", async () => {
    const folder = `/home/me/.docker/contexts/tls/${contextFolder('far')}/docker`;
    const { endpoint } = await found({
      files: {
        ...context('far', 'tcp://far.example:2376'),
        ...config('far'),
        [`${folder}/ca.pem`]: 'CA',
        [`${folder}/cert.pem`]: 'CERT',
        [`${folder}/key.pem`]: 'KEY',
      },
    });
    expect(endpoint.target).toMatchObject({ tls: { ca: Buffer.from('CA'), verify: true } });
    expect(endpoint.row.remote).toBe(true);
  });
});
