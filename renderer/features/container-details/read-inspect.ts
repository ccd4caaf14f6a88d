import { type Json, list, moment, number, object, text, texts } from './read-json';

export interface EnvVariable {
  name: string;
  value: string;
}

export interface Mount {
  kind: 'volume' | 'bind' | 'tmpfs' | 'other';
  /** The volume's name, the host's path; empty for memory. */
  source: string;
  target: string;
  readOnly: boolean;
}

export interface Attachment {
  network: string;
  /** Empty while the container is stopped. */
  addresses: string[];
  aliases: string[];
}

/** What the overview shows of `GET /containers/{id}/json`; everything absent is empty, 0 or null. */
export interface ContainerFacts {
  id: string;
  command: string[];
  entrypoint: string[];
  /** ms since 1970. */
  createdAt: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number;
  oomKilled: boolean;
  /** The engine's words when it could not start. */
  error: string;
  restart: { policy: string; retries: number; count: number };
  user: string;
  workingDir: string;
  platform: string;
  privileged: boolean;
  autoRemove: boolean;
  networkMode: string;
  /** `80/tcp` that the image or the user exposes, published or not. */
  exposed: string[];
  mounts: Mount[];
  networks: Attachment[];
  env: EnvVariable[];
  labels: EnvVariable[];
  limits: { memory: number; swap: number; cpus: number; pids: number };
  health: Health | null;
}

/** A run of the health check. */
export interface Probe {
  /** ms since 1970. */
  at: number | null;
  /** How long it took, ms; null when the engine does not say. */
  took: number | null;
  /** 0 = healthy; -1 = it ran out of time or could not be run. */
  exitCode: number;
  output: string;
}

export interface Health {
  status: string;
  /** Failed probes in a row. */
  failures: number;
  /** The last probe's. */
  output: string;
  /** Latest first; engines keep five. */
  probes: Probe[];
  /** What is run: `CMD-SHELL` is left out. */
  test: string[];
  /** Between two probes, ms. */
  interval: number;
  /** How many failures in a row make it unhealthy. */
  retries: number;
}

/** Reads an inspection; tolerant, because engines leave out and null what they please. */
export function readInspect(json: unknown): ContainerFacts {
  const root = object(json);
  const state = object(root.State);
  const config = object(root.Config);
  const host = object(root.HostConfig);
  const policy = object(host.RestartPolicy);
  const settings = object(root.NetworkSettings);
  return {
    id: text(root.Id),
    command: texts(config.Cmd),
    entrypoint: texts(config.Entrypoint),
    createdAt: moment(root.Created),
    startedAt: moment(state.StartedAt),
    finishedAt: moment(state.FinishedAt),
    exitCode: number(state.ExitCode),
    oomKilled: state.OOMKilled === true,
    error: text(state.Error),
    restart: {
      policy: text(policy.Name) || 'no',
      retries: number(policy.MaximumRetryCount),
      count: number(root.RestartCount),
    },
    user: text(config.User),
    workingDir: text(config.WorkingDir),
    platform: text(root.Platform),
    privileged: host.Privileged === true,
    autoRemove: host.AutoRemove === true,
    networkMode: text(host.NetworkMode),
    exposed: exposedPorts(config.ExposedPorts, host.PortBindings),
    // The engine tells them in another order each time.
    mounts: list(root.Mounts)
      .map(readMount)
      .sort((a, b) => a.target.localeCompare(b.target)),
    networks: Object.entries(object(settings.Networks)).map(readAttachment),
    env: texts(config.Env).map(readVariable),
    labels: Object.entries(object(config.Labels))
      .map(([name, value]) => ({ name, value: text(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    limits: readLimits(host),
    health: readHealth(state.Health, object(config.Healthcheck)),
  };
}

function exposedPorts(exposed: unknown, bindings: unknown): string[] {
  const all = new Set([...Object.keys(object(exposed)), ...Object.keys(object(bindings))]);
  return [...all].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));
}

function readMount(json: unknown): Mount {
  const mount = object(json);
  const type = text(mount.Type);
  const kind = type === 'volume' || type === 'bind' || type === 'tmpfs' ? type : 'other';
  return {
    kind,
    source: (kind === 'volume' && text(mount.Name)) || text(mount.Source),
    target: text(mount.Destination),
    readOnly: mount.RW === false,
  };
}

function readAttachment([network, json]: [string, unknown]): Attachment {
  const endpoint = object(json);
  return {
    network,
    addresses: [text(endpoint.IPAddress), text(endpoint.GlobalIPv6Address)].filter(Boolean),
    aliases: texts(endpoint.Aliases),
  };
}

/** `NAME=value`; a variable without `=` is set to nothing. */
function readVariable(entry: string): EnvVariable {
  const at = entry.indexOf('=');
  return at === -1 ? { name: entry, value: '' } : { name: entry.slice(0, at), value: entry.slice(at + 1) };
}

function readLimits(host: Json): ContainerFacts['limits'] {
  const quota = number(host.CpuQuota);
  const cpus = number(host.NanoCpus) / 1e9 || (quota > 0 ? quota / (number(host.CpuPeriod) || 100_000) : 0);
  return {
    memory: Math.max(0, number(host.Memory)),
    swap: number(host.MemorySwap),
    cpus,
    pids: Math.max(0, number(host.PidsLimit)),
  };
}

/** The engine's defaults of what a health check does not say: 30 s, 3 times. */
const usualInterval = 30_000;
const usualRetries = 3;

function readHealth(json: unknown, check: Json): Health | null {
  const health = object(json);
  const status = text(health.Status);
  if (status === '' || status === 'none') return null;
  const probes = list(health.Log).map(readProbe).reverse();
  const test = texts(check.Test);
  return {
    status,
    failures: number(health.FailingStreak),
    output: probes[0]?.output ?? '',
    probes,
    test: test[0] === 'CMD' || test[0] === 'CMD-SHELL' ? test.slice(1) : test,
    interval: number(check.Interval) / 1e6 || usualInterval,
    retries: number(check.Retries) || usualRetries,
  };
}

function readProbe(json: unknown): Probe {
  const probe = object(json);
  const at = moment(probe.Start);
  const end = moment(probe.End);
  return {
    at,
    took: at !== null && end !== null ? Math.max(0, end - at) : null,
    exitCode: number(probe.ExitCode),
    output: text(probe.Output).trim(),
  };
}
