import { describe, expect, it } from 'vitest';
import { toDetails } from './engine-details';

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
    expect(toDetails({ Components: null }, {})).toMatchObject({
      components: [],
      runtimes: [],
      security: [],
      registries: { mirrors: [], insecure: [] },
      proxies: { http: '', https: '', except: '' },
    });
  });

  it('reads runtimes, security, registries, and proxies without their passwords', () => {
    const details = toDetails(
      {},
      {
        Runtimes: { runc: {}, 'io.containerd.runc.v2': {} },
        DefaultRuntime: 'runc',
        SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'apparmor'],
        DriverStatus: [['Backing Filesystem', 'extfs']],
        RegistryConfig: {
          Mirrors: ['http://user:pass@mirror.example/'],
          InsecureRegistryCIDRs: ['127.0.0.0/8'],
          IndexConfigs: { 'docker.io': { Secure: true }, 'old.example:5000': { Secure: false } },
        },
        HttpProxy: 'http://me:hunter2@proxy.example:3128',
        HttpsProxy: 'me:hunter2@proxy.example:3128',
        NoProxy: 'localhost',
      },
    );
    expect(details.runtimes).toEqual(['io.containerd.runc.v2', 'runc']);
    expect(details.security).toEqual(['seccomp (builtin)', 'rootless', 'apparmor']);
    expect(details.filesystem).toBe('extfs');
    expect(details.registries).toEqual({
      mirrors: ['http://mirror.example/'],
      insecure: ['old.example:5000', '127.0.0.0/8'],
    });
    expect(details.proxies).toEqual({
      http: 'http://proxy.example:3128',
      https: 'proxy.example:3128',
      except: 'localhost',
    });
  });
});
