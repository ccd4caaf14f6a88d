import { posix, win32 } from 'node:path';
import type { EngineNaming, EngineOrigin } from '@contract/engines';
import { type Resolution, resolveEndpoint } from './endpoint';
import type { EndpointSources } from './env';
import { systemCode } from './errors';
import { defaultHost, parseHost, publicHost, type TlsFiles } from './host-url';
import type { AddedEngine, TlsPaths } from './known-engines';
import { wellKnownHosts } from './well-known';

export interface EngineSources extends EndpointSources {
  /** Names of a folder's entries; empty where there is no such folder. */
  readFolder(path: string): Promise<string[]>;
  exists(path: string): Promise<boolean>;
}

/** One way to an engine: a name for it and where that leads. */
export interface Candidate extends EngineNaming {
  resolution: Resolution;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The names of all docker contexts on disk, in order; broken ones are left out. */
export async function contextNames(sources: EngineSources): Promise<string[]> {
  const { join } = sources.platform === 'win32' ? win32 : posix;
  const folder = join(sources.env.DOCKER_CONFIG || join(sources.home, '.docker'), 'contexts', 'meta');
  const entries = await sources.readFolder(folder);
  const names = await Promise.all(
    entries.slice(0, 200).map(async (entry) => {
      try {
        const meta: unknown = JSON.parse(
          (await sources.readFile(join(folder, entry, 'meta.json'))).toString('utf8'),
        );
        return isObject(meta) && typeof meta.Name === 'string' && meta.Name !== '' ? meta.Name : null;
      } catch {
        return null;
      }
    }),
  );
  return names.filter((name) => name !== null).sort((a, b) => a.localeCompare(b));
}

/** What people call the runtime that keeps its socket there. Pure. */
export function wellKnownName(url: string): string {
  const names: [RegExp, string][] = [
    [/dockerDesktop|\.docker\/(run|desktop)\//i, 'Docker Desktop'],
    [/\.orbstack\//, 'OrbStack'],
    [/colima/, 'Colima'],
    [/\.rd\//, 'Rancher Desktop'],
    [/podman/, 'Podman'],
  ];
  return names.find(([pattern]) => pattern.test(url))?.[1] ?? 'rootless';
}

const socketPath = (host: string) => host.replace(/^(unix|npipe):\/\//, '');

/**
 * All names under which an engine can be had: the environment's, the default socket, the docker contexts, the
 * other runtimes' sockets that exist, Lighter's own, and those added by hand. Reads files only.
 */
export async function findCandidates(
  sources: EngineSources,
  added: readonly AddedEngine[],
): Promise<Candidate[]> {
  const { env, platform } = sources;
  const keys: [key: string, origin: EngineOrigin, name: string][] = [];
  if (env.DOCKER_HOST) keys.push(['env', 'environment', 'DOCKER_HOST']);
  keys.push([`socket:${defaultHost(platform)}`, 'default', 'default']);
  for (const name of await contextNames(sources)) keys.push([`context:${name}`, 'context', name]);
  for (const host of wellKnownHosts(sources)) {
    if (await sources.exists(socketPath(host)))
      keys.push([`socket:${host}`, 'well-known', wellKnownName(host)]);
  }
  const { managed } = sources;
  if (managed && (managed.preferred || (await sources.exists(socketPath(managed.host))))) {
    keys.push(['managed', 'managed', 'lighter']);
  }
  for (const { id, name } of added) keys.push([`added:${id}`, 'added', name]);
  return Promise.all(
    keys.map(async ([key, origin, name]) => {
      const resolution = await resolveKey(sources, added, key);
      const { url } = resolution.ok ? resolution.endpoint.row : resolution.row;
      return { key, origin, name, url, resolution };
    }),
  );
}

/** Where a key of the list leads. Reads files only; never throws: what cannot be used says why. */
export async function resolveKey(
  sources: EngineSources,
  added: readonly AddedEngine[],
  key: string,
): Promise<Resolution> {
  const { env } = sources;
  const [kind, ...rest] = key.split(':');
  const value = rest.join(':');
  if (kind === 'env') return resolveEndpoint({ ...sources, env: { ...env, DOCKER_CONTEXT: undefined } });
  if (kind === 'context') {
    const found = await resolveEndpoint({
      ...sources,
      env: { ...env, DOCKER_HOST: undefined, DOCKER_CONTEXT: value },
    });
    return chosen(found, value, ['--context', value]);
  }
  if (kind === 'socket') {
    const name = value === defaultHost(sources.platform) ? 'default' : wellKnownName(value);
    return at(sources, value, name, null, ['-H', value]);
  }
  if (kind === 'managed' && sources.managed) {
    const found = at(sources, sources.managed.host, 'lighter', null, ['-H', sources.managed.host]);
    // Everything that looks after Lighter's own engine goes by this source.
    return found.ok
      ? { ...found, endpoint: { ...found.endpoint, row: { ...found.endpoint.row, source: 'managed' } } }
      : found;
  }
  const engine = kind === 'added' ? added.find(({ id }) => id === value) : undefined;
  if (!engine)
    return unusable('', 'default', 'context-not-found', 'The engine that was chosen is not known any more.');
  if (!engine.tls) return at(sources, engine.url, engine.name, null, ['-H', engine.url]);
  try {
    const tls = await readTlsPaths(sources, engine.tls);
    return at(sources, engine.url, engine.name, tls, [...tlsOptions(engine.tls), '-H', engine.url]);
  } catch (error) {
    return unusable(engine.url, engine.name, 'tls', error instanceof Error ? error.message : String(error));
  }
}

/** The docker CLI's options for these files. Pure. */
export function tlsOptions({ ca, cert, key }: TlsPaths): string[] {
  return [
    '--tlsverify',
    ...(ca === null ? [] : ['--tlscacert', ca]),
    ...(cert === null ? [] : ['--tlscert', cert]),
    ...(key === null ? [] : ['--tlskey', key]),
  ];
}

async function readTlsPaths(sources: EngineSources, paths: TlsPaths): Promise<TlsFiles> {
  const read = async (path: string | null) => {
    if (path === null) return undefined;
    try {
      return await sources.readFile(path);
    } catch (error) {
      throw new Error(`Cannot read ${path}: ${systemCode(error) || 'failed'}.`);
    }
  };
  const [ca, cert, key] = await Promise.all([read(paths.ca), read(paths.cert), read(paths.key)]);
  return { ca, cert, key, verify: true };
}

function at(
  sources: EngineSources,
  host: string,
  name: string,
  tls: TlsFiles | null,
  cli: string[],
): Resolution {
  try {
    const { target, ...where } = parseHost(host, sources.platform, tls);
    const row = { ...where, source: 'chosen' as const, context: name, cli };
    return { ok: true, endpoint: { target, row }, alternatives: [] };
  } catch (error) {
    return unusable(host, name, 'bad-endpoint', error instanceof Error ? error.message : String(error));
  }
}

function chosen(found: Resolution, name: string, cli: string[]): Resolution {
  const ours = { source: 'chosen' as const, context: name, cli };
  if (!found.ok) return { ...found, row: { ...found.row, ...ours } };
  const { target, row } = found.endpoint;
  return { ok: true, endpoint: { target, row: { ...row, ...ours } }, alternatives: [] };
}

function unusable(
  host: string,
  name: string,
  code: 'bad-endpoint' | 'context-not-found' | 'tls',
  message: string,
): Resolution {
  const row = {
    url: publicHost(host),
    source: 'chosen' as const,
    context: name,
    host: 'localhost',
    remote: false,
  };
  return { ok: false, row, code, message };
}
