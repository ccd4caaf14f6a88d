import type { RunForm } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { createBody } from './run-body';

const form = (more: Partial<RunForm> = {}): RunForm => ({
  image: 'nginx:latest',
  ports: [],
  env: [],
  volumes: [],
  command: [],
  restart: 'no',
  ...more,
});
const bind = (source: string, target: string, readOnly = false) =>
  createBody(form({ volumes: [{ source, target, readOnly }] })).HostConfig;

describe('createBody', () => {
  it('leaves out what was not chosen, so that the image decides', () => {
    expect(createBody(form())).toEqual({
      Image: 'nginx:latest',
      Env: [],
      ExposedPorts: {},
      HostConfig: {
        PortBindings: {},
        Binds: [],
        RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      },
    });
  });

  it('says everything that was chosen', () => {
    expect(
      createBody(
        form({
          ports: [
            { hostPort: 8080, containerPort: 80, protocol: 'tcp' },
            { hostPort: 8081, hostIp: '127.0.0.1', containerPort: 80, protocol: 'tcp' },
            { containerPort: 53, protocol: 'udp' },
          ],
          env: [{ name: 'A', value: 'b=c' }],
          command: ['sh', '-c', 'echo hi'],
          restart: 'on-failure',
          network: 'net',
          memory: 6_291_456,
          cpus: 1.5,
        }),
      ),
    ).toEqual({
      Image: 'nginx:latest',
      Cmd: ['sh', '-c', 'echo hi'],
      Env: ['A=b=c'],
      ExposedPorts: { '80/tcp': {}, '53/udp': {} },
      HostConfig: {
        PortBindings: {
          '80/tcp': [
            { HostIp: '', HostPort: '8080' },
            { HostIp: '127.0.0.1', HostPort: '8081' },
          ],
          '53/udp': [{ HostIp: '', HostPort: '' }],
        },
        Binds: [],
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 0 },
        NetworkMode: 'net',
        Memory: 6_291_456,
        NanoCpus: 1_500_000_000,
      },
    });
  });

  it('binds paths and names volumes as -v does', () => {
    expect(bind('/srv/data', '/data').Binds).toEqual(['/srv/data:/data']);
    expect(bind('cache', '/cache', true).Binds).toEqual(['cache:/cache:ro']);
    expect(bind('C:\\data', '/data').Binds).toEqual(['C:\\data:/data']);
  });

  it('mounts what a colon would break', () => {
    expect(bind('/srv/a:b', '/data', true)).toMatchObject({
      Binds: [],
      Mounts: [
        {
          Type: 'bind',
          Source: '/srv/a:b',
          Target: '/data',
          ReadOnly: true,
          BindOptions: { CreateMountpoint: true },
        },
      ],
    });
    expect(bind('cache', '/a:b').Mounts).toEqual([
      { Type: 'volume', Source: 'cache', Target: '/a:b', ReadOnly: false },
    ]);
  });

  it.each(['./data', '~/data', 'a b', '../x', '-v'])('refuses %s', (source) => {
    expect(() => bind(source, '/data')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
