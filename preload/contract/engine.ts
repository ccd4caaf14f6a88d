import { z } from 'zod';
import { call } from './define';

/** What the engine is doing, as our own ping and event stream tell it: never another program's opinion. */
export type EngineState = 'missing' | 'stopped' | 'starting' | 'running' | 'unresponsive' | 'stopping';

/** Why the engine is not running, as a code the UI has words for (`engine:reason.<code>`). */
export type EngineReasonCode =
  | 'no-socket'
  /** The engine lives and listens, but somebody has deleted its socket's file. */
  | 'socket-deleted'
  | 'connection-refused'
  | 'permission-denied'
  | 'no-answer'
  | 'connection-lost'
  | 'bad-answer'
  | 'api-too-old'
  | 'api-too-new'
  | 'tls'
  /** Lighter does not trust the engine's certificate: another authority, another name, out of date. */
  | 'tls-untrusted'
  /** The engine does not take the client certificate, or misses one. */
  | 'tls-client'
  | 'bad-endpoint'
  | 'context-not-found'
  /** The ssh server's key is in no known_hosts: somebody has to compare it. */
  | 'host-key-unknown'
  /** The ssh server shows another key than before. */
  | 'host-key-changed'
  /** The ssh server takes none of our keys. */
  | 'ssh-auth'
  /** ssh got there, but not into the engine's socket. */
  | 'ssh-socket'
  | 'ssh-failed';

/** Where the endpoint was found. */
export type EndpointSource =
  | 'DOCKER_HOST'
  | 'DOCKER_CONTEXT'
  | 'config'
  | 'default'
  | 'well-known'
  | 'managed'
  /** Chosen in Lighter, in this profile. */
  | 'chosen';

/** The ways to start and stop an engine; `managed` is a dockerd that Lighter runs itself. */
export type ProviderId =
  | 'systemd'
  | 'systemd-user'
  | 'docker-desktop'
  | 'colima'
  | 'rancher-desktop'
  | 'orbstack'
  | 'podman-machine'
  | 'podman-socket'
  | 'managed';

/** Why starting, stopping or restarting cannot work now (`engine-control:block.<code>`). */
export type EngineBlock =
  /** Not looked at yet. */
  | 'unknown'
  | 'working'
  | 'running'
  | 'not-running'
  /** No program on this machine can start an engine. */
  | 'not-installed'
  /** Not the superuser, and neither pkexec nor the rootless tools are there. */
  | 'needs-root'
  /** On another machine. */
  | 'remote'
  /** It runs, but nothing known here has started it. */
  | 'foreign'
  /** The chosen endpoint is not one that anything known here serves. */
  | 'no-provider'
  /** Podman has no virtual machine yet. */
  | 'no-machine';

/** What an engine that is being started or stopped waits for (`engine-control:step.<code>`). */
export type EngineStep = 'preparing' | 'authorizing' | 'launching' | 'answering' | 'stopping' | 'backing-off';

/** Why it failed, by what to do next (`engine-control:failure.<code>`). */
export type EngineFailureCode =
  | 'timeout'
  | 'not-authorized'
  | 'disk-full'
  | 'rootless'
  | 'iptables'
  | 'containerd'
  | 'network'
  | 'in-use'
  | 'storage'
  | 'cgroup'
  | 'permission'
  | 'missing-program'
  | 'virtualisation'
  | 'crashed'
  | 'see-log';

export type EngineAction = 'start' | 'stop' | 'restart';

/** Who can start and stop the engine, what it is doing about it, and how the last attempt failed. */
export interface EngineControl {
  provider: ProviderId | null;
  /** `docker.service`, `Colima`; empty without a provider. */
  name: string;
  start: true | EngineBlock;
  stop: true | EngineBlock;
  restart: true | EngineBlock;
  work: {
    action: EngineAction;
    step: EngineStep;
    /** ms since 1970. */
    since: number;
    /** The log's last lines. */
    lines: string[];
    /** Which automatic restart after a crash this is, of three; 0 when somebody asked for it. */
    attempt: number;
  } | null;
  failure: {
    action: EngineAction;
    code: EngineFailureCode;
    message: string;
    lines: string[];
    at: number;
  } | null;
  /** Restarting it now would leave its containers running; with Podman's service, stopping it as well. */
  keepsContainers: boolean;
  /** Value of `DOCKER_HOST` for Lighter's own engine; null with any other. */
  dockerHost: string | null;
  /** Where the log of Lighter's own engine is; null with any other. */
  logFile: string | null;
}

/** Before anything is known. */
export const noControl: EngineControl = {
  provider: null,
  name: '',
  start: 'unknown',
  stop: 'unknown',
  restart: 'unknown',
  work: null,
  failure: null,
  keepsContainers: false,
  dockerHost: null,
  logFile: null,
};

/** The engine, in the `engine` table under the key `current`. */
export interface EngineRow {
  state: EngineState;
  /** Since when it is in that state, ms since 1970. */
  since: number;
  reason: { code: EngineReasonCode; message: string } | null;
  /** Counts connections: grows by one with each; requests of an old one are refused. */
  epoch: number;
  /** When the engine last answered anything, ms since 1970; null before its first answer. */
  lastAnswerAt: number | null;
  endpoint: {
    /** As `DOCKER_HOST` would say it, without credentials: `unix:///var/run/docker.sock`. */
    url: string;
    source: EndpointSource;
    /** The docker context's name, `default` when none is in force. */
    context: string;
    /** The host name under which published ports are reached: `localhost` for a local engine. */
    host: string;
    remote: boolean;
    /** Over the network without TLS. */
    plain?: boolean;
    /** Options that lead the docker CLI there, where it does not go there by itself. */
    cli?: string[];
  };
  /** What answered; null until it has. Kept while the engine is away, so that the badge can name it. */
  version: {
    product: string;
    engine: string;
    api: string;
    minApi: string;
    /** The API version in use on this connection. */
    negotiated: string;
    os: string;
    arch: string;
  } | null;
  control: EngineControl;
}

/** One line group of `docker version`, e.g. containerd or runc. */
export interface EngineComponent {
  name: string;
  version: string;
  details: Record<string, string>;
}

/** Everything the engine page shows, from `GET /version` and `GET /info`. */
export interface EngineDetails {
  components: EngineComponent[];
  gitCommit: string;
  goVersion: string;
  buildTime: string;
  os: string;
  arch: string;
  kernel: string;
  operatingSystem: string;
  name: string;
  cpus: number;
  /** Bytes. */
  memory: number;
  storageDriver: string;
  cgroupVersion: string;
  cgroupDriver: string;
  rootDir: string;
  /** What the storage driver lies on, `extfs`; empty where it does not say. */
  filesystem: string;
  loggingDriver: string;
  runtimes: string[];
  defaultRuntime: string;
  /** `seccomp`, `rootless`, `cgroupns` … with their profile: `seccomp (builtin)`. */
  security: string[];
  registries: { mirrors: string[]; insecure: string[] };
  /** Without credentials; empty where none is set. */
  proxies: { http: string; https: string; except: string };
  liveRestore: boolean;
  containers: { total: number; running: number; paused: number; stopped: number };
  images: number;
  warnings: string[];
}

export const engineCalls = {
  /** `GET /version` and `GET /info` of the engine in use. */
  'engine.details': call(z.strictObject({})).returns<EngineDetails>(),
  /** Look for the engine again now instead of at the next attempt. */
  'engine.retry': call(z.strictObject({})).returns<null>(),
  /** Starts the engine through its provider; resolves when it answers. The row's `control.work` tells how it goes.
   *  Fails with `conflict` (something is under way), `unsupported` (cannot), `timeout`, `cancelled`, `internal`. */
  'engine.start': call(z.strictObject({})).returns<null>(),
  /** Stops the engine and its containers; resolves when it is gone. Whoever calls it has asked first. */
  'engine.stop': call(z.strictObject({})).returns<null>(),
  'engine.restart': call(z.strictObject({})).returns<null>(),
  /** Gives up a start that is under way and ends what it has begun. */
  'engine.cancelStart': call(z.strictObject({})).returns<null>(),
  /** Whether the docker context `lighter` leads to Lighter's own engine. */
  'engine.context': call(z.strictObject({})).returns<boolean>(),
  /** Creates or removes the docker context `lighter`. */
  'engine.setContext': call(z.strictObject({ present: z.boolean() })).returns<null>(),
};
