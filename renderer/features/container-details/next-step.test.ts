import { describe, expect, it } from 'vitest';
import badformat from './fixtures/badformat.json';
import hog from './fixtures/hog.json';
import killed from './fixtures/killed.json';
import nofile from './fixtures/nofile.json';
import noperm from './fixtures/noperm.json';
import open from './fixtures/open.json';
import plain from './fixtures/plain.json';
import port2 from './fixtures/port2.json';
import term from './fixtures/term.json';
import { largerLimit, nextStep } from './next-step';
import { readInspect } from './read-inspect';

const step = (json: unknown, lines: string[] = []) => nextStep(readInspect(json), lines);
const ended = (ExitCode: number, State = {}) => ({ State: { ExitCode, Status: 'exited', ...State } });

describe('nextStep, from what an engine recorded', () => {
  it.each([
    ['memory', hog, [], 'raiseMemory', ''],
    ['docker kill', killed, ['working'], 'killed', ''],
    ['docker stop', term, [], 'stopped', ''],
    ['a command that is not there', nofile, [], 'noCommand', '/no/such/program'],
    ['a file that is no program', noperm, [], 'notExecutable', '/etc/passwd'],
    ['a taken port', port2, [], 'portTaken', '18080'],
    ['rights that the engine lacks', open, [], 'engineRights', ''],
    ['another processor', badformat, ['exec /x: exec format error'], 'execFormat', '/x'],
    ['nothing', plain, [], 'finished', ''],
  ])('%s', (_name, json, lines, id, subject) => {
    expect(step(json, lines)).toEqual({ id, subject });
  });
});

describe('nextStep, from other words of the engine', () => {
  it.each([
    [
      'driver failed … Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use',
      'portTaken',
      '80',
    ],
    ['failed to create endpoint: Bind for :::443 failed: port is already allocated', 'portTaken', '443'],
    ['exec: "serve": executable file not found in $PATH: unknown', 'noCommand', 'serve'],
    ['exec /entry.sh: no such file or directory', 'noCommand', '/entry.sh'],
    [
      'error mounting "/home/me/nginx.conf" to rootfs at "/etc/nginx/nginx.conf": not a directory: Are you trying to mount a directory onto a file (or vice-versa)?',
      'mountMismatch',
      '/home/me/nginx.conf',
    ],
    [
      'invalid mount config for type "bind": bind source path does not exist: /nowhere',
      'mountMissing',
      '/nowhere',
    ],
    ['network 1a2b3c not found', 'networkGone', '1a2b3c'],
    [
      'error gathering device information while adding custom device "/dev/ttyUSB0": no such file or directory',
      'noDevice',
      '/dev/ttyUSB0',
    ],
    ['could not select device driver "" with capabilities: [[gpu]]', 'noGpu', ''],
    ['unable to find user app: no matching entries in passwd file', 'noUser', 'app'],
    [
      'OCI runtime create failed: chdir to cwd ("/srv/app") set in config.json failed: permission denied',
      'workingDir',
      '/srv/app',
    ],
    ['mkdir /var/lib/docker/overlay2/x: no space left on device', 'diskFull', ''],
    ['something nobody has seen', 'engineSays', ''],
  ])('%s', (words, id, subject) => {
    expect(step(ended(128, { Error: words }))).toEqual({ id, subject });
  });
});

describe("nextStep, from a program's last lines", () => {
  it.each([
    [1, ['You must specify POSTGRES_PASSWORD to a non-empty value'], 'missingSetting', 'POSTGRES_PASSWORD'],
    [1, ['Error: DATABASE_URL is not set'], 'missingSetting', 'DATABASE_URL'],
    [
      1,
      ['You need to specify one of the following as an environment variable:', '- MYSQL_ROOT_PASSWORD'],
      'missingSetting',
      '',
    ],
    [1, ['Error: listen EADDRINUSE: address already in use :::3000'], 'innerPort', ''],
    [1, ['connect ECONNREFUSED 172.18.0.2:5432'], 'dependency', ''],
    [1, ["Error: Cannot find module '/app/index.js'"], 'missingFile', ''],
    [1, ["mkdir: can't create directory '/data': Permission denied"], 'permission', ''],
    [3, ['java.lang.OutOfMemoryError: Java heap space'], 'programMemory', ''],
    [1, ['a fine line', 'another'], 'readLog', ''],
    [2, [], 'noLog', ''],
    [127, ['sh: serve: not found'], 'noCommand', 'serve'],
    [126, ['sh: /srv/run.sh: Permission denied'], 'notExecutable', '/srv/run.sh'],
    [139, ['permission denied'], 'crashed', ''],
    [0, ['permission denied'], 'finished', ''],
  ])('%i %j', (code, lines, id, subject) => {
    expect(step(ended(code), lines)).toEqual({ id, subject });
  });

  it('believes the latest clue first', () => {
    expect(step(ended(1), ['permission denied', 'connection refused']).id).toBe('dependency');
  });

  it('is quick with a line made to be slow', () => {
    const line = `${'A_'.repeat(1000)}${' '.repeat(1000)}x`;
    const from = performance.now();
    step(
      ended(1),
      Array.from({ length: 20 }, () => line),
    );
    expect(performance.now() - from).toBeLessThan(1000);
  });
});

it('doubles a limit to whole MiB', () => {
  expect(largerLimit(16 * 1_048_576)).toBe(32 * 1_048_576);
  expect(largerLimit(7_000_000)).toBe(14 * 1_048_576);
});
