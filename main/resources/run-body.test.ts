import { parseDockerRun } from '@contract/run/parse-docker-run';
import { blankForm, type RunForm } from '@contract/run-form';
import { describe, expect, it } from 'vitest';
import { createBody, laterEndpoints } from './run-body';

const form = (more: Partial<RunForm> = {}): RunForm => ({ ...blankForm('nginx:latest'), ...more });
const body = (more: Partial<RunForm> = {}, apiVersion?: string) =>
  createBody(form(more), { detached: true, apiVersion });
const bodyOf = (line: string, apiVersion?: string) =>
  createBody(parseDockerRun(`docker create ${line} busybox`).form, { detached: false, apiVersion });

describe('createBody', () => {
  it('leaves to the image and the engine what was not chosen', () => {
    const { HostConfig, ...config } = body();
    expect(config).toMatchObject({
      Image: 'nginx:latest',
      Env: null,
      Cmd: null,
      Entrypoint: null,
      Volumes: {},
      NetworkingConfig: { EndpointsConfig: {} },
    });
    expect(config).not.toHaveProperty('ExposedPorts');
    expect(HostConfig).toMatchObject({
      NetworkMode: 'default',
      Binds: null,
      PortBindings: {},
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    });
    expect(HostConfig).not.toHaveProperty('Memory');
  });

  it('attaches as docker create does, and nobody as docker run -d does', () => {
    const attached = (detached: boolean) => {
      const { AttachStdin, AttachStdout, AttachStderr, StdinOnce, OpenStdin } = createBody(
        form({ stdin: true }),
        { detached },
      );
      return [AttachStdin, AttachStdout, AttachStderr, StdinOnce, OpenStdin];
    };
    expect(attached(true)).toEqual([false, false, false, false, true]);
    expect(attached(false)).toEqual([true, true, true, true, true]);
  });

  it('sends what the CLI sends', () => {
    const { HostConfig, ...config } = bodyOf(
      "-p 8080-8082:80-82 -p 9000-9005:90/udp -p '[::1]:5:5' --expose 5-6 -v data:/data:ro,z -v /anon -e A=1 -e A=2 " +
        '--entrypoint "" --security-opt systempaths=unconfined --security-opt no-new-privileges --cap-add net_admin ' +
        '--device /dev/null:/dev/x:r --device vendor.com/gpu=0 --gpus all --ulimit nofile=5:6 --stop-timeout 0 ' +
        '--health-interval 5s --add-host k=[::1] --cpus 1.5',
    );
    expect(config).toMatchObject({
      Env: ['A=2'],
      Entrypoint: [''],
      Volumes: { '/anon': {} },
      StopTimeout: 0,
      Healthcheck: { Interval: 5_000_000_000 },
      ExposedPorts: { '5/tcp': {}, '6/tcp': {}, '80/tcp': {}, '81/tcp': {}, '82/tcp': {}, '90/udp': {} },
    });
    expect(HostConfig).toMatchObject({
      Binds: ['data:/data:ro,z'],
      PortBindings: {
        '5/tcp': [{ HostIp: '::1', HostPort: '5' }],
        '81/tcp': [{ HostIp: '', HostPort: '8081' }],
        '90/udp': [{ HostIp: '', HostPort: '9000-9005' }],
      },
      SecurityOpt: ['no-new-privileges'],
      MaskedPaths: [],
      ReadonlyPaths: [],
      CapAdd: ['CAP_NET_ADMIN'],
      CapDrop: null,
      Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/x', CgroupPermissions: 'r' }],
      DeviceRequests: [
        { Driver: '', Count: -1, Capabilities: [['gpu']], Options: {}, DeviceIDs: null },
        { Driver: 'cdi', DeviceIDs: ['vendor.com/gpu=0'] },
      ],
      Ulimits: [{ Name: 'nofile', Soft: 5, Hard: 6 }],
      ExtraHosts: ['k:::1'],
      NanoCpus: 1_500_000_000,
    });
  });

  it('binds Windows paths', () => {
    expect(
      body({ volumes: [{ source: 'C:\\data', target: '/data', readOnly: false }] }).HostConfig.Binds,
    ).toEqual(['C:\\data:/data']);
  });

  it.each(['./data', '~/data', 'a b', '../x', '-v', '/srv/a:b'])('refuses the source %s', (source) => {
    expect(() => body({ volumes: [{ source, target: '/data', readOnly: false }] })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  it.each<[string, Partial<RunForm>]>([
    ['a restart policy with --rm', { autoRemove: true, restart: 'always' }],
    ['a network beside a mode', { networks: [{ name: 'shop' }, { name: 'host' }] }],
    ['a network twice', { networks: [{ name: 'shop' }, { name: 'shop' }] }],
  ])('refuses %s', (_what, more) => {
    expect(() => body(more)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});

describe('networks', () => {
  const networks = [
    { name: 'shop', aliases: ['web'], ip: '10.0.0.2', mac: '02:42:ac:11:00:02' },
    { name: 'back' },
  ];

  it('are all said at once to engines that can take them', () => {
    const { NetworkingConfig, HostConfig } = body({ networks, links: ['db'] }, '1.44');
    expect(HostConfig).toMatchObject({ NetworkMode: 'shop', Links: ['db'] });
    expect(NetworkingConfig.EndpointsConfig).toEqual({
      shop: {
        IPAMConfig: { IPv4Address: '10.0.0.2' },
        Aliases: ['web'],
        Links: ['db'],
        MacAddress: '02:42:ac:11:00:02',
      },
      back: {},
    });
  });

  it('are said one by one to older ones', () => {
    const old = body({ networks }, '1.43');
    expect(old.MacAddress).toBe('02:42:ac:11:00:02');
    expect(old.NetworkingConfig.EndpointsConfig).toEqual({
      shop: { IPAMConfig: { IPv4Address: '10.0.0.2' }, Aliases: ['web'] },
    });
    expect(laterEndpoints(form({ networks }))).toEqual([['back', {}]]);
  });

  it('of one network without choices, the mode says all', () => {
    expect(body({ networks: [{ name: 'shop' }] }).NetworkingConfig.EndpointsConfig).toEqual({});
  });
});
