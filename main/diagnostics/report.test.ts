import { describe, expect, it } from 'vitest';
import { judge } from './checks';
import { redactPrivate } from './private-words';
import { reportText } from './report';
import { facts, known, windowsFacts } from './testing/facts';

const mina = { userName: 'mina', home: '/home/mina', hostName: 'workbench' };

describe('redactPrivate', () => {
  it.each([
    ['/home/mina/.docker/config.json', '~/.docker/config.json'],
    ['"/home/mina"', '"~"'],
    ['/home/minazoe/x', '/home/[user]/x'],
    ['/home/kim/.colima/docker.sock', '/home/[user]/.colima/docker.sock'],
    ['/Users/kim/Library', '/Users/[user]/Library'],
    ['/run/user/1000/docker.sock', '/run/user/[uid]/docker.sock'],
    ['mina may not open it, minamount may; MINA too', '[user] may not open it, minamount may; [user] too'],
    ['on workbench: yes', 'on [host]: yes'],
    ['http://me:canary@proxy:1', 'http://[redacted]@proxy:1'],
    ['HTTPS_PASSWORD=canary', 'HTTPS_PASSWORD=[redacted]'],
  ])('%s', (line, wanted) => {
    expect(redactPrivate(line, mina)).toBe(wanted);
  });

  it('hides Korean names, however their letters are written', () => {
    const words = { userName: '김민아', home: 'C:\\Users\\김민아', hostName: '민아의컴퓨터' };
    const line = 'C:\\Users\\김민아\\AppData, "C:\\\\Users\\\\김민아\\\\x", 김민아(1), 민아의컴퓨터';
    const hidden = '~\\AppData, "~\\\\x", [user](1), [host]';
    expect(redactPrivate(line, words)).toBe(hidden);
    expect(redactPrivate(line.normalize('NFD'), words)).toBe(hidden);
  });

  it('hides the short name Windows gives a folder', () => {
    const words = { userName: '홍길동', home: 'C:\\Users\\홍길동', hostName: 'PC' };
    expect(redactPrivate('C:\\Users\\HONGGI~1\\AppData', words)).toBe('C:\\Users\\[user]\\AppData');
  });

  it('leaves words alone that every machine has', () => {
    const words = { userName: 'docker', home: '/root', hostName: 'localhost' };
    expect(redactPrivate('docker on localhost as root in /root', words)).toBe(
      'docker on localhost as root in /root',
    );
  });
});

describe('reportText', () => {
  const write = (given: Parameters<typeof judge>[0]) =>
    reportText({
      results: judge(given, 'all'),
      facts: given,
      versions: { lighter: '0.1.0', electron: '45.0.0', node: '22.0.0' },
      at: 0,
      took: 1234,
      t: (key, values) => `${key} ${JSON.stringify(values ?? {})}`,
    });

  it('holds every check and the facts', () => {
    const text = write(windowsFacts);
    expect(text).toContain('Lighter 0.1.0 (Electron 45.0.0, Node 22.0.0)');
    expect(text).toContain('[ ok ] diagnose:title.wsl-kernel {} (wsl-kernel: new)');
    expect(text).toContain('[  - ] diagnose:title.tls {} (tls: off)');
    expect(text).toContain('"kernel": "5.15.146.1-2"');
  });

  it('holds no secret, name or home folder, wherever they stand', () => {
    const given = facts({
      system: { userName: 'canary-name', home: '/home/canary-name', hostName: 'canary-host' },
      config: { folder: '/home/canary-name/.docker', helpers: ['gone'] },
      endpoint: {
        address: '/home/canary-name/docker.sock',
        failure: { code: 'tls', message: 'Cannot read /home/canary-name/ca.pem: tcp://u:canary-secret@x' },
      },
      engine: { name: 'canary-host', warnings: ['token=canary-secret'], noProxy: 'canary-host' },
      dial: { error: 'EACCES' },
      programs: { engines: [{ name: 'podman', path: '/home/canary-name/bin/podman' }] },
      proxies: known({ own: { HTTPS_PROXY: 'http://u:canary-secret@p:1' }, tried: [] }),
    });
    const text = write(given);
    expect(text).toContain('~/.docker');
    expect(text).toContain('~/bin/podman');
    for (const canary of ['canary-name', 'canary-host', 'canary-secret']) expect(text).not.toContain(canary);
  });
});
