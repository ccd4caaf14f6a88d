import { formFromInspect } from '@contract/run/from-inspect';
import { describe, expect, it } from 'vitest';
import { copyLine, replaceLine } from './container-form';

const id = 'abcdef012345'.padEnd(64, '0');
const image = { Config: { Env: ['VERSION=8'], Volumes: { '/data': {} }, Cmd: ['serve'] } };
const inspect = {
  Id: id,
  Name: '/web',
  Config: {
    Image: 'app:8',
    Env: ['MINE=a b', 'VERSION=8'],
    Cmd: ['serve'],
    Hostname: 'abcdef012345',
    Volumes: { '/data': {} },
  },
  HostConfig: {
    NetworkMode: 'shop',
    RestartPolicy: { Name: 'no' },
    Binds: ['named:/named'],
    PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
  },
  NetworkSettings: { Networks: { shop: { IPAMConfig: { IPv4Address: '10.1.0.9' }, Aliases: ['www'] } } },
  Mounts: [
    { Type: 'volume', Name: 'f00', Destination: '/data', RW: true },
    { Type: 'volume', Name: 'named', Destination: '/named', RW: true },
  ],
};
const loaded = { ...formFromInspect(inspect, image), inspect };

describe('command lines of containers', () => {
  it('make a copy with its own name and port, and without the address', () => {
    const ports = [{ containerPort: '80/tcp', from: 8080, to: 8081 }];
    const line = copyLine(loaded.form, { name: 'web-2', ports }, true);
    expect(line).toMatch(/^docker run -d .*--name web-2 /);
    expect(line).toContain('-p 8081:80');
    expect(line).toContain("-e 'MINE=a b'");
    expect(line).toContain('named:/named');
    expect(line).not.toContain('10.1.0.9');
    expect(line).not.toContain('VERSION');
    expect(copyLine(loaded.form, { name: 'web-2', ports: [] }, false)).toMatch(/^docker create /);
  });

  it('replace it step by step, with all volumes by name', () => {
    const line = replaceLine(loaded, { image: 'app:17', pulls: true, starts: true });
    const steps = line.split(' && ');
    expect(steps[0]).toBe('docker pull app:17');
    expect(steps[1]).toBe('docker rename web web-before-abcdef');
    expect(steps[2]).toBe('docker stop web-before-abcdef');
    expect(steps[3]).toMatch(/^docker run -d .*--name web .*app:17$/);
    expect(steps[3]).toContain('-v f00:/data');
    expect(steps[3]).toContain('10.1.0.9');
    expect(steps[4]).toBe('docker rm web-before-abcdef');
    expect(replaceLine(loaded, { image: 'app:17', pulls: false, starts: false })).toMatch(
      /^docker rename .* && docker create .* && docker rm web-before-abcdef$/,
    );
  });
});
