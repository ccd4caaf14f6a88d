import { describe, expect, it } from 'vitest';
import {
  readColimaStatus,
  readDesktopStatus,
  readOrbstackStatus,
  readPodmanMachine,
  readRancherStatus,
} from './runtime-outputs';

// Outputs as the runtimes' documentation shows them: assumed, not run here.
const out = (stdout: string, code = 0, stderr = '') => ({ code, stdout, stderr });

describe('status of runtimes', () => {
  it('Docker Desktop', () => {
    expect(readDesktopStatus(out('{"Status":"running"}\n'))).toBe(true);
    expect(readDesktopStatus(out('{"Status":"starting"}'))).toBe(true);
    expect(readDesktopStatus(out('{"Status":"stopped"}'))).toBe(false);
    expect(
      readDesktopStatus(
        out('Name                Value\nStatus              running\nSessionID           1\n'),
      ),
    ).toBe(true);
    expect(readDesktopStatus(out('', 1, "docker: 'desktop' is not a docker command."))).toBeNull();
  });

  it('Colima', () => {
    expect(readColimaStatus(out('', 0, 'time="x" level=info msg="colima is running using QEMU"'))).toBe(true);
    expect(readColimaStatus(out('', 1, 'time="x" level=fatal msg="colima is not running"'))).toBe(false);
    expect(readColimaStatus(out('', 1, 'panic'))).toBeNull();
  });

  it('Rancher Desktop', () => {
    expect(readRancherStatus(out('{"version": 10}'))).toBe(true);
    expect(
      readRancherStatus(
        out('', 1, 'Error: Get "http://127.0.0.1:6107": dial tcp: connect: connection refused'),
      ),
    ).toBe(false);
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
