import type { PortRow } from '@contract/containers';

/** A port reachable from outside. */
export interface PublishedPort {
  /** `80:80`, for other protocols than TCP `53:53/udp`. */
  label: string;
  hostPort: number;
  /** Null where a browser has no business. */
  url: string | null;
}

/** The published ports in order of the host's, each once although it may be bound to IPv4 and IPv6. */
export function publishedPorts(ports: readonly PortRow[], host: string): PublishedPort[] {
  const seen = new Map<string, PublishedPort>();
  for (const { hostPort, containerPort, protocol } of ports) {
    if (hostPort === null) continue;
    const tcp = protocol === 'tcp';
    const label = `${hostPort}:${containerPort}${tcp ? '' : `/${protocol}`}`;
    const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    seen.set(label, { label, hostPort, url: tcp ? `http://${name}:${hostPort}` : null });
  }
  return [...seen.values()].sort((a, b) => a.hostPort - b.hostPort || a.label.localeCompare(b.label));
}
