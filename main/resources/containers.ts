import type { ContainerRow, PortProtocol, PortRow } from '@contract/containers';
import { enginePath } from '../engine/path';
import type { EngineEvent } from '../engine/types';
import { parseAge, parseExitCode, parseHealth, parseState, sinceOf } from './container-status';
import type { Affected, ResourceDef } from './types';

/** One entry of `GET /containers/json`; engines leave lists out or send null for them. */
export interface RawContainer {
  Id: string;
  Names?: string[] | null;
  Image?: string;
  ImageID?: string;
  Command?: string;
  /** Seconds since 1970. */
  Created?: number;
  Ports?: { IP?: string; PrivatePort: number; PublicPort?: number; Type?: string }[] | null;
  Labels?: Record<string, string> | null;
  State?: string;
  Status?: string;
  NetworkSettings?: { Networks?: Record<string, unknown> | null } | null;
  Mounts?: { Type?: string; Name?: string }[] | null;
}

/** Actions after which the container's entry in the list reads the same as before. */
const withoutEffect = new Set([
  'archive-path',
  'attach',
  'commit',
  'copy',
  'detach',
  'exec_create',
  'exec_detach',
  'exec_die',
  'exec_start',
  'export',
  'extract-to-dir',
  'kill',
  'resize',
  'top',
]);

/** Containers, from `GET /containers/json?all=1`. */
export const containers: ResourceDef<'containers', RawContainer> = {
  kind: 'containers',
  byKey: true,
  list: (client, keys) =>
    client
      .request<RawContainer[] | null>('GET', enginePath`/containers/json`, {
        query: { all: 1, filters: keys && JSON.stringify({ id: keys }) },
      })
      .then((list) => list ?? []),
  keyOf: (raw) => raw.Id,
  toRow,
  affectedBy,
  shows,
};

function toRow(raw: RawContainer, previous: ContainerRow | undefined, now: number): ContainerRow {
  const status = raw.Status ?? '';
  const state = parseState(raw.State ?? '', status);
  const ended = state === 'exited' || state === 'dead' || state === 'restarting';
  const exitCode = ended ? parseExitCode(status) : null;
  const unchanged = previous?.state === state && previous.exitCode === exitCode;
  return {
    id: raw.Id,
    name: nameOf(raw.Names ?? []) || raw.Id.slice(0, 12),
    image: raw.Image ?? '',
    imageId: raw.ImageID ?? '',
    state,
    health: parseHealth(status),
    exitCode,
    ports: mergePorts(raw.Ports ?? []),
    createdAt: (raw.Created ?? 0) * 1000,
    since: sinceOf(parseAge(status), unchanged ? previous.since : null, now),
    command: raw.Command ?? '',
    networks: Object.keys(raw.NetworkSettings?.Networks ?? {}).sort(),
    volumes: (raw.Mounts ?? [])
      .flatMap((mount) => (mount.Type === 'volume' && mount.Name ? [mount.Name] : []))
      .sort(),
    labels: raw.Labels ?? {},
  };
}

/** Legacy links give a container more names, `/other/alias`; its own has one slash, in front. */
function nameOf(names: string[]): string {
  const own = names.find((name) => name.lastIndexOf('/') <= 0) ?? names[0] ?? '';
  return own.replace(/^\//, '');
}

/** A port published on all addresses comes twice, for `0.0.0.0` and for `::`. */
function mergePorts(raw: NonNullable<RawContainer['Ports']>): PortRow[] {
  const merged = new Map<string, PortRow>();
  for (const port of raw) {
    const protocol = (port.Type || 'tcp') as PortProtocol;
    const hostPort = port.PublicPort || null;
    const key = `${port.PrivatePort}/${protocol}/${hostPort}`;
    let row = merged.get(key);
    if (!row) {
      row = { containerPort: port.PrivatePort, protocol, hostPort, hostIps: [] };
      merged.set(key, row);
    }
    if (hostPort !== null && port.IP && !row.hostIps.includes(port.IP)) row.hostIps.push(port.IP);
  }
  for (const row of merged.values()) row.hostIps.sort();
  return [...merged.values()].sort(
    (a, b) =>
      a.containerPort - b.containerPort ||
      a.protocol.localeCompare(b.protocol) ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0),
  );
}

function affectedBy(event: EngineEvent, rows: ReadonlyMap<string, ContainerRow>): Affected {
  if (event.type === 'container') return withoutEffect.has(event.action) ? [] : [event.id];
  if (event.type === 'network') {
    const container = event.attributes.container;
    return container && (event.action === 'connect' || event.action === 'disconnect') ? [container] : [];
  }
  // A tag that moves or goes changes what the list calls the images of the containers made from it.
  if (event.type === 'image')
    return [...rows.values()].filter((row) => uses(row, event)).map((row) => row.id);
  return [];
}

/** The list's own words after each action; what is not here is looked at until it has come to rest. */
const stateAfter: Readonly<Record<string, ContainerRow['state']>> = {
  create: 'created',
  start: 'running',
  restart: 'running',
  unpause: 'running',
  pause: 'paused',
  die: 'exited',
  stop: 'exited',
};

function shows(event: EngineEvent, row: ContainerRow | undefined): boolean {
  if (event.type === 'network') return showsNetwork(event, row);
  if (event.type !== 'container') return false;
  if (event.action === 'destroy') return row === undefined;
  if (!row) return false;
  if (event.action === 'rename') return row.name === event.attributes.name;
  return row.state === stateAfter[event.action];
}

/** A start joins its networks a while before it tells of itself: nothing comes of that until it does. */
function showsNetwork({ action, attributes }: EngineEvent, row: ContainerRow | undefined): boolean {
  if (row?.state !== 'running' && row?.state !== 'paused') return true;
  return row.networks.includes(attributes.name ?? '') === (action === 'connect');
}

function uses(row: ContainerRow, event: EngineEvent): boolean {
  const reference = event.attributes.name;
  return (
    row.imageId === event.id || row.image === event.id || (reference !== undefined && row.image === reference)
  );
}
