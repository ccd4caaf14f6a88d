import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';
import type { ContainerRow } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { type BindTest, bindTest, probePorts } from './probe-ports';

const holder = (name: string, hostPort: number, state: ContainerRow['state'] = 'running') =>
  ({
    name,
    state,
    ports: [{ containerPort: 80, protocol: 'tcp', hostPort, hostIps: ['0.0.0.0'] }],
  }) as unknown as ContainerRow;
const busy =
  (...ports: number[]): BindTest =>
  async (port) =>
    !ports.includes(port);

describe('probePorts', () => {
  it('says who holds a port and what is free instead', async () => {
    expect(await probePorts([{ port: 80, protocol: 'tcp' }], [holder('web', 80)], busy(8080))).toEqual([
      {
        port: 80,
        protocol: 'tcp',
        free: false,
        container: 'web',
        process: null,
        next: 8081,
        more: [8082, 8083],
      },
    ]);
  });

  it('does not count what has stopped, nor the other protocol', async () => {
    const rows = [holder('web', 5000), holder('old', 6000, 'exited')];
    const wanted = [
      { port: 5000, protocol: 'udp' as const },
      { port: 6000, protocol: 'tcp' as const },
    ];
    expect((await probePorts(wanted, rows, busy())).map(({ free }) => free)).toEqual([true, true]);
  });

  it('suggests neither what is asked for too, nor one port twice', async () => {
    const wanted = [5000, 5001, 5000].map((port) => ({ port, protocol: 'tcp' as const }));
    const probes = await probePorts(wanted, [holder('a', 5002)], busy(5000));
    expect(probes.map(({ next }) => next)).toEqual([5003, null, 5004]);
  });

  it('knows only the containers of a remote engine', async () => {
    const wanted = [
      { port: 80, protocol: 'tcp' as const },
      { port: 81, protocol: 'tcp' as const },
    ];
    expect(await probePorts(wanted, [holder('web', 80)], null)).toEqual([
      { port: 80, protocol: 'tcp', free: false, container: 'web', process: null, next: null, more: [] },
      { port: 81, protocol: 'tcp', free: null, container: null, process: null, next: null, more: [] },
    ]);
  });

  it('names the program where no container holds it', async () => {
    const find = async () => ({ name: 'nginx', pid: 7 });
    const wanted = [80, 81].map((port) => ({ port, protocol: 'tcp' as const }));
    const probes = await probePorts(wanted, [holder('web', 80)], busy(80, 81), find);
    expect(probes.map(({ process }) => process)).toEqual([null, { name: 'nginx', pid: 7 }]);
  });

  it('suggests nothing where there is no right to try', async () => {
    const [probe] = await probePorts([{ port: 80, protocol: 'tcp' }], [], async () => null);
    expect(probe).toMatchObject({ free: null, next: null });
  });
});

describe('bindTest', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('finds a TCP port busy that somebody holds on %s', async (host) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    expect(await bindTest(port, 'tcp')).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await bindTest(port, 'tcp')).toBe(true);
  });

  it('finds a UDP port busy', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '0.0.0.0', resolve));
    const { port } = socket.address();
    expect(await bindTest(port, 'udp')).toBe(false);
    await new Promise<void>((resolve) => socket.close(resolve));
    expect(await bindTest(port, 'udp')).toBe(true);
  });

  it('cannot tell for SCTP', async () => {
    expect(await bindTest(4000, 'sctp')).toBeNull();
  });
});
