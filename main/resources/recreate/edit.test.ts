import { blankForm, type RunForm } from '@contract/run-form';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../../engine/types';
import { specOf } from './body';
import { optionDifferences } from './difference';
import { edited } from './edit';
import { planOf } from './plan';
import type { RawConfig, RawContainer } from './raw';

const image: RawConfig = { Env: ['PATH=/bin'], Cmd: ['serve'] };

/** A container with what the form can say and, as `CpuPercent` and the volumes' names, with what it cannot. */
const old: RawContainer = {
  Id: 'abcdef012345'.padEnd(64, '0'),
  Name: '/web',
  Image: 'sha256:old',
  State: { Running: true },
  Config: {
    Image: 'app:8',
    Env: ['PATH=/bin', 'MODE=fast', 'TOKEN=s3cret'],
    Cmd: ['serve'],
    Labels: { team: 'blue', tier: '1' },
    ExposedPorts: { '80/tcp': {} },
  },
  HostConfig: {
    NetworkMode: 'shop',
    Binds: ['/srv:/c:ro'],
    PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
    Memory: 64 * 1024 * 1024,
    CpuPercent: 7,
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
  },
  NetworkSettings: { Networks: { shop: { IPAMConfig: { IPv4Address: '10.1.0.9' } } } },
  Mounts: [
    { Type: 'bind', Destination: '/c' },
    { Type: 'volume', Name: 'anon1', Destination: '/data', RW: true },
  ],
};

const from: RunForm = {
  ...blankForm('app:8'),
  name: 'web',
  env: [
    { name: 'MODE', value: 'fast' },
    { name: 'TOKEN', value: 's3cret' },
  ],
  labels: [
    { name: 'team', value: 'blue' },
    { name: 'tier', value: '1' },
  ],
  ports: [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
  volumes: [
    { source: '/srv', target: '/c', readOnly: true },
    { target: '/data', readOnly: false },
  ],
  networks: [{ name: 'shop', ip: '10.1.0.9' }],
  memory: 64 * 1024 * 1024,
  restart: 'always',
};
const base = () => specOf(old, image, '1.41');
const edit = (change: Partial<RunForm>) => edited(base(), { from, to: { ...from, ...change } }, '1.41');

describe('an edited container', () => {
  it('is the same request where nothing was changed', () => {
    const same = edit({});
    expect(same).toEqual({ ...base(), body: { ...base().body, Env: base().body.Env } });
    expect(same.body.HostConfig.CpuPercent).toBe(7);
    expect(same).not.toHaveProperty('name');
  });

  it('has what was changed, and the rest as the engine had it', () => {
    const { body } = edit({
      env: [
        { name: 'MODE', value: 'slow' },
        { name: 'NEW', value: '1' },
      ],
      labels: [{ name: 'team', value: 'red' }],
      memory: 128 * 1024 * 1024,
      restart: 'no',
      command: ['serve', '--fast'],
      user: 'app',
    });
    expect(body.Env).toEqual(['MODE=slow', 'NEW=1']);
    expect(body.Labels).toEqual({ team: 'red' });
    expect(body.Cmd).toEqual(['serve', '--fast']);
    expect(body.User).toBe('app');
    expect(body.HostConfig).toMatchObject({
      Memory: 128 * 1024 * 1024,
      CpuPercent: 7,
      RestartPolicy: { Name: 'no' },
    });
    expect(body.NetworkingConfig).toEqual(base().body.NetworkingConfig);
  });

  it('gives a variable of the image back where the container’s own was taken away, and takes the image’s away', () => {
    expect(edit({ env: [...from.env, { name: 'PATH', value: null }] }).body.Env).toContain('PATH');
    expect(edit({ env: [] }).body.Env).toEqual([]);
  });

  it('moves a port, with what is exposed for it', () => {
    const { body } = edit({ ports: [{ hostPort: 8081, containerPort: 81, protocol: 'tcp' }] });
    expect(Object.keys(body.HostConfig.PortBindings ?? {})).toEqual(['81/tcp']);
    expect(Object.keys(body.ExposedPorts ?? {})).toEqual(['81/tcp']);
  });

  it('keeps a volume without a name by the name the engine gave it, unless its place was changed', () => {
    const { Mounts, Binds } = edit({ volumes: from.volumes.slice(1) }).body.HostConfig;
    expect(Mounts).toEqual([{ Type: 'volume', Source: 'anon1', Target: '/data' }]);
    expect(Binds).toBeUndefined();
    const named = edit({
      volumes: [
        { source: 'data', target: '/data', readOnly: false },
        { target: '/new', readOnly: false },
      ],
      tmpfs: [{ target: '/tmp', options: 'size=1m' }],
    }).body;
    expect(named.HostConfig.Binds).toEqual(['data:/data']);
    expect(named.HostConfig.Mounts).toBeUndefined();
    expect(named.HostConfig.Tmpfs).toEqual({ '/tmp': 'size=1m' });
    expect(named.Volumes).toEqual({ '/new': {} });
  });

  it('goes to other networks, the first with the request, further ones afterwards', () => {
    const moved = edit({ networks: [{ name: 'back', aliases: ['w'] }, { name: 'shop' }] });
    expect(moved.body.HostConfig.NetworkMode).toBe('back');
    expect(moved.body.NetworkingConfig.EndpointsConfig).toEqual({ back: { Aliases: ['w'] } });
    expect(moved.networks).toEqual([{ network: 'shop', endpoint: {} }]);
  });

  it('takes another name and another platform along', () => {
    expect(edit({ name: 'shop.web', platform: 'linux/arm64' })).toMatchObject({
      name: 'shop.web',
      platform: 'linux/arm64',
    });
  });

  it('refuses what the command line refuses', () => {
    expect(() => edit({ autoRemove: true })).toThrow(/restart policy/);
  });
});

describe('the difference of an edit', () => {
  const rows = (change: Partial<RunForm>, hasImage = true) =>
    optionDifferences({ from, to: { ...from, ...change } }, hasImage).map(({ name, before, after }) => [
      name,
      before,
      after,
    ]);

  it('says each option that was changed, once', () => {
    expect(rows({})).toEqual([]);
    expect(
      rows({
        memory: undefined,
        ports: [...from.ports, { hostPort: 90, containerPort: 90, protocol: 'tcp' }],
        restart: 'no',
        init: true,
      }),
    ).toEqual([
      ['-p', null, '90:90'],
      ['--restart', 'always', null],
      ['--memory', '64m', null],
      ['--init', null, '--init'],
    ]);
  });

  it('tells variables and the command only where the image is not known yet', () => {
    const change = { env: [], command: ['x'] };
    expect(rows(change)).toEqual([]);
    expect(rows(change, false)).toEqual([
      ['MODE', 'fast', null],
      ['TOKEN', 's3cret', null],
      ['COMMAND', null, 'x'],
    ]);
  });
});

describe('the plan of an edit', () => {
  const planWith = (change: Partial<RunForm>) => {
    const client = { request: async () => [] } as unknown as EngineClient;
    const wanted = { from, to: { ...from, ...change } };
    const spec = edited(base(), wanted, '1.41');
    return planOf(client, { old, image: null, oldImage: image, spec, refused: null, edit: wanted });
  };

  it('names only the volumes and networks that stay', async () => {
    const same = await planWith({});
    expect(same).toMatchObject({ volumes: [{ name: 'anon1', target: '/data' }], networks: ['shop'] });
    const other = await planWith({ networks: [{ name: 'back' }, { name: 'more' }], volumes: [] });
    expect(other).toMatchObject({ volumes: [], networks: [], connects: true });
  });
});
