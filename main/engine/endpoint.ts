import { posix, win32 } from 'node:path';
import type { EngineReasonCode, EngineRow } from '@contract/engine';
import type { EndpointSources } from './env';
import { systemCode } from './errors';
import { contextFolder, defaultHost, parseHost, publicHost, type TlsFiles } from './host-url';
import type { Place } from './reach';
import { wellKnownHosts } from './well-known';

export interface Endpoint {
  row: EngineRow['endpoint'];
  target: Place;
}

export type Resolution =
  | {
      ok: true;
      endpoint: Endpoint;
      /** Where else to look when nothing was chosen and the default does not exist. */
      alternatives: Endpoint[];
    }
  | { ok: false; row: EngineRow['endpoint']; code: EngineReasonCode; message: string };

type Row = EngineRow['endpoint'];

class Unusable extends Error {
  constructor(
    readonly code: EngineReasonCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Where the engine is, as the docker CLI decides it: `DOCKER_HOST`, `DOCKER_CONTEXT`, `currentContext` of
 * config.json, then the platform's default, for which other runtimes' sockets are given as alternatives. Lighter's
 * own engine comes last of them, or first when somebody has started it here.
 * Reads files only; never throws.
 */
export async function resolveEndpoint(sources: EndpointSources): Promise<Resolution> {
  let row: Row = { url: '', source: 'default', context: 'default', host: 'localhost', remote: false };
  try {
    const { env, platform } = sources;
    if (env.DOCKER_HOST) {
      row = { ...row, source: 'DOCKER_HOST', url: publicHost(env.DOCKER_HOST) };
      return only(row, env.DOCKER_HOST, platform, await envTls(sources));
    }
    const context = await chosenContext(sources, (next) => {
      row = next(row);
    });
    if (context !== null) {
      const { host, tls } = await readContext(sources, context);
      row = { ...row, url: publicHost(host) };
      return only(row, host, platform, tls);
    }
    row = { ...row, source: 'default', url: defaultHost(platform) };
    const found = (host: string, source: Row['source']): Endpoint => {
      const { target, ...where } = parseHost(host, platform, null);
      return { target, row: { ...row, ...where, source } };
    };
    const first = found(defaultHost(platform), 'default');
    const others = wellKnownHosts(sources).map((host) => found(host, 'well-known'));
    const own = sources.managed ? found(sources.managed.host, 'managed') : null;
    if (!own) return { ok: true, endpoint: first, alternatives: others };
    return sources.managed?.preferred
      ? { ok: true, endpoint: own, alternatives: [first, ...others] }
      : { ok: true, endpoint: first, alternatives: [...others, own] };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, row, code: error.code, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, row, code: 'bad-endpoint', message };
  }
}

function only(row: Row, host: string, platform: NodeJS.Platform, tls: TlsFiles | null) {
  const { target, ...where } = parseHost(host, platform, tls);
  return {
    ok: true as const,
    endpoint: { row: { ...row, ...where }, target },
    alternatives: [] as Endpoint[],
  };
}

async function chosenContext(
  sources: EndpointSources,
  note: (next: (row: Row) => Row) => void,
): Promise<string | null> {
  const fromEnv = sources.env.DOCKER_CONTEXT;
  const name = fromEnv || (await currentContext(sources));
  if (!name || name === 'default') return null;
  note((row) => ({ ...row, context: name, source: fromEnv ? 'DOCKER_CONTEXT' : 'config' }));
  return name;
}

function configFolder({ env, home, platform }: EndpointSources): string {
  return env.DOCKER_CONFIG || joiner(platform)(home, '.docker');
}

function joiner(platform: NodeJS.Platform): (...parts: string[]) => string {
  return platform === 'win32' ? win32.join : posix.join;
}

async function currentContext(sources: EndpointSources): Promise<string | null> {
  const path = joiner(sources.platform)(configFolder(sources), 'config.json');
  const config = await readJson(sources, path, null);
  const name = config?.currentContext;
  return typeof name === 'string' ? name : null;
}

/** A JSON object's fields; `ifMissing` where the file does not exist. */
async function readJson<M>(
  sources: EndpointSources,
  path: string,
  ifMissing: M,
): Promise<Record<string, unknown> | M> {
  let text: string;
  try {
    text = (await sources.readFile(path)).toString('utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ifMissing;
    throw new Unusable('bad-endpoint', `Cannot read ${path}: ${systemCode(error) || 'failed'}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below; the parser's own words quote the file, which can hold credentials.
  }
  throw new Unusable('bad-endpoint', `${path} is not valid JSON.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readContext(sources: EndpointSources, name: string) {
  const join = joiner(sources.platform);
  const folder = contextFolder(name);
  const meta = await readJson(
    sources,
    join(configFolder(sources), 'contexts', 'meta', folder, 'meta.json'),
    null,
  );
  if (meta === null || meta.Name !== name) {
    throw new Unusable('context-not-found', `The docker context "${name}" does not exist.`);
  }
  const docker = isObject(meta.Endpoints) ? meta.Endpoints.docker : null;
  const host = isObject(docker) ? docker.Host : null;
  if (typeof host !== 'string' || host === '') {
    throw new Unusable('bad-endpoint', `The docker context "${name}" has no docker endpoint.`);
  }
  const verify = !(isObject(docker) && docker.SkipTLSVerify === true);
  const tls = await readTls(
    sources,
    join(configFolder(sources), 'contexts', 'tls', folder, 'docker'),
    verify,
    false,
  );
  return { host, tls: tls ?? (verify ? null : { verify }) };
}

async function envTls(sources: EndpointSources): Promise<TlsFiles | null> {
  const { env } = sources;
  if (!env.DOCKER_TLS_VERIFY && !env.DOCKER_TLS) return null;
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  return readTls(sources, env.DOCKER_CERT_PATH || configFolder(sources), verify, true);
}

/**
 * ca.pem, cert.pem and key.pem of a folder. As for the CLI, the client's certificate may be missing (but not
 * half of it). Null where the folder has none of them and TLS was not asked for.
 */
async function readTls(
  sources: EndpointSources,
  folder: string,
  verify: boolean,
  asked: boolean,
): Promise<TlsFiles | null> {
  const read = async (name: string) => {
    const path = joiner(sources.platform)(folder, name);
    try {
      return await sources.readFile(path);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw new Unusable('tls', `Cannot read ${path}: ${systemCode(error) || 'failed'}.`);
    }
  };
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map(read));
  if (!asked && !ca && !cert && !key) return null;
  if (asked && verify && !ca) throw new Unusable('tls', `There is no ca.pem in ${folder}.`);
  if (Boolean(cert) !== Boolean(key)) {
    throw new Unusable('tls', `There is no ${cert ? 'key.pem' : 'cert.pem'} in ${folder}.`);
  }
  return { ca, cert, key, verify };
}
