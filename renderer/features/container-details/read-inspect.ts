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
  health: { status: string; failures: number; output: string } | null;
}

type Json = Record<string, unknown>;
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => {
  // Old engines and images give a plain string where others give a list.
  if (typeof value === 'string') return value === '' ? [] : [value];
  return list(value).filter((item) => typeof item === 'string');
};

/** The engine's `0001-01-01T00:00:00Z` means never. */
function moment(value: unknown): number | null {
  const ms = Date.parse(text(value));
  return Number.isNaN(ms) || ms <= 0 ? null : ms;
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
    mounts: list(root.Mounts).map(readMount),
    networks: Object.entries(object(settings.Networks)).map(readAttachment),
    env: texts(config.Env).map(readVariable),
    labels: Object.entries(object(config.Labels))
      .map(([name, value]) => ({ name, value: text(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    limits: readLimits(host),
    health: readHealth(state.Health),
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

function readHealth(json: unknown): ContainerFacts['health'] {
  const health = object(json);
  const status = text(health.Status);
  if (status === '' || status === 'none') return null;
  const last = object(list(health.Log).at(-1));
  return { status, failures: number(health.FailingStreak), output: text(last.Output).trim() };
}
