import { describe, expect, it } from 'vitest';
import { readSettings, sshFailure, tunnelArgs } from './ssh-command';
import { parseSshUrl, type SshDestination, sshUrl } from './ssh-destination';

const destination = (more: Partial<SshDestination> = {}): SshDestination => ({
  user: null,
  host: 'build.example',
  port: null,
  socket: '/var/run/docker.sock',
  ...more,
});

describe('ssh addresses', () => {
  it.each([
    ['ssh://build.example', destination()],
    ['ssh://me@build.example:2222', destination({ user: 'me', port: 2222 })],
    ['SSH://vm_1/', destination({ host: 'vm_1' })],
    ['ssh://me@[fe80::1]:22', destination({ user: 'me', host: 'fe80::1', port: 22 })],
    ['ssh://vm/run/user/1000/docker.sock', destination({ host: 'vm', socket: '/run/user/1000/docker.sock' })],
  ])('%s', (text, expected) => {
    expect(parseSshUrl(text)).toEqual({ ok: true, destination: expected });
  });

  it('are written as they are read', () => {
    for (const text of ['ssh://me@build.example:2222', 'ssh://[fe80::1]', 'ssh://vm/run/docker.sock']) {
      const parsed = parseSshUrl(text);
      expect(parsed.ok && sshUrl(parsed.destination)).toBe(text);
    }
  });

  it.each([
    'ssh://-oProxyCommand=touch%20x',
    'ssh://-l@host',
    'ssh://me:secret@host',
    'ssh://',
    'ssh://host:0',
    'ssh://host:70000',
    'ssh://host/a/../$(x)',
    'ssh://host/%h.sock',
    'ssh://host/a:b',
    'ssh://ho st',
    'ssh://host\n-oX=y',
    'ssh://host?x=1',
    'tcp://host',
  ])('refuses %s', (text) => {
    const parsed = parseSshUrl(text);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });
});

describe("ssh's command line", () => {
  const args = tunnelArgs(destination({ user: 'me', port: 2222 }), '/tmp/x/engine.sock');

  it('ends with the host behind --, so that it is no option', () => {
    expect(args.slice(-6)).toEqual(['-l', 'me', '-p', '2222', '--', 'build.example']);
    expect(args.filter((arg) => arg === '--')).toHaveLength(1);
  });

  it('forwards a socket to the socket over there, and runs nothing', () => {
    expect(args).toContain('-N');
    expect(args[args.indexOf('-L') + 1]).toBe('/tmp/x/engine.sock:/var/run/docker.sock');
  });

  it('never asks and never accepts a key by itself', () => {
    expect(args).toContain('BatchMode=yes');
    expect(args).toContain('StrictHostKeyChecking=yes');
    expect(args).toContain('ExitOnForwardFailure=yes');
  });
});

describe("what ssh's last words mean", () => {
  it.each([
    [
      'No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.\r\nHost key verification failed.\r\n',
      'host-key-unknown',
    ],
    [
      `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Host key for [127.0.0.1]:2222 has changed and you have requested strict checking.
Host key verification failed.`,
      'host-key-changed',
    ],
    ['root@127.0.0.1: Permission denied (publickey).', 'ssh-auth'],
    ['ssh: connect to host 127.0.0.1 port 1: Connection refused', 'ssh-failed'],
    ['ssh: Could not resolve hostname nowhere.invalid: Name or service not known', 'ssh-failed'],
    ['channel 1: open failed: connect failed: open failed\n', 'ssh-socket'],
    ['', 'ssh-failed'],
  ])('%#', (stderr, reason) => {
    const failure = sshFailure(stderr);
    expect(failure.reason).toBe(reason);
    expect(failure.message).not.toMatch(/@@@/);
    expect(failure.message.length).toBeGreaterThan(5);
  });
});

describe('ssh -G', () => {
  const output = `user root
hostname 127.0.0.1
port 2222
hashknownhosts yes
proxycommand none
globalknownhostsfile /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2
userknownhostsfile ~/.ssh/known_hosts "/a b/known"
`;

  it('tells the host behind an alias, and where keys are known', () => {
    expect(readSettings(output, destination({ host: 'alias' }), '/home/me')).toEqual({
      hostName: '127.0.0.1',
      port: 2222,
      alias: null,
      userFiles: ['/home/me/.ssh/known_hosts', '/a b/known'],
      globalFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
      hashed: true,
      indirect: false,
    });
  });

  it('says when the way leads over another host', () => {
    const settings = readSettings('hostname x\nproxyjump gate\nhostkeyalias farm', destination(), '/home/me');
    expect(settings).toMatchObject({ indirect: true, alias: 'farm', port: 22 });
  });
});
