import { z } from 'zod';
import { call } from './define';

/** What the engine is doing, as our own ping and event stream tell it: never another program's opinion. */
export type EngineState = 'missing' | 'stopped' | 'starting' | 'running' | 'unresponsive' | 'stopping';

/** Why the engine is not running, as a code the UI has words for (`engine:reason.<code>`). */
export type EngineReasonCode =
  | 'no-socket'
  | 'connection-refused'
  | 'permission-denied'
  | 'no-answer'
  | 'connection-lost'
  | 'bad-answer'
  | 'api-too-old'
  | 'api-too-new'
  | 'tls'
  | 'bad-endpoint'
  | 'context-not-found';

/** Where the endpoint was found. */
export type EndpointSource = 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'config' | 'default' | 'well-known';

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
  containers: { total: number; running: number; paused: number; stopped: number };
  images: number;
  warnings: string[];
}

export const engineCalls = {
  /** `GET /version` and `GET /info` of the engine in use. */
  'engine.details': call(z.strictObject({})).returns<EngineDetails>(),
  /** Look for the engine again now instead of at the next attempt. */
  'engine.retry': call(z.strictObject({})).returns<null>(),
};
