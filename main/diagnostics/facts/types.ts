import type { SystemSummary } from '@contract/diagnose';
import type { EngineReasonCode, EngineRow } from '@contract/engine';

/** Something found out, or why not: too late, or the system refused. */
export type Fact<T> = { known: true; value: T } | { known: false; why: 'late' | 'failed'; detail: string };

export interface SystemFacts extends SystemSummary {
  /** The kernel's version; on Windows `10.0.19045`. */
  release: string;
  userName: string;
  home: string;
  hostName: string;
  /** Null on Windows. */
  uid: number | null;
  gids: number[];
  isWsl: boolean;
  /** systemd runs as the first process. */
  systemd: boolean;
}

/** What processors and firmware say about virtual machines; null where they do not tell. */
export interface VirtualisationFacts {
  supported: boolean | null;
  enabled: boolean | null;
}

export interface WslDistribution {
  name: string;
  isDefault: boolean;
  /** In the language of Windows; only told on. */
  state: string;
  version: number;
}

/** What `wsl.exe` tells. Absent: there is no `wsl.exe`, or only the stub that offers to install it. */
export type WslFacts =
  | { installed: false }
  | {
      installed: true;
      /** The package's version (`2.1.5.0`); null for the one that came with Windows, which cannot tell. */
      version: string | null;
      kernel: string | null;
      /** `wsl.exe` has none and asks for one. */
      kernelAsked: boolean;
      /** `wsl.exe` says that the Windows feature "Virtual Machine Platform" is off, or virtualisation is. */
      virtualMachinesOff: boolean;
      defaultVersion: number | null;
      distributions: WslDistribution[];
    };

export interface ConfigFacts {
  /** The folder of config.json. */
  folder: string;
  state: 'ok' | 'missing' | 'bad-json' | 'unreadable';
  /** Line of the mistake, where the parser tells. */
  line: number | null;
  currentContext: string | null;
  contexts: string[];
  /** Names behind `docker-credential-`. */
  helpers: string[];
  /** A proxy for containers, without user and password. */
  proxies: string[];
}

/** How `DOCKER_HOST`, context and TLS came out. Values of variables are without credentials. */
export interface EndpointFacts {
  dockerHost: string | null;
  dockerContext: string | null;
  tlsAsked: boolean;
  certFolder: string | null;
  row: EngineRow['endpoint'];
  kind: 'socket' | 'tcp' | 'ssh' | null;
  /** A socket's path, `host:port`, or `host:path` behind ssh. */
  address: string;
  tls: boolean;
  failure: { code: EngineReasonCode; message: string } | null;
}

/** What one dial of the endpoint gave. */
export interface DialFacts {
  /** The system's code where it failed: `ENOENT`, `ECONNREFUSED`, `EACCES`; `ETIMEDOUT` when it took too long. */
  error: string | null;
  /** What stands at a socket's path. */
  file: 'socket' | 'other' | 'missing' | 'unseen' | null;
  /** Who still listens at a path whose file is gone, as far as that can be seen; null: nobody is known to. */
  deletedUnder: { owner: string | null } | null;
  /** The group that may use it, and its mode. */
  gid: number | null;
  mode: string | null;
}

export interface AnswerFacts {
  ok: boolean;
  /** ms until the answer. */
  took: number;
  failure: { code: EngineReasonCode; message: string } | null;
}

export interface EngineFacts {
  product: string;
  version: string;
  api: string;
  minApi: string;
  /** `docker version`'s OS: `linux`, `windows`. */
  os: string;
  operatingSystem: string;
  name: string;
  rootDir: string;
  storageDriver: string;
  cgroupVersion: string;
  cgroupDriver: string;
  warnings: string[];
  mirrors: string[];
  httpProxy: string;
  httpsProxy: string;
  noProxy: string;
  /** The engine's clock minus ours, ms. */
  clockOffset: number | null;
  /** How exact that is: half of the time the answer took, ms. */
  clockError: number;
  rootless: boolean;
}

export interface ContainerPorts {
  name: string;
  running: boolean;
  /** Host ports it has or wants. */
  ports: number[];
}

export interface ProgramFacts {
  /** Engines that are installed: a program's or an application's path. */
  engines: { name: string; path: string }[];
  /** Credential helpers in `PATH`. */
  helpers: string[];
  iptables: string | null;
}

export interface ProcessFact {
  name: string;
  pid: number;
}

export interface DiskFacts {
  path: string;
  /** Bytes. */
  free: number;
  total: number;
  inodes: number;
  freeInodes: number;
}

export interface CgroupFacts {
  version: 'v1' | 'v2' | 'hybrid' | 'none';
  controllers: string[];
}

export interface FirewallFacts {
  /** `v1.8.9`; null where it could not be run. */
  version: string | null;
  backend: 'nf_tables' | 'legacy' | null;
  /** What it said when it failed. */
  failure: string | null;
  forwarding: boolean | null;
}

export interface Listener {
  port: number;
  /** Null where the system does not tell (another user's process). */
  process: string | null;
  pid: number | null;
}

export interface NameFact {
  host: string;
  /** Null when it was resolved. */
  error: string | null;
}

export interface ReachFact {
  host: string;
  port: number;
  /** Null when it could be reached. */
  error: string | null;
}

export interface ProxyFacts {
  /** Lighter's own variables, without credentials: `HTTPS_PROXY` → address. */
  own: Record<string, string>;
  /** Each proxy in force, ours and the engine's, tried. */
  tried: ReachFact[];
}

/** All that the checks judge. Null: does not exist on this machine, or rests on something that failed. */
export interface Facts {
  system: SystemFacts;
  virtualisation: Fact<VirtualisationFacts> | null;
  wsl: Fact<WslFacts> | null;
  config: Fact<ConfigFacts>;
  endpoint: Fact<EndpointFacts>;
  /** Null behind ssh as well: the socket is the other machine's. */
  dial: Fact<DialFacts> | null;
  /** The members' group `docker` in /etc/group; null without one. */
  dockerGroup: Fact<{ gid: number; isMember: boolean } | null> | null;
  answer: Fact<AnswerFacts> | null;
  engine: Fact<EngineFacts> | null;
  containers: Fact<ContainerPorts[]> | null;
  programs: Fact<ProgramFacts>;
  processes: Fact<ProcessFact[]>;
  disk: Fact<DiskFacts> | null;
  cgroup: Fact<CgroupFacts> | null;
  firewall: Fact<FirewallFacts> | null;
  listeners: Fact<Listener[]>;
  names: Fact<NameFact[]> | null;
  registries: Fact<ReachFact[]> | null;
  proxies: Fact<ProxyFacts>;
}
