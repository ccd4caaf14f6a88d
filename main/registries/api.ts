import { LighterError } from '@contract/errors';
import type { RepositoryTag } from '@contract/registries';
import { limited, refusal } from './answers';
import { authorize } from './bearer';
import type { Credential } from './docker-config';
import { hubTags } from './hub-tags';
import { bareTag, manifestTypes, type Platform, tagDetails } from './tag-details';

/** `fetch`, through the proxies of the system; a redirect is an answer like others. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RegistryApi {
  tags(server: string, repository: string): Promise<{ tags: RepositoryTag[]; more: boolean }>;
  catalog(server: string): Promise<{ repositories: string[]; more: boolean }>;
  /** What its headers say about the time to wait, where it allows no more requests now (`waitWords`). */
  wait(server: string, repository: string, reference: string): Promise<string>;
}

/** One question to a registry: throws `registry` where it does not answer with 200. */
export type Get = <T>(
  path: string,
  accept?: string,
  method?: 'GET' | 'HEAD',
) => Promise<{ body: T; response: Response }>;

interface RegistryApiOptions {
  fetch: Fetch;
  /** The login of a registry; null without one. */
  credential(server: string): Promise<Credential | null>;
  /** Whether the engine talks to it without TLS: only then do we. */
  isInsecure(server: string): Promise<boolean>;
  /** The engine's own, whose size a tag of several platforms is given with; null while it is not known. */
  platform(): Platform | null;
}

const timeoutMs = 20_000;
const mostTags = 200;
/** Tags whose size and date are asked for, one request or two each. */
const mostDetails = 20;
const mostRepositories = 500;
/** The registries' own HTTP API, for what the engine cannot be asked. Throws `registry` with its words. */
export function createRegistryApi(options: RegistryApiOptions): RegistryApi {
  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    try {
      // A redirect may lead to another host, which must not see the login: none is followed here.
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
  async function open(server: string, scope: string): Promise<Get> {
    const base = await baseOf(server);
    let authorization: string | null = null;
    return async function get<T>(path: string, accept = 'application/json', method = 'GET') {
      const request = () =>
        ask(`${base}${path}`, { method, headers: { accept, ...(authorization && { authorization }) } });
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
      // Blobs often lie elsewhere; what leads there is signed, and the login stays here.
      const elsewhere = path.includes('/blobs/') ? placeOf(response, base) : null;
      if (elsewhere !== null) response = await ask(elsewhere, { headers: { accept } });
      if (response.status !== 200) throw await refusal(response);
      const body = method === 'HEAD' ? null : JSON.parse(await limited(response));
      return { body: body as T, response };
    };
  }

  return {
    async tags(server, repository) {
      if (server === 'docker.io') return hubTags(repository, ask, options.platform());
      const get = await open(server, `repository:${repository}:pull`);
      const { body } = await get<{ tags?: string[] | null }>(`/v2/${repository}/tags/list?n=${mostTags}`);
      const names = (body.tags ?? []).slice(0, mostTags).sort(byVersion);
      const described = await Promise.all(
        names.slice(0, mostDetails).map((name) => tagDetails(get, repository, name, options.platform())),
      );
      const rest = names.slice(mostDetails).map(bareTag);
      return { tags: [...described, ...rest], more: names.length === mostTags };
    },
    async catalog(server) {
      const get = await open(server, 'registry:catalog:*');
      const { body } = await get<{ repositories?: string[] | null }>(`/v2/_catalog?n=${mostRepositories}`);
      const repositories = (body.repositories ?? []).slice(0, mostRepositories);
      return { repositories, more: repositories.length === mostRepositories };
    },
    async wait(server, repository, reference) {
      try {
        const get = await open(server, `repository:${repository}:pull`);
        await get(`/v2/${repository}/manifests/${reference}`, manifestTypes, 'HEAD');
        return '';
      } catch (error) {
        return (
          / \(retry (?:after|within) \d+ s\)/.exec(error instanceof Error ? error.message : '')?.[0] ?? ''
        );
      }
    },
  };
}

/** Newest version first: `2.10` before `2.9`. */
const byVersion = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

/** Where an answer sends us, if that is as safe as where it came from; null where it sends us nowhere. */
function placeOf(response: Response, base: string): string | null {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status >= 400 || location === null) return null;
  try {
    const url = new URL(location, base);
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && base.startsWith('http:'));
    return isSafe ? url.toString() : null;
  } catch {
    return null;
  }
}

function unreachable(url: string, error: unknown): LighterError {
  const { host } = new URL(url);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const words = cause || (error instanceof Error ? error.message : String(error));
  return new LighterError({ code: 'registry', message: `${host}: ${words}` });
}
