import { describe, expect, it } from 'vitest';
import { blankForm } from '../run-form';
import { formFromInspect } from './from-inspect';

const id = 'abcdef123456'.padEnd(64, '0');
const image = {
  Config: {
    Env: ['PATH=/bin', 'VERSION=1'],
    Cmd: ['serve'],
    Entrypoint: ['/entry'],
    Labels: { vendor: 'x' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/app',
    User: 'app',
    StopSignal: 'SIGQUIT',
    Healthcheck: { Test: ['CMD', 'ok'], Interval: 1_000_000_000 },
  },
};
const inspect = (config: object = {}, host: object = {}, more: object = {}) => ({
  Id: id,
  Name: '/web',
  Config: { Hostname: id.slice(0, 12), Image: 'x:1', ...image.Config, ...config },
  HostConfig: { NetworkMode: 'default', RestartPolicy: { Name: 'no' }, ...host },
  NetworkSettings: { Networks: { bridge: {} } },
  ...more,
});
const form = (...args: Parameters<typeof inspect>) => formFromInspect(inspect(...args), image).form;
const plain = { ...blankForm('x:1'), name: 'web' };

describe('a container read back', () => {
  it('has nothing of the image and the engine in it', () => {
    const host = {
      ShmSize: 67_108_864,
      IpcMode: 'private',
      CgroupnsMode: 'private',
      Runtime: 'runc',
      LogConfig: { Type: 'json-file', Config: {} },
      Memory: 67_108_864,
      MemorySwap: 134_217_728,
      Privileged: true,
      SecurityOpt: ['label=disable'],
      MaskedPaths: [],
      OomKillDisable: false,
      PidsLimit: null,
    };
    expect(form({}, host)).toEqual({ ...plain, memory: 67_108_864, privileged: true });
  });

  it('has what was chosen over the image, and what was taken from it', () => {
    expect(
      form({
        Env: ['PATH=/bin', 'VERSION=2', 'NEW=a=b'],
        Labels: { vendor: 'x', own: '1' },
        Cmd: ['serve', '--fast'],
        ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
        Volumes: { '/data': {}, '/own': {} },
        Healthcheck: { Test: ['CMD', 'ok'], Interval: 5_000_000_000 },
        Hostname: 'box',
      }),
    ).toEqual({
      ...plain,
      hostname: 'box',
      env: [
        { name: 'VERSION', value: '2' },
        { name: 'NEW', value: 'a=b' },
      ],
      labels: [{ name: 'own', value: '1' }],
      command: ['serve', '--fast'],
      expose: [{ port: 81, protocol: 'tcp' }],
      volumes: [{ target: '/own', readOnly: false }],
      health: { interval: 5000 },
    });
    expect(form({ Env: ['PATH=/bin'] }).env).toEqual([{ name: 'VERSION', value: null }]);
    expect(form({ Entrypoint: null, Cmd: ['sh'] })).toMatchObject({ entrypoint: [''], command: ['sh'] });
  });

  it('keeps every network with its aliases and fixed addresses, the mode’s own first', () => {
    const Networks = {
      back: { NetworkID: 'b', Aliases: [id.slice(0, 12), 'db'] },
      shop: {
        NetworkID: 's',
        Aliases: [id.slice(0, 12)],
        IPAMConfig: { IPv4Address: '10.0.0.2' },
        IPAddress: '10.0.0.2',
      },
    };
    expect(form({}, { NetworkMode: 'shop' }, { NetworkSettings: { Networks } }).networks).toEqual([
      { name: 'shop', ip: '10.0.0.2' },
      { name: 'back', aliases: ['db'] },
    ]);
  });

  it('names what a form cannot say', () => {
    const { lost } = formFromInspect(
      inspect(
        { Healthcheck: { Test: ['CMD', 'other'], Interval: 1_500_000 } },
        {
          CpuCount: 2,
          DeviceRequests: [{ Capabilities: [['tpu']] }],
          Mounts: [{ Type: 'odd', Target: '/odd' }],
        },
      ),
      image,
    );
    expect(lost).toEqual([
      'HostConfig.DeviceRequests',
      'HostConfig.CpuCount',
      'HostConfig.Mounts: /odd',
      'Config.Healthcheck.Interval',
    ]);
  });

  it('stands an inspection that lacks everything', () => {
    expect(formFromInspect(null, null).form).toEqual(blankForm(''));
  });
});
