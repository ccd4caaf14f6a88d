import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisiveLines, failureCode } from './log-lines';
import {
  readColimaStatus,
  readDesktopStatus,
  readOrbstackStatus,
  readPodmanMachine,
  readRancherStatus,
} from './runtime-outputs';

/** What users have published (docs/engine.md says where); outputs written out here follow documentation or source. */
const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8');
const out = (stdout: string, code = 0, stderr = '') => ({ code, stdout, stderr });

describe('status of runtimes', () => {
  it('Docker Desktop', () => {
    expect(readDesktopStatus(out('{"Status":"running"}\n'))).toBe(true);
    expect(readDesktopStatus(out('{"Status":"starting"}'))).toBe(true);
    expect(readDesktopStatus(out('{"Status":"stopped"}'))).toBe(false);
    expect(readDesktopStatus(out('{"Status":"paused"}'))).toBeNull();
    expect(
      readDesktopStatus(
        out('Name                Value\nStatus              running\nSessionID           1\n'),
      ),
    ).toBe(true);
    expect(readDesktopStatus(out('', 1, "docker: 'desktop' is not a docker command."))).toBeNull();
  });

  it('Colima', () => {
    expect(readColimaStatus(out('', 0, recorded('colima-running')))).toBe(true);
    expect(readColimaStatus(out('', 0, recorded('colima-running-terminal')))).toBe(true);
    expect(readColimaStatus(out('', 1, recorded('colima-stopped')))).toBe(false);
    expect(readColimaStatus(out('', 1, recorded('colima-broken')))).toBeNull();
  });

  it('Rancher Desktop', () => {
    expect(readRancherStatus(out('{"version": 10}'))).toBe(true);
    expect(readRancherStatus(out('', 1, recorded('rancher-refused')))).toBe(false);
    const korean = '대상 컴퓨터에서 연결을 거부했으므로 연결하지 못했습니다.';
    const windows = `Error: Get "http://127.0.0.1:6107/v1/settings": dial tcp 127.0.0.1:6107: connectex: ${korean}`;
    expect(readRancherStatus(out('', 1, windows))).toBe(false);
    const noFile = String.raw`Error: open C:\Users\me\AppData\Local\rancher-desktop\rd-engine.json: 지정된 파일을 찾을 수 없습니다.`;
    expect(readRancherStatus(out('', 1, noFile))).toBe(false);
    expect(
      readRancherStatus(out('', 1, 'Error: error parsing config file "rd-engine.json": EOF')),
    ).toBeNull();
  });

  it('OrbStack', () => {
    expect(readOrbstackStatus(out('Running\n'))).toBe(true);
    expect(readOrbstackStatus(out('Stopped\n', 1))).toBe(false);
    expect(readOrbstackStatus(out(''))).toBeNull();
  });

  it('Podman machines: the default one, none, no JSON', () => {
    const list = JSON.stringify([
      { Name: 'other', Default: false, Running: true },
      { Name: 'podman-machine-default', Default: true, Running: false, Starting: false },
    ]);
    expect(readPodmanMachine(out(list))).toEqual({ name: 'podman-machine-default', running: false });
    expect(readPodmanMachine(out('[{"Name":"vm*","Running":true}]'))).toEqual({ name: 'vm', running: true });
    expect(readPodmanMachine(out('[]'))).toBeNull();
    expect(readPodmanMachine(out('Error'))).toBeNull();
  });
});

describe('failed starts of runtimes', () => {
  const failed = (name: string) => {
    const lines = decisiveLines(recorded(name).split('\n'));
    return { lines, next: failureCode(lines) };
  };

  it('Docker Desktop gives up waiting for itself', () => {
    expect(failed('docker-desktop-start-failed').lines).toEqual([
      '✗ Failed to start Docker Desktop',
      'Docker Desktop is still starting: context deadline exceeded',
    ]);
  });

  it('Colima', () => {
    const { lines, next } = failed('colima-start-failed');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('errors inspecting instance: [failed to get Info from');
    expect(lines[1]).toBe("error starting vm: error at 'starting': exit status 1");
    expect(next).toBe('virtualisation');
    expect(failureCode(['error starting vm: exit status 1'])).toBe('virtualisation');
  });
});
