import { LighterError } from '@contract/errors';
import type { RepositoryTag } from '@contract/registries';
import { authorize } from './bearer';
import type { Credential } from './docker-config';

/** `fetch`, through the proxies of the system. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RegistryApi {
  tags(server: string, repository: string): Promise<{ tags: RepositoryTag[]; more: boolean }>;
  catalog(server: string): Promise<{ repositories: string[]; more: boolean }>;
}

interface RegistryApiOptions {
  fetch: Fetch;
  /** The login of a registry; null without one. */
  credential(server: string): Promise<Credential | null>;
  /** Whether the engine talks to it without TLS: only then do we. */
  isInsecure(server: string): Promise<boolean>;
}

const timeoutMs = 20_000;
const mostTags = 200;
/** Tags whose size and date are asked for, one request or two each. */
const mostDetails = 20;
const mostRepositories = 500;
/** Characters of an answer's body; a list of tags is far below. */
const maxBody = 8 * 1024 * 1024;

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The registries' own HTTP API, for what the engine cannot be asked. Throws `registry` with its words. */
export function createRegistryApi(options: RegistryApiOptions): RegistryApi {
  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    try {
      // A redirect leads to another host, which must not see the login: nobody follows one.
      return await options.fetch(url, {
        ...init,
        redirect: 'manual',
        credentials: 'omit',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw unreachable(url, error);
    }
  }

  /** Where the registry answers: with TLS, or without where the engine does so too. */
  async function baseOf(server: string): Promise<string> {
    const host = server === 'docker.io' ? 'registry-1.docker.io' : server;
    try {
      await ask(`https://${host}/v2/`);
      return `https://${host}`;
    } catch (error) {
      if (!(await options.isInsecure(server))) throw error;
      await ask(`http://${host}/v2/`);
      return `http://${host}`;
    }
  }

  /** A session with one registry: logs in when it is first asked to, and again for nothing else. */
  async function open(server: string, scope: string) {
    const base = await baseOf(server);
    let authorization: string | null = null;
    return async function get<T>(
      path: string,
      accept = 'application/json',
    ): Promise<{ body: T; response: Response }> {
      const request = () =>
        ask(`${base}${path}`, { headers: { accept, ...(authorization && { authorization }) } });
      let response = await request();
      if (response.status === 401 && authorization === null) {
        const challenge = response.headers.get('www-authenticate') ?? '';
        authorization = await authorize(challenge, {
          base,
          scope,
          credential: await options.credential(server),
          ask,
        });
        if (authorization !== null) response = await request();
      }
      if (response.status !== 200) throw await refusal(response);
      return { body: JSON.parse(await limited(response)) as T, response };
    };
  }

  return {
    async tags(server, repository) {
      if (server === 'docker.io') return hubTags(repository, ask);
      const get = await open(server, `repository:${repository}:pull`);
      const { body } = await get<{ tags?: string[] | null }>(`/v2/${repository}/tags/list?n=${mostTags}`);
      const names = (body.tags ?? []).slice(0, mostTags).sort(byVersion);
      const described = await Promise.all(
        names.slice(0, mostDetails).map((name) => tagDetails(get, repository, name)),
      );
      const rest = names.slice(mostDetails).map(bare);
      return { tags: [...described, ...rest], more: names.length === mostTags };
    },
    async catalog(server) {
      const get = await open(server, 'registry:catalog:*');
      const { body } = await get<{ repositories?: string[] | null }>(`/v2/_catalog?n=${mostRepositories}`);
      const repositories = (body.repositories ?? []).slice(0, mostRepositories);
      return { repositories, more: repositories.length === mostRepositories };
    },
  };
}

const bare = (name: string): RepositoryTag => ({ name, digest: null, size: null, updatedAt: null });

/** Newest version first: `2.10` before `2.9`. */
const byVersion = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

interface Manifest {
  config?: { digest?: string; size?: number };
  layers?: { size?: number }[];
}

type Get = <T>(path: string, accept?: string) => Promise<{ body: T; response: Response }>;

/** A tag's digest and size, and its date where the registry hands out the image's configuration itself. */
async function tagDetails(get: Get, repository: string, name: string): Promise<RepositoryTag> {
  try {
    const { body, response } = await get<Manifest>(`/v2/${repository}/manifests/${name}`, manifestTypes);
    const digest = response.headers.get('docker-content-digest');
    if (!body.layers) return { ...bare(name), digest };
    const size = body.layers.reduce((sum, layer) => sum + (layer.size ?? 0), body.config?.size ?? 0);
    return { name, digest, size, updatedAt: await madeAt(get, repository, body.config?.digest) };
  } catch (error) {
    // One tag that cannot be read must not hide the others; a refusal that hits all of them is told.
    if (error instanceof LighterError && error.status === 429) throw error;
    return bare(name);
  }
}

async function madeAt(get: Get, repository: string, config: string | undefined): Promise<number | null> {
  if (!config || !/^sha256:[a-f0-9]{64}$/.test(config)) return null;
  try {
    const { body } = await get<{ created?: string }>(`/v2/${repository}/blobs/${config}`, '*/*');
    return toTime(body.created);
  } catch {
    return null;
  }
}

/** Docker Hub tells size and date of its tags without a login. */
async function hubTags(repository: string, ask: (url: string) => Promise<Response>) {
  const response = await ask(`https://hub.docker.com/v2/repositories/${repository}/tags?page_size=100`);
  if (response.status !== 200) throw await refusal(response);
  const { results, next } = JSON.parse(await limited(response)) as {
    next?: string | null;
    results?: { name: string; digest?: string; full_size?: number; last_updated?: string }[] | null;
  };
  const tags = (results ?? []).map(
    (tag): RepositoryTag => ({
      name: tag.name,
      digest: tag.digest ?? null,
      size: tag.full_size ?? null,
      updatedAt: toTime(tag.last_updated),
    }),
  );
  return { tags, more: Boolean(next) };
}

function toTime(text: string | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) || time <= 0 ? null : time;
}

async function limited(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > maxBody) {
    throw new LighterError({ code: 'registry', message: 'The registry sent more than can be read.' });
  }
  return text;
}

/** What a registry refuses, in its own words, with the time to wait where it tells one. */
async function refusal(response: Response): Promise<LighterError> {
  const text = (await response.text().catch(() => '')).slice(0, 2000);
  let words = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: { code?: string; message?: string }[] };
    words = (errors ?? []).map(({ code, message }) => `${code ?? ''}: ${message ?? ''}`).join('; ') || text;
  } catch {
    // Not the API's JSON: a proxy's page.
  }
  const wait = response.headers.get('retry-after');
  const limit = response.status === 429 ? `toomanyrequests${wait ? ` (retry after ${wait} s)` : ''}: ` : '';
  const { status } = response;
  return new LighterError({ code: 'registry', message: `${limit}${words || `HTTP ${status}`}`, status });
}

function unreachable(url: string, error: unknown): LighterError {
  const { host } = new URL(url);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const words = cause || (error instanceof Error ? error.message : String(error));
  return new LighterError({ code: 'registry', message: `${host}: ${words}` });
}
