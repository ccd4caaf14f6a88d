import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialHelper } from './credential-helper';
import { openDockerConfig, parseLogins } from './docker-config';
import { authHeader, createLogins } from './logins';
import { configKey, serverName } from './server-name';
import { type Cipher, createVault } from './vault';

const hub = 'https://index.docker.io/v1/';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lighter-logins-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Not the system's, but as unreadable in the file. */
const cipher: Cipher = {
  encrypt: async (text) => Buffer.from(text).map((byte) => byte ^ 0x5a) as Buffer,
  decrypt: async (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
};
const writeConfig = (config: object) => writeFile(join(folder, 'config.json'), JSON.stringify(config));
const readConfig = async () => JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
const open = (lock: Cipher | null = cipher) =>
  createLogins({
    config: openDockerConfig(folder),
    vault: createVault(join(folder, 'registries'), async () => lock),
    env: { PATH: `${folder}:/usr/bin:/bin` },
  });
const password = (user: string, secret: string) => ({ user, secret, isIdentityToken: false });
const decode = (header: string | null) => JSON.parse(Buffer.from(header ?? '', 'base64url').toString());

/** A real credential helper that keeps its entries in files. */
async function installHelper(name: string): Promise<void> {
  const path = join(folder, `docker-credential-${name}`);
  const script = `#!/bin/sh
dir=${folder}/${name}; mkdir -p "$dir"
case "$1" in
  store) cat > "$dir/entry" ;;
  get) read -r key; if grep -qF "\\"$key\\"" "$dir/entry" 2>/dev/null; then cat "$dir/entry"
       else echo "credentials not found in native keychain"; exit 1; fi ;;
  erase) rm -f "$dir/entry" ;;
  list) if [ -f "$dir/entry" ]; then sed -E 's/.*"ServerURL":"([^"]*)","Username":"([^"]*)".*/{"\\1":"\\2"}/' "$dir/entry"; else echo '{}'; fi ;;
esac
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
}

describe('the name of a registry', () => {
  it.each([
    ['docker.io', 'docker.io'],
    [hub, 'docker.io'],
    ['https://Registry.Example:5000/v2/', 'registry.example:5000'],
    ['localhost:5000', 'localhost:5000'],
    ['[::1]:5000', '[::1]:5000'],
  ])('of %s is %s', (text, name) => expect(serverName(text)).toBe(name));

  it.each(['', 'user@host', 'a b', 'host/../x y', '-x'])('is refused for %j', (text) => {
    if (text === 'host/../x y') expect(serverName(text)).toBe('host');
    else expect(() => serverName(text)).toThrow();
  });
});

describe('config.json', () => {
  it('is read as the CLI writes it, and bears nonsense', () => {
    const auth = Buffer.from('me:pass:word').toString('base64');
    const { auths, credsStore, credHelpers } = parseLogins(
      JSON.stringify({
        auths: {
          'a.example': { auth },
          [hub]: { auth: Buffer.from('me:').toString('base64'), identitytoken: 't' },
          b: {},
          c: 5,
        },
        credsStore: '../evil',
        credHelpers: { 'x.example': 'pass', 'y.example': '; rm' },
      }),
    );
    expect(auths.get('a.example')).toEqual(password('me', 'pass:word'));
    expect(auths.get(hub)).toEqual({ user: 'me', secret: 't', isIdentityToken: true });
    expect([auths.get('b'), auths.get('c')]).toEqual([null, null]);
    expect(credsStore).toBeNull();
    expect([...credHelpers]).toEqual([['x.example', 'pass']]);
    expect(parseLogins('')).toEqual({ auths: new Map(), credsStore: null, credHelpers: new Map() });
  });

  it('keeps what is not ours when it is written, readable by its owner only', async () => {
    await writeConfig({ currentContext: 'x', auths: { 'https://a.example/v1/': {}, b: { auth: 'eDp5' } } });
    const config = openDockerConfig(folder);
    await config.note('c.example');
    await config.forget('a.example');
    expect(await readConfig()).toEqual({
      currentContext: 'x',
      auths: { b: { auth: 'eDp5' }, 'c.example': {} },
    });
    expect((await stat(join(folder, 'config.json'))).mode & 0o777).toBe(0o600);
  });

  it('that is broken is told without its content, and never overwritten', async () => {
    await writeFile(join(folder, 'config.json'), '{"auths": {"x": {"auth": "c2VjcmV0"');
    const config = openDockerConfig(folder);
    for (const attempt of [() => config.read(), () => config.note('x')]) {
      await expect(attempt()).rejects.toMatchObject({ message: expect.not.stringContaining('c2VjcmV0') });
    }
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toContain('c2VjcmV0');
  });
});

describe('logins', () => {
  it('go to their own registry only', async () => {
    const auth = Buffer.from('cli:plain').toString('base64');
    await writeConfig({ auths: { 'a.example': { auth } } });
    const logins = open();
    await logins.keep('b.example:5000', password('me', 'geheim?>'));
    expect(decode(await logins.header('b.example:5000'))).toEqual({
      username: 'me',
      password: 'geheim?>',
      serveraddress: 'b.example:5000',
    });
    expect(decode(await logins.header('a.example'))).toMatchObject({ username: 'cli', password: 'plain' });
    for (const other of [
      'b.example',
      'b.example:5001',
      'evil-b.example:5000',
      'a.example.evil',
      'docker.io',
    ]) {
      expect(await logins.header(other)).toBeNull();
    }
  });

  it('stand in the header as the engine decodes it: URL-safe, padded', () => {
    for (const secret of ['a', 'ab', 'abc', '???>>>', 'ÿþÿþ']) {
      const header = authHeader('r.example', password('me', secret));
      expect(header).toMatch(/^[A-Za-z0-9_-]+={0,2}$/);
      expect(header.length % 4).toBe(0);
      expect(decode(header).password).toBe(secret);
    }
  });

  it('are kept in the safe storage without a helper, never readable in the file', async () => {
    await open().keep('b.example', password('me', 'canary-secret'));
    const text = await readFile(join(folder, 'registries'), 'utf8');
    expect(Buffer.from(text, 'base64').toString('latin1')).not.toContain('canary');
    expect((await stat(join(folder, 'registries'))).mode & 0o777).toBe(0o600);
    const again = open();
    expect((await again.list()).logins).toEqual([
      { server: 'b.example', user: 'me', keptBy: 'safe', helper: null },
    ]);
    await again.forget('b.example');
    expect(await again.find('b.example')).toBeNull();
    await expect(stat(join(folder, 'registries'))).rejects.toThrow();
  });

  it('survive a safe storage that stays locked for once', async () => {
    await open().keep('b.example', password('me', 'x'));
    const locked = { ...cipher, decrypt: () => Promise.reject(new Error('locked')) };
    expect(await open(locked).find('b.example')).toBeNull();
    expect(await open().find('b.example')).toEqual(password('me', 'x'));
  });

  it('without safe storage last until the end and touch no file', async () => {
    const logins = open(null);
    expect(await logins.keep('b.example', password('me', 'x'))).toEqual({ keptBy: 'session', helper: null });
    expect(await logins.find('b.example')).toEqual(password('me', 'x'));
    expect(await open(null).find('b.example')).toBeNull();
    // The docker command does not know it.
    expect(await logins.isOurs('b.example')).toBe(true);
    expect(await logins.isOurs('other.example')).toBe(false);
    await expect(stat(join(folder, 'registries'))).rejects.toThrow();
  });

  it('are kept, given, listed and erased by the helper that config.json names', async () => {
    await installHelper('test');
    await writeConfig({ credsStore: 'test' });
    const logins = open();
    expect(await logins.place()).toEqual({ by: 'helper', helper: 'test' });
    await logins.keep('docker.io', { user: 'me', secret: 'id-token', isIdentityToken: true });
    expect(decode(await logins.header('docker.io'))).toEqual({
      identitytoken: 'id-token',
      serveraddress: hub,
    });
    expect(await readConfig()).toEqual({ credsStore: 'test', auths: { [configKey('docker.io')]: {} } });
    expect((await logins.list()).logins).toEqual([
      { server: 'docker.io', user: null, keptBy: 'helper', helper: 'test' },
    ]);
    expect(await logins.find('other.example')).toBeNull();
    expect(await logins.isOurs('docker.io')).toBe(false);
    await logins.forget('docker.io');
    expect(await logins.find('docker.io')).toBeNull();
    expect(await readConfig()).toEqual({ credsStore: 'test', auths: {} });
  });

  it('say which helper is missing instead of keeping a secret elsewhere', async () => {
    await writeConfig({ credHelpers: { 'b.example': 'gone' } });
    const logins = open();
    await expect(logins.keep('b.example', password('me', 'x'))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('docker-credential-gone'),
    });
    expect((await logins.list()).problems).toHaveLength(1);
    expect((await logins.keep('c.example', password('me', 'x'))).keptBy).toBe('safe');
  });

  it('are not quoted where a helper quotes what it was given', async () => {
    const path = join(folder, 'docker-credential-loud');
    await writeFile(path, '#!/bin/sh\nprintf "no place for %s" "$(cat)"; exit 1\n');
    await chmod(path, 0o755);
    await writeConfig({ credsStore: 'loud' });
    const failed = open().keep('b.example', password('me', 'canary"\\secret'));
    await expect(failed).rejects.toMatchObject({ message: expect.stringContaining('no place for') });
    await expect(failed).rejects.toMatchObject({ message: expect.not.stringContaining('canary') });
  });

  it('do not wait for a helper for ever', async () => {
    const path = join(folder, 'docker-credential-slow');
    await writeFile(path, '#!/bin/sh\nexec sleep 60\n');
    await chmod(path, 0o755);
    const env = { PATH: `${folder}:/bin:/usr/bin` };
    await expect(credentialHelper('slow', env, 100).get('x')).rejects.toMatchObject({ code: 'timeout' });
  });
});
