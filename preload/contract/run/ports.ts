import type { ExposedPort, PublishedPort } from '../run-form';
import { isIpv4, isIpv6, parsePort } from './quantities';

interface Range {
  first: number;
  /** Absent: one port. */
  last?: number;
}

/** `80` or `80-90`; null when it is neither. */
export function parseRange(text: string): Range | null {
  const [from = '', to, ...rest] = text.split('-');
  const first = parsePort(from);
  if (first === null || rest.length > 0) return null;
  if (to === undefined) return { first };
  const last = parsePort(to);
  if (last === null || last < first) return null;
  return last === first ? { first } : { first, last };
}

const printRange = ({ first, last }: Range) => (last === undefined ? `${first}` : `${first}-${last}`);

/** `80`, `53/udp`, `3000-3005/tcp`; null when it is none of these. */
export function parseExposed(text: string): ExposedPort | null {
  const match = /^([\d-]+)(?:\/(tcp|udp|sctp))?$/i.exec(text.trim());
  const range = match && parseRange(match[1] ?? '');
  if (!range) return null;
  const protocol = (match[2]?.toLowerCase() ?? 'tcp') as ExposedPort['protocol'];
  return { port: range.first, ...(range.last !== undefined && { portEnd: range.last }), protocol };
}

/** The same, as text; tcp goes without saying. */
export function printExposed({ port, portEnd, protocol }: ExposedPort): string {
  return printRange({ first: port, last: portEnd }) + (protocol === 'tcp' ? '' : `/${protocol}`);
}

/** `8080`, `8000-8010`, `127.0.0.1:8080`, `[::1]:8080`, `127.0.0.1:` (any port); null when it is none of these. */
export function parseHostPart(text: string): { range?: Range; ip?: string } | null {
  const typed = text.trim();
  const at = typed.lastIndexOf(':');
  const digits = typed.slice(at + 1);
  const range = digits === '' ? undefined : parseRange(digits);
  if (range === null) return null;
  if (at < 0) return range ? { range } : {};
  const written = typed.slice(0, at);
  if (written === '') return range ? { range } : {};
  const ip = /^\[(.*)\]$/.exec(written)?.[1] ?? written;
  if (!isIpv4(ip) && !isIpv6(ip)) return null;
  return { ip, ...(range && { range }) };
}

/** `-p`'s value: `[[address:]port:]port[/protocol]`, each port a range too; null when the CLI would refuse it. */
export function parsePublished(text: string): PublishedPort | null {
  const typed = text.trim();
  const at = typed.lastIndexOf(':');
  const inner = parseExposed(typed.slice(at + 1));
  if (!inner) return null;
  const host = at < 0 ? {} : parseHostPart(typed.slice(0, at));
  return host && publish(host, inner);
}

/** The two sides of a published port; null when their ranges do not fit each other. */
export function publish(host: { range?: Range; ip?: string }, inner: ExposedPort): PublishedPort | null {
  const outside = host.range;
  const inside = (inner.portEnd ?? inner.port) - inner.port;
  if (outside && inside > 0 && (outside.last ?? outside.first) - outside.first !== inside) return null;
  return {
    ...(outside && { hostPort: outside.first }),
    ...(outside?.last !== undefined && { hostPortEnd: outside.last }),
    ...(host.ip !== undefined && { hostIp: host.ip }),
    containerPort: inner.port,
    ...(inner.portEnd !== undefined && { containerPortEnd: inner.portEnd }),
    protocol: inner.protocol,
  };
}

/** The host's side as `-p` has it, without the last colon; empty when the engine picks. */
export function printHostPart({ hostIp, hostPort, hostPortEnd }: PublishedPort): string {
  const ip = hostIp?.includes(':') ? `[${hostIp}]` : hostIp;
  const range = hostPort === undefined ? '' : printRange({ first: hostPort, last: hostPortEnd });
  return ip === undefined ? range : `${ip}:${range}`;
}

/** `-p`'s value. */
export function printPublished(port: PublishedPort): string {
  const host = printHostPart(port);
  const inner = printExposed({
    port: port.containerPort,
    portEnd: port.containerPortEnd,
    protocol: port.protocol,
  });
  return host === '' ? inner : `${host}:${inner}`;
}

export type PortBindings = Record<string, { HostIp: string; HostPort: string }[]>;

/** The engine's keys of a range: `80/tcp`, `81/tcp`. */
export function portKeys({ port, portEnd, protocol }: ExposedPort): string[] {
  const keys: string[] = [];
  for (let one = port; one <= (portEnd ?? port); one += 1) keys.push(`${one}/${protocol}`);
  return keys;
}

/** What the engine is told of published ports: a range of the host's for one port of the container stays a range. */
export function portBindings(ports: readonly PublishedPort[]): PortBindings {
  const bindings: PortBindings = {};
  for (const port of ports) {
    const { hostPort, hostPortEnd, containerPort, containerPortEnd, protocol } = port;
    const keys = portKeys({ port: containerPort, portEnd: containerPortEnd, protocol });
    for (const [index, key] of keys.entries()) {
      const isChoice = hostPortEnd !== undefined && keys.length === 1;
      const HostPort =
        hostPort === undefined ? '' : isChoice ? `${hostPort}-${hostPortEnd}` : `${hostPort + index}`;
      bindings[key] ??= [];
      bindings[key].push({ HostIp: port.hostIp ?? '', HostPort });
    }
  }
  return bindings;
}

/** The published ports of a container's `HostConfig.PortBindings`, neighbours joined to ranges. */
export function readBindings(bindings: Record<string, unknown>): PublishedPort[] {
  const ports: PublishedPort[] = [];
  for (const [key, list] of Object.entries(bindings)) {
    const inner = parseExposed(key);
    if (!inner) continue;
    const entries = Array.isArray(list) && list.length > 0 ? list : [{}];
    for (const entry of entries as { HostIp?: string; HostPort?: string }[]) {
      const range = entry.HostPort ? parseRange(entry.HostPort) : undefined;
      const port = publish({ range: range ?? undefined, ip: entry.HostIp || undefined }, inner);
      if (port) ports.push(port);
    }
  }
  return joinPorts(ports);
}

/** `80:80` and `81:81` are `80-81:80-81`, where there are three or more of them in a row. */
function joinPorts(ports: readonly PublishedPort[]): PublishedPort[] {
  const sorted = [...ports].sort(
    (a, b) =>
      a.protocol.localeCompare(b.protocol) ||
      (a.hostIp ?? '').localeCompare(b.hostIp ?? '') ||
      a.containerPort - b.containerPort,
  );
  const runs: PublishedPort[][] = [];
  for (const port of sorted) {
    const last = runs.at(-1)?.at(-1);
    if (last && follows(last, port)) runs.at(-1)?.push(port);
    else runs.push([port]);
  }
  return runs.flatMap((run) => {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last || run.length < 3) return run;
    return [{ ...first, hostPortEnd: last.hostPort, containerPortEnd: last.containerPort }];
  });
}

function follows(a: PublishedPort, b: PublishedPort): boolean {
  return (
    a.hostPort !== undefined &&
    a.hostPortEnd === undefined &&
    b.hostPortEnd === undefined &&
    b.hostPort === a.hostPort + 1 &&
    b.containerPort === a.containerPort + 1 &&
    a.protocol === b.protocol &&
    a.hostIp === b.hostIp
  );
}
