/** Whatever the engine sends beside what is read here is carried along as it is. */
export type Json = Record<string, unknown>;

export interface RawEndpoint extends Json {
  Aliases?: string[] | null;
  Links?: string[] | null;
  MacAddress?: string;
  IPAMConfig?: Json | null;
  DriverOpts?: Json | null;
  NetworkID?: string;
}

export interface RawConfig extends Json {
  Image?: string;
  Hostname?: string;
  MacAddress?: string;
  Env?: string[] | null;
  Cmd?: string[] | null;
  Entrypoint?: string[] | null;
  Labels?: Record<string, string> | null;
  ExposedPorts?: Record<string, unknown> | null;
  Volumes?: Record<string, unknown> | null;
  Healthcheck?: Json | null;
}

export interface RawHostConfig extends Json {
  Binds?: string[] | null;
  Mounts?: Json[] | null;
  Tmpfs?: Record<string, string> | null;
  Links?: string[] | null;
  NetworkMode?: string;
  PortBindings?: Record<string, { HostIp?: string; HostPort?: string }[] | null> | null;
  AutoRemove?: boolean;
}

export interface RawMount extends Json {
  Type?: string;
  Name?: string;
  Destination?: string;
  RW?: boolean;
}

/** `GET /containers/{id}/json`, as far as a second container like it needs it. */
export interface RawContainer {
  Id: string;
  /** With the slash. */
  Name: string;
  /** The image's id. */
  Image: string;
  RestartCount?: number;
  State: {
    Status?: string;
    Running?: boolean;
    Paused?: boolean;
    Restarting?: boolean;
    ExitCode?: number;
    StartedAt?: string;
    Error?: string;
    Health?: { Status?: string; Log?: { Output?: string }[] | null } | null;
  };
  Config: RawConfig;
  HostConfig: RawHostConfig;
  NetworkSettings?: { Networks?: Record<string, RawEndpoint | null> | null } | null;
  Mounts?: RawMount[] | null;
}

/** `GET /images/{name}/json` */
export interface RawImage {
  Id: string;
  /** Bytes. */
  Size?: number;
  Config?: RawConfig | null;
}

/** The body of `POST /containers/create`. */
export interface RawBody extends RawConfig {
  HostConfig: RawHostConfig;
  NetworkingConfig: { EndpointsConfig: Record<string, RawEndpoint> };
}

/** Equal as JSON values; the order of an object's keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, index) => sameJson(one, b[index]))
    );
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && sameJson((a as Json)[key], (b as Json)[key]))
  );
}
