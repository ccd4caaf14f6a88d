import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  fingerprint,
  type HostKey,
  judgeKeys,
  knownHostsLines,
  knownName,
  readKeys,
  writeKnownHosts,
} from './ssh-known-hosts';

// A public host key and the fingerprint ssh-keygen -lf gives for it.
const ed25519: HostKey = {
  type: 'ssh-ed25519',
  blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
};
const other: HostKey = { type: 'ssh-ed25519', blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
const ecdsa: HostKey = { type: 'ecdsa-sha2-nistp256', blob: 'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY' };

describe('host keys', () => {
  it('are read from ssh-keyscan and ssh-keygen -F, without comments, authorities and revoked ones', () => {
    const text = `# host:22 SSH-2.0-OpenSSH_9.2
[127.0.0.1]:2222 ${ed25519.type} ${ed25519.blob}
@revoked host ${other.type} ${other.blob}
|1|c2FsdA==|aGFzaA== ${ecdsa.type} ${ecdsa.blob} comment
nonsense
`;
    expect(readKeys(text)).toEqual([ed25519, ecdsa]);
  });

  it('have the fingerprint that ssh shows', () => {
    expect(fingerprint(ed25519)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
  });

  it.each([
    ['unknown', [ed25519], []],
    ['known', [ed25519, ecdsa], [ed25519]],
    ['changed', [ed25519], [other]],
    // Another type than the known one is what somebody in between would show.
    ['changed', [ecdsa], [ed25519]],
  ] as const)('are %s', (state, shown, known) => {
    expect(judgeKeys(shown, known)).toBe(state);
  });

  it.each([
    [{ alias: null, hostName: 'Build.Example', port: 22 }, 'build.example'],
    [{ alias: null, hostName: '127.0.0.1', port: 2222 }, '[127.0.0.1]:2222'],
    [{ alias: 'farm', hostName: '10.0.0.1', port: 2222 }, 'farm'],
  ])('are known under a name: %j', (settings, name) => {
    expect(knownName(settings)).toBe(name);
  });
});

describe('known_hosts', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lighter-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gets lines of its own, also after a last line without an end', async () => {
    const file = join(folder, 'ssh', 'known_hosts');
    const scan = { name: '[h]:2', keys: [ed25519], state: 'unknown' as const, file, hashed: false };
    await writeKnownHosts(scan);
    expect(await readFile(file, 'utf8')).toBe(`[h]:2 ${ed25519.type} ${ed25519.blob}\n`);
    await writeFile(file, 'a b c');
    await writeKnownHosts(scan);
    expect(await readFile(file, 'utf8')).toBe(`a b c\n[h]:2 ${ed25519.type} ${ed25519.blob}\n`);
  });

  it('hides the name where ssh is set to do so', () => {
    const [, , salt = '', hash] =
      /^\|(1)\|([^|]+)\|(\S+) /.exec(knownHostsLines('host', [ed25519], true)) ?? [];
    const expected = createHmac('sha1', Buffer.from(salt, 'base64')).update('host').digest('base64');
    expect(hash).toBe(expected);
  });
});
