import { describe, expect, it } from 'vitest';
import { toDetails } from './engine-handlers';

describe('engine details', () => {
  it('reads a 20.10 engine', () => {
    const details = toDetails(
      {
        Version: '20.10.24',
        Os: 'linux',
        Arch: 'amd64',
        KernelVersion: '6.1.0',
        GitCommit: '5d6db84',
        GoVersion: 'go1.19.8',
        BuildTime: '2023-05-18',
        Components: [
          { Name: 'containerd', Version: '1.6.20', Details: { GitCommit: '1.6.20~ds1' } },
          { Name: 'runc' },
        ],
      },
      { NCPU: 2, MemTotal: 1024, Driver: 'overlay2', Containers: 3, ContainersRunning: 1, Warnings: null },
    );
    expect(details.components).toEqual([
      { name: 'containerd', version: '1.6.20', details: { GitCommit: '1.6.20~ds1' } },
      { name: 'runc', version: '', details: {} },
    ]);
    expect(details.containers).toEqual({ total: 3, running: 1, paused: 0, stopped: 0 });
    expect(details.warnings).toEqual([]);
  });

  it('reads an engine that tells nothing', () => {
    expect(toDetails({ Components: null }, {}).components).toEqual([]);
  });
});
