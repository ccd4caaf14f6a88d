import { describe, expect, it } from 'vitest';
import { specOf } from './body';
import { differences } from './difference';
import type { RawContainer } from './raw';

const id = 'abcdef012345'.padEnd(64, '0');
const image = {
  Env: ['PATH=/bin', 'VERSION=8', 'MODE=slow'],
  Cmd: ['serve'],
  Entrypoint: ['/entry'],
  Labels: { a: '1', b: '2' },
  ExposedPorts: { '80/tcp': {} },
  WorkingDir: '/srv',
  User: 'app',
  Volumes: { '/data': {} },
  Healthcheck: { Test: ['CMD', 'check'], Interval: 1e9 },
};
const container = (change: Partial<RawContainer> = {}): RawContainer => ({
  Id: id,
  Name: '/web',
  Image: 'sha256:1',
  State: { Running: true },
  Config: { ...image, Image: 'app:8', Hostname: 'abcdef012345', Volumes: { '/data': {} } },
  HostConfig: { NetworkMode: 'default', Memory: 64 },
  NetworkSettings: { Networks: { bridge: { IPAMConfig: null, Aliases: null, NetworkID: 'x' } } },
  Mounts: [{ Type: 'volume', Name: 'f00', Destination: '/data', RW: true }],
  ...change,
});
const config = (change: object) => container({ Config: { ...container().Config, ...change } });

describe('what makes a container like another one', () => {
  it('leaves out all that came from the image and the engine', () => {
    const { body, networks } = specOf(container(), image, '1.41');
    expect(body).toEqual({
      Image: 'app:8',
      Env: [],
      Labels: {},
      ExposedPorts: {},
      HostConfig: {
        NetworkMode: 'default',
        Memory: 64,
        Binds: [],
        Mounts: [{ Type: 'volume', Source: 'f00', Target: '/data' }],
      },
      NetworkingConfig: { EndpointsConfig: { bridge: {} } },
    });
    expect(networks).toEqual([]);
  });

  it('keeps what was said over the image, and only that', () => {
    const { body } = specOf(
      config({
        Env: [...image.Env.slice(0, 2), 'MODE=fast', 'NEW='],
        Cmd: ['other'],
        Labels: { a: '1', b: 'mine' },
        User: 'root',
        Hostname: 'shop',
        Healthcheck: { ...image.Healthcheck, Interval: 5e9 },
      }),
      image,
      '1.41',
    );
    expect(body).toMatchObject({
      Env: ['MODE=fast', 'NEW='],
      Cmd: ['other'],
      Labels: { b: 'mine' },
      User: 'root',
      Hostname: 'shop',
      Healthcheck: { Interval: 5e9 },
    });
    expect(body.Healthcheck).not.toHaveProperty('Test');
    expect(body).not.toHaveProperty('Entrypoint');
  });

  it.each([
    ['an own entrypoint keeps its command', { Entrypoint: ['sh'], Cmd: ['serve'] }, ['sh'], ['serve']],
    ['an own entrypoint without a command', { Entrypoint: ['sh'], Cmd: null }, ['sh'], null],
    ['an entrypoint taken away stays away', { Entrypoint: null, Cmd: ['sleep'] }, [''], ['sleep']],
    ['all from the image', {}, undefined, undefined],
  ])('%s', (_name, change, entrypoint, cmd) => {
    const { body } = specOf(config(change), image, '1.41');
    expect([body.Entrypoint, body.Cmd]).toEqual([entrypoint, cmd]);
  });

  it('exposes what is published, whatever the image exposes', () => {
    const bindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
    const old = container({ HostConfig: { NetworkMode: 'default', PortBindings: bindings } });
    const { body } = specOf(old, { ...image, ExposedPorts: { '80/tcp': {}, '81/tcp': {} } }, '1.41');
    expect(body.ExposedPorts).toEqual({ '80/tcp': {} });
  });

  it('names the volumes that binds and mounts leave without a name', () => {
    const { body } = specOf(
      container({
        HostConfig: {
          NetworkMode: 'host',
          Binds: ['/a', 'named:/b:ro', '/srv:/c'],
          Mounts: [{ Type: 'volume', Target: '/d' }],
          Tmpfs: { '/e': '' },
        },
        Mounts: ['/a', '/b', '/d', '/f'].map((path) => ({
          Type: 'volume',
          Name: path === '/b' ? 'named' : `anon${path.slice(1)}`,
          Destination: path,
          RW: path !== '/f',
        })),
      }),
      image,
      '1.41',
    );
    expect(body.HostConfig.Binds).toEqual(['anona:/a', 'named:/b:ro', '/srv:/c']);
    expect(body.HostConfig.Mounts).toEqual([
      { Type: 'volume', Target: '/d', Source: 'anond' },
      { Type: 'volume', Source: 'anonf', Target: '/f', ReadOnly: true },
    ]);
  });

  it('takes networks with what was asked of them, the main one first', () => {
    const networks = {
      back: { Aliases: ['b', 'abcdef012345'], Links: ['db:store'], IPAddress: '10.0.0.2', IPAMConfig: {} },
      shop: { Aliases: null, IPAMConfig: { IPv4Address: '10.1.0.9' }, MacAddress: '02:42:ac:11:00:02' },
    };
    const old = container({
      HostConfig: { NetworkMode: 'shop', Links: ['/db:/web/store'] },
      NetworkSettings: { Networks: networks },
    });
    const spec = specOf(old, image, '1.41');
    expect(spec.body.NetworkingConfig.EndpointsConfig).toEqual({
      shop: { IPAMConfig: { IPv4Address: '10.1.0.9' } },
    });
    expect(spec.networks).toEqual([{ network: 'back', endpoint: { Aliases: ['b'], Links: ['db:store'] } }]);
    expect(spec.body.HostConfig.Links).toEqual(['db:store']);
    // An address of its own belongs to the container before 1.44, and to its network from then on.
    const withMac = { ...old, Config: { ...old.Config, MacAddress: '02:00:00:00:00:09' } };
    expect(specOf(withMac, image, '1.41').body.MacAddress).toBe('02:00:00:00:00:09');
    const later = specOf(withMac, image, '1.44').body;
    expect(later.MacAddress).toBeUndefined();
    expect(later.NetworkingConfig.EndpointsConfig.shop?.MacAddress).toBe('02:00:00:00:00:09');
  });

  it('says nothing that the engine refuses in the network of another container', () => {
    const old = container({ HostConfig: { NetworkMode: 'container:f00' }, NetworkSettings: null });
    const { body } = specOf(
      { ...old, Config: { ...old.Config, Hostname: 'db', Domainname: 'x' } },
      null,
      '1.41',
    );
    expect(body).not.toHaveProperty('Hostname');
    expect(body).not.toHaveProperty('Domainname');
    expect(body).not.toHaveProperty('ExposedPorts');
    expect(body.NetworkingConfig.EndpointsConfig).toEqual({});
  });
});

describe('the difference', () => {
  const names = { before: 'app:8', after: 'app:17' };

  it('is what the new image brings, and not what was said before', () => {
    const old = config({ Env: ['PATH=/bin', 'VERSION=8', 'MODE=fast'] });
    const { body } = specOf(old, image, '1.41');
    const next = {
      ...image,
      Env: ['PATH=/bin', 'VERSION=17', 'MODE=slow'],
      Volumes: { '/data': {}, '/log': {} },
    };
    expect(differences(old, body, next, names)).toEqual([
      { field: 'image', name: '', before: 'app:8', after: 'app:17' },
      { field: 'env', name: 'VERSION', before: '8', after: '17' },
      { field: 'volume', name: '/log', before: null, after: '/log' },
    ]);
  });

  it('is only the image where that is not here yet', () => {
    const { body } = specOf(container(), image, '1.41');
    expect(differences(container(), body, null, names).map(({ field }) => field)).toEqual(['image']);
  });
});
