import type { ContainerRow, PortProbe, PortProtocol, RunForm } from '@contract/containers';
import { isBlankPort, type PortFields } from './fields';
import { parseContainerPort, parseHostPort } from './parse';
import type { FieldKey, Problem } from './problems';

interface PortContext {
  containers: readonly ContainerRow[];
  probes: ReadonlyMap<string, PortProbe>;
  /** False: the network in use publishes nothing, so no port can be taken. */
  isPublishing: boolean;
}

type PortForm = RunForm['ports'][number];

/** The ports as far as they can be read; of each row that cannot work, why is put into `problems`. */
export function checkPorts(
  rows: readonly PortFields[],
  context: PortContext,
  problems: Map<FieldKey, Problem>,
): PortForm[] {
  const accepted: PortForm[] = [];
  const wanted = wantedPorts(rows);
  for (const row of rows) {
    if (isBlankPort(row)) continue;
    const container = parseContainerPort(row.container);
    if (!container)
      problems.set(`container:${row.id}`, {
        code: row.container.trim() ? 'container-port-invalid' : 'container-port-missing',
      });
    const host = row.host.trim() ? parseHostPort(row.host) : undefined;
    if (host === null) problems.set(`host:${row.id}`, { code: 'port-invalid' });
    if (!container || host === null) continue;

    const port: PortForm = {
      hostPort: host?.port,
      hostIp: host?.ip,
      containerPort: container.port,
      protocol: container.protocol,
    };
    const problem = context.isPublishing ? clash(port, accepted, context, wanted) : null;
    if (problem) problems.set(`host:${row.id}`, problem);
    accepted.push(port);
  }
  return accepted;
}

/** The host ports that the rows ask for: what to probe. */
export function wantedPorts(rows: readonly PortFields[]): { port: number; protocol: PortProtocol }[] {
  return rows.flatMap((row) => {
    const host = parseHostPort(row.host);
    const container = parseContainerPort(row.container);
    return host && container ? [{ port: host.port, protocol: container.protocol }] : [];
  });
}

function clash(
  port: PortForm,
  accepted: readonly PortForm[],
  context: PortContext,
  wanted: readonly { port: number }[],
): Problem | null {
  const { hostPort, hostIp, protocol } = port;
  if (hostPort === undefined) return null;
  const isSame = (other: { hostPort?: number | null; protocol: PortProtocol }) =>
    other.hostPort === hostPort && other.protocol === protocol;

  if (accepted.some((other) => isSame(other) && overlaps(hostIp, [other.hostIp])))
    return { code: 'port-twice', port: hostPort };

  const probe = context.probes.get(`${hostPort}/${protocol}`);
  const next = probe?.next ? freeOf(probe.next, wanted) : null;
  const holder = context.containers.find((container) =>
    container.ports.some((other) => isSame(other) && overlaps(hostIp, other.hostIps)),
  );
  if (holder) return { code: 'port-taken', port: hostPort, container: holder.name, next };
  // The probe asks about all addresses: for a single one its "busy" may be somebody else's address.
  if (probe?.free === false && (hostIp === undefined || isWildcard(hostIp)))
    return { code: 'port-taken', port: hostPort, container: probe.container, next };
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
