import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisiveLines, failureCode, lastLines, message } from './log-lines';

// dockerd 20.10.24 on Debian 12, as its log file had it (folder names shortened).
const dataIsFile = [
  'time="2026-11-24T05:25:02.173596281Z" level=info msg="Starting up"',
  "Unable to get the full path to root (/x/data): canonical path points to a file '/x/data'",
];
// As dockerd says it where it may not change the firewall; not run here.
const noIptables = [
  'time="2026-11-24T05:12:00Z" level=warning msg="Your kernel does not support cgroup blkio weight"',
  'failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: Permission denied (you must be root) (exit status 4)',
];

describe('what an engine says when it does not start', () => {
  it('keeps the lines that decide', () => {
    expect(decisiveLines(dataIsFile)).toEqual([dataIsFile[1]]);
    expect(decisiveLines(noIptables)).toEqual([noIptables[1]]);
  });

  it('hears rootlesskit too', () => {
    // rootlesskit 1.1.0, where the user may not open /dev/net/tun
    const lines = [
      '+ exec rootlesskit --net=slirp4netns',
      'open: Permission denied',
      '[rootlesskit:child ] error: parsing message from fd 3: EOF',
    ];
    expect(decisiveLines(lines)).toEqual(lines.slice(1));
    expect(failureCode(decisiveLines(lines))).toBe('rootless');
  });

  it('keeps the last lines where none stands out', () => {
    expect(decisiveLines(['one', '', 'two', 'three', 'four'])).toEqual(['two', 'three', 'four']);
    expect(decisiveLines([])).toEqual([]);
  });

  it('shows what goes on without what libraries and systemd say of themselves', () => {
    const journal = readFileSync(join(import.meta.dirname, 'fixtures/systemd-journal-started.txt'), 'utf8');
    expect(lastLines(journal.split('\n')).slice(2)).toEqual([
      'Loading containers: done.',
      'Docker daemon',
      'Daemon has completed initialization',
      'API listen on /run/docker.sock',
    ]);
    expect(lastLines(['Starting Docker Application Container Engine...', ''])).toEqual([]);
  });

  it('reads logfmt, with its error', () => {
    expect(message('time="x" level=error msg="failed to mount" error="no space left on device"')).toBe(
      'failed to mount: no space left on device',
    );
    expect(message('time="x" level=info msg=Loading')).toBe('Loading');
    expect(message('\u001b[36mINFO\u001b[0m plain')).toBe('INFO plain');
  });

  it.each([
    ['write /var/lib/docker: no space left on device', 'disk-full'],
    ['Error executing command as another user: Not authorized', 'not-authorized'],
    ['[rootlesskit:parent] error: failed to setup UID/GID map: newuidmap failed', 'rootless'],
    [noIptables[1] ?? '', 'iptables'],
    ['failed to start containerd: timeout waiting for containerd to start', 'containerd'],
    ['could not find an available, non-overlapping IPv4 address pool', 'network'],
    ['failed to start daemon: pid file found, ensure docker is not running', 'in-use'],
    ['error initializing graphdriver: prior storage driver aufs failed', 'storage'],
    ["Devices cgroup isn't mounted", 'cgroup'],
    ['dockerd needs to be started with root privileges', 'permission'],
    ['exec: "runc": executable file not found in $PATH', 'missing-program'],
    ['something new', 'see-log'],
  ] as const)('%s: %s', (line, code) => {
    expect(failureCode([line])).toBe(code);
  });
});
