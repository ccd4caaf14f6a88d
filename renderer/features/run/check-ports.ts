import type { ContainerRow, PortProbe, PortProtocol } from '@contract/containers';
import { parseExposed, parseHostPart, publish } from '@contract/run/ports';
import type { PublishedPort } from '@contract/run-form';
import { isBlankPort, type PortFields } from './fields';
import type { FieldKey, Problem } from './problems';

interface PortContext {
  containers: readonly ContainerRow[];
  probes: ReadonlyMap<string, PortProbe>;
  /** False: the network in use publishes nothing, so no port can be taken. */
  isPublishing: boolean;
  /** The container whose form it is: a port that it holds itself is free. */
  ownName?: string;
}

/** The ports as far as they can be read; of each row that cannot work, why is put into `problems`. */
export function checkPorts(
  rows: readonly PortFields[],
  context: PortContext,
  problems: Map<FieldKey, Problem>,
): PublishedPort[] {
  const accepted: PublishedPort[] = [];
  const wanted = wantedPorts(rows);
  for (const row of rows) {
    if (isBlankPort(row)) continue;
    const container = parseExposed(row.container);
    if (!container)
      problems.set(`container:${row.id}`, {
        code: row.container.trim() ? 'container-port-invalid' : 'container-port-missing',
      });
    const host = parseHostPart(row.host);
    if (!host) problems.set(`host:${row.id}`, { code: 'port-invalid' });
    if (!container || !host) continue;

    const port = publish(host, container);
    if (!port) {
      problems.set(`host:${row.id}`, { code: 'port-range' });
      continue;
    }
    const problem = context.isPublishing ? clash(port, accepted, context, wanted) : null;
    if (problem) problems.set(`host:${row.id}`, problem);
    accepted.push(port);
  }
  return accepted;
}

/** The host ports that the rows ask for: what to probe. */
export function wantedPorts(rows: readonly PortFields[]): { port: number; protocol: PortProtocol }[] {
  return rows.flatMap((row) => {
    const host = parseHostPart(row.host);
    const container = parseExposed(row.container);
    const port = host && container && publish(host, container);
    return port ? hostPorts(port).map((one) => ({ port: one, protocol: port.protocol })) : [];
  });
}

/** Every host port of a row; none where the engine chooses. */
function hostPorts({ hostPort, hostPortEnd = hostPort, containerPortEnd }: PublishedPort): number[] {
  if (hostPort === undefined || hostPortEnd === undefined) return [];
  // A range for one port of the container: the engine takes a free one of it.
  if (hostPortEnd > hostPort && containerPortEnd === undefined) return [];
  return Array.from({ length: hostPortEnd - hostPort + 1 }, (_, index) => hostPort + index);
}

function clash(
  port: PublishedPort,
  accepted: readonly PublishedPort[],
  context: PortContext,
  wanted: readonly { port: number }[],
): Problem | null {
  const { hostIp, protocol } = port;
  for (const hostPort of hostPorts(port)) {
    const twice = accepted.some(
      (other) =>
        other.protocol === protocol &&
        hostPorts(other).includes(hostPort) &&
        overlaps(hostIp, [other.hostIp]),
    );
    if (twice) return { code: 'port-twice', port: hostPort };

    const probe = context.probes.get(`${hostPort}/${protocol}`);
    const next = probe?.next ? freeOf(probe.next, wanted) : null;
    const holder = context.containers.find((container) =>
      container.ports.some(
        (other) =>
          other.hostPort === hostPort && other.protocol === protocol && overlaps(hostIp, other.hostIps),
      ),
    );
    const taken = { code: 'port-taken' as const, port: hostPort, next, more: probe?.more ?? [] };
    if (holder) return { ...taken, container: holder.name, process: null };
    // The probe asks about all addresses: for a single one its "busy" may be somebody else's address.
    const isOwn = probe?.container !== null && probe?.container === context.ownName;
    if (probe?.free === false && !isOwn && (hostIp === undefined || isWildcard(hostIp)))
      return { ...taken, container: probe.container, process: probe.process };
  }
  return null;
}

const isWildcard = (ip: string) => ip === '0.0.0.0' || ip === '::';

/** Whether publishing on `ip` (undefined = everywhere) meets any of `others`. */
function overlaps(ip: string | undefined, others: readonly (string | undefined)[]): boolean {
  if (ip === undefined || isWildcard(ip) || others.length === 0) return true;
  return others.some((other) => other === undefined || isWildcard(other) || other === ip);
}

/** The suggestion, moved past the ports that the form itself asks for. */
function freeOf(next: number, wanted: readonly { port: number }[]): number | null {
  let port = next;
  while (wanted.some((other) => other.port === port)) port += 1;
  return port <= 65_535 ? port : null;
}
