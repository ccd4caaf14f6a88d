import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import type { ContainerRow, PortProbe, PortProtocol } from '@contract/containers';
import type { PortHolder } from './port-holder';

/** Ports tried for the suggestion before we give up. */
const candidates = 40;

/** Whether a port can be bound on this machine: true, false, or null where that cannot be found out. */
export type BindTest = (port: number, protocol: PortProtocol) => Promise<boolean | null>;

/** Which program holds a port of this machine, where that can be found out. */
export type FindHolder = (port: number, protocol: PortProtocol) => Promise<PortHolder | null>;

/** Free ports offered besides the first one. */
const alternatives = 2;

/**
 * Says for each port whether it can be published: not where one of the engine's containers holds it, and on this
 * machine (`test` given) not where anything else does. `next` is the nearest free port above, from 8000 up for
 * the privileged ones (80 becomes 8080), and never one that is also asked for.
 */
export async function probePorts(
  wanted: { port: number; protocol: PortProtocol }[],
  rows: Iterable<ContainerRow>,
  test: BindTest | null,
  findHolder: FindHolder = async () => null,
): Promise<PortProbe[]> {
  const holders = new Map<string, string>();
  for (const row of rows) {
    // Podman lists the ports of stopped containers too; they hold nothing.
    if (row.state !== 'running' && row.state !== 'paused' && row.state !== 'restarting') continue;
    for (const { hostPort, protocol } of row.ports) {
      if (hostPort !== null) holders.set(`${hostPort}/${protocol}`, row.name);
    }
  }
  const spoken = new Set(wanted.map(({ port, protocol }) => `${port}/${protocol}`));

  async function freeAbove(port: number, protocol: PortProtocol): Promise<number[]> {
    const found: number[] = [];
    if (!test) return found;
    const first = port < 1024 ? port + 8000 : port + 1;
    for (let candidate = first; candidate <= Math.min(first + candidates, 65_535); candidate += 1) {
      const key = `${candidate}/${protocol}`;
      if (holders.has(key) || spoken.has(key)) continue;
      if ((await test(candidate, protocol)) === true) {
        // Only the first is promised; the others are for whoever asks first.
        if (found.length === 0) spoken.add(key);
        found.push(candidate);
        if (found.length > alternatives) break;
      }
    }
    return found;
  }

  const probes: PortProbe[] = [];
  for (const { port, protocol } of wanted) {
    const container = holders.get(`${port}/${protocol}`) ?? null;
    const free = container !== null ? false : test ? await test(port, protocol) : null;
    const isBusy = free === false;
    const [next = null, ...more] = isBusy ? await freeAbove(port, protocol) : [];
    const process = isBusy && container === null && test ? await findHolder(port, protocol) : null;
    probes.push({ port, protocol, free, container, process, next, more });
  }
  return probes;
}

/** Tries to bind the port on all IPv4 and all IPv6 addresses, as the engine would. */
export const bindTest: BindTest = async (port, protocol) => {
  if (protocol === 'sctp') return null;
  const bind = protocol === 'tcp' ? bindTcp : bindUdp;
  const results = [await bind(port, '0.0.0.0'), await bind(port, '::')];
  if (results.includes('EADDRINUSE')) return false;
  // Without the right to try, only a listener that answers can be told.
  if (results.includes('EACCES') || results.includes('EPERM')) {
    return protocol === 'tcp' && (await answers(port)) ? false : null;
  }
  return results.includes('') ? true : null;
};

/** Empty when the port was ours for a moment, or the system's error code. */
function bindTcp(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::' }, () =>
      server.close(() => resolve('')),
    );
  });
}

function bindUdp(port: number, address: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: address === '::' ? 'udp6' : 'udp4', ipv6Only: address === '::' });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? 'unknown');
    });
    socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve('')));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
