import { z } from 'zod';
import { call, stream } from './define';
import type { EngineReasonCode } from './engine';

/** How an engine came into the list. */
export type EngineOrigin = 'environment' | 'context' | 'default' | 'well-known' | 'managed' | 'added';

/** One of the names an engine is known by; `key` is what `engines.switch` takes. */
export interface EngineNaming {
  key: string;
  origin: EngineOrigin;
  /** The docker context's, the added engine's or the product's name; `DOCKER_HOST` for the environment's. */
  name: string;
  /** As `DOCKER_HOST` would say it, without a password. */
  url: string;
}

/** How one gets there: a socket of this machine, through ssh, over TCP with TLS, or over TCP readable by all. */
export type EngineRoute = 'local' | 'ssh' | 'tls' | 'plain';

/** `checking`: not known yet; `unasked`: it is asked only when somebody wants it. */
export type FoundState = 'checking' | 'unasked' | 'running' | 'stopped' | 'missing' | 'unresponsive';

/** One engine, whatever number of names it has. */
export interface FoundEngine {
  /** The first name's key. */
  key: string;
  names: EngineNaming[];
  route: EngineRoute;
  remote: boolean;
  state: FoundState;
  reason: { code: EngineReasonCode; message: string } | null;
  /** `Docker Engine`, `Docker Desktop`, `Podman`, `Colima`, …; empty until it has answered. */
  product: string;
  version: string;
  containers: { running: number; total: number } | null;
  /** Lighter is connected to it, or tries to be. */
  current: boolean;
}

export interface EngineList {
  engines: FoundEngine[];
  /** The key chosen in this profile; null = automatic, as the docker CLI decides. */
  chosen: string | null;
}

/** Host keys an ssh server has shown, to be compared by a person. */
export interface HostKeys {
  /** `build.example.org` or `[build.example.org]:2222`, as known_hosts writes it. */
  host: string;
  keys: { type: string; fingerprint: string }[];
  /** `changed`: another key is known for this host; such a server is refused. */
  state: 'known' | 'unknown' | 'changed';
  /** The file a key would be written to. */
  file: string;
  /** For `engines.trustHost`; null where there is nothing to trust. */
  token: string | null;
}

const key = z.string().min(1).max(600);
const token = z.string().max(64);
/** A file chosen before, by its token. */
const file = token.nullable();

export const engineForm = z.strictObject({
  /** Empty: the host's name. */
  name: z.string().trim().max(60),
  /** `ssh://[user@]host[:port][/socket]` or `tcp://host:port`. */
  url: z.string().trim().min(1).max(500),
  tls: z.strictObject({ ca: file, cert: file, key: file }).nullable(),
  /** The user has read that nothing protects a tcp connection without TLS. */
  acceptPlain: z.boolean(),
});
export type EngineForm = z.infer<typeof engineForm>;

export const enginesCalls = {
  /** All engines that can be found, each asked once; those behind ssh are not asked. */
  'engines.list': call(z.strictObject({})).returns<EngineList>(),
  /** Lets go of the engine in use and connects to this one, now and in later starts of this profile; null = back
   *  to automatic. Fails with `not-found`, or `conflict` while an engine is being started or stopped. */
  'engines.switch': call(z.strictObject({ key: key.nullable() })).returns<null>(),
  /** Keeps an engine in the profile; gives its key. Fails with `invalid-input`, `conflict` (there already). */
  'engines.add': call(engineForm).returns<{ key: string }>(),
  /** Forgets an engine that was added by hand; where it was the chosen one, back to automatic. */
  'engines.remove': call(z.strictObject({ key })).returns<null>(),
  /** Asks for a certificate's file; null when the user cancelled. */
  'engines.chooseFile': call(z.strictObject({ kind: z.enum(['ca', 'cert', 'key']) })).returns<{
    token: string;
    path: string;
  } | null>(),
  /** Fetches the keys of the ssh server of this engine, and says what known_hosts holds. */
  'engines.hostKeys': call(z.strictObject({ key })).returns<HostKeys>(),
  /** Writes the keys that were shown into known_hosts. */
  'engines.trustHost': call(z.strictObject({ token })).returns<null>(),
};

export const enginesStreams = {
  /** The list at once, then again with each engine that has answered; `again` asks all of them anew. */
  'engines.watch': stream(z.strictObject({}), z.strictObject({ again: z.literal(true) })).of<EngineList>(),
};
