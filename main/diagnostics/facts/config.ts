import { readdir, readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { resolveEndpoint } from '../../engine/endpoint';
import { systemCode } from '../../engine/errors';
import { parseHost, type Target } from '../../engine/host-url';
import type { Place } from '../../engine/reach';
import type { Surroundings } from './surroundings';
import type { ConfigFacts, EndpointFacts } from './types';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An address without user, password, query and fragment, also where they are badly written. */
export function publicAddress(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  return (scheme + rest.slice(rest.lastIndexOf('@') + 1)).replace(/[?#].*$/, '');
}

/** What config.json and the contexts' folder hold, without `auths`. */
export async function configFacts({ env, home, platform }: Surroundings): Promise<ConfigFacts> {
  const { join } = platform === 'win32' ? win32 : posix;
  const folder = env.DOCKER_CONFIG || join(home, '.docker');
  const facts: ConfigFacts = {
    folder,
    state: 'ok',
    line: null,
    currentContext: null,
    contexts: await contextNames(join(folder, 'contexts', 'meta'), join),
    helpers: [],
    proxies: [],
  };
  let text: string;
  try {
    text = await readFile(join(folder, 'config.json'), 'utf8');
  } catch (error) {
    return { ...facts, state: systemCode(error) === 'ENOENT' ? 'missing' : 'unreadable' };
  }
  return { ...facts, ...readConfig(text) };
}

/** The parts of config.json that are judged. Pure; never quotes the file. */
export function readConfig(text: string): Omit<ConfigFacts, 'folder' | 'contexts'> {
  const nothing = { line: null, currentContext: null, helpers: [], proxies: [] };
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    return { ...nothing, state: 'bad-json', line: lineOf(error, text) };
  }
  if (!isObject(config)) return { ...nothing, state: 'bad-json' };
  const store = typeof config.credsStore === 'string' && config.credsStore !== '' ? [config.credsStore] : [];
  const each = isObject(config.credHelpers) ? Object.values(config.credHelpers) : [];
  const helpers = [...store, ...each].filter((name): name is string => typeof name === 'string');
  const proxies = Object.values(isObject(config.proxies) ? config.proxies : {})
    .filter(isObject)
    .flatMap(({ httpProxy, httpsProxy }) => [httpProxy, httpsProxy])
    .filter((address): address is string => typeof address === 'string' && address !== '');
  return {
    state: 'ok',
    line: null,
    currentContext: typeof config.currentContext === 'string' ? config.currentContext : null,
    helpers: [...new Set(helpers)],
    proxies: [...new Set(proxies.map(publicAddress))],
  };
}

function lineOf(error: unknown, text: string): number | null {
  const message = error instanceof Error ? error.message : '';
  const at = /position (\d+)/.exec(message)?.[1];
  // An end that came too early has no position: it is the last line.
  if (at === undefined) return /end of JSON/i.test(message) ? text.split('\n').length : null;
  return text.slice(0, Number(at)).split('\n').length;
}

async function contextNames(folder: string, join: typeof posix.join): Promise<string[]> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch {
    return [];
  }
  const names = await Promise.all(
    entries.slice(0, 100).map(async (entry) => {
      try {
        const meta: unknown = JSON.parse(await readFile(join(folder, entry, 'meta.json'), 'utf8'));
        return isObject(meta) && typeof meta.Name === 'string' ? meta.Name : null;
      } catch {
        return null;
      }
    }),
  );
  return names.filter((name): name is string => name !== null);
}

/** Sources that the docker CLI knows too, and the search where nothing is set. */
const byRule = new Set<string>(['DOCKER_HOST', 'DOCKER_CONTEXT', 'config', 'default', 'well-known']);

/** The endpoint in force with how it came to be, and what to dial. */
export async function endpointFacts(
  around: Surroundings,
): Promise<{ facts: EndpointFacts; target: Target | null }> {
  const { env, home, platform, endpoint } = around;
  const resolution = await resolveEndpoint({ env, home, platform, readFile });
  const choices = resolution.ok ? [resolution.endpoint, ...resolution.alternatives] : [];
  const chosen = choices.find(({ row }) => row.url === endpoint.url);
  // Before the connection has looked anywhere, and where what is set cannot be used: what the rules say.
  const first = resolution.ok ? resolution.endpoint : null;
  const place =
    chosen?.target ?? (endpoint.url === '' ? first?.target : parsed(endpoint.url, platform)) ?? null;
  // An endpoint chosen in Lighter stands above the rules: what they stumble over does not matter to it.
  const isChosen = endpoint.url !== '' && !byRule.has(endpoint.source);
  const failure = resolution.ok || isChosen ? null : { code: resolution.code, message: resolution.message };
  // What is behind ssh cannot be dialled from here; the connection tells how that goes.
  const usable = failure || place?.kind === 'ssh' ? null : place;
  return {
    target: usable,
    facts: {
      dockerHost: env.DOCKER_HOST ? publicAddress(env.DOCKER_HOST) : null,
      dockerContext: env.DOCKER_CONTEXT || null,
      tlsAsked: Boolean(env.DOCKER_TLS_VERIFY || env.DOCKER_TLS),
      certFolder: env.DOCKER_CERT_PATH || null,
      row: isChosen
        ? endpoint
        : (chosen?.row ??
          (endpoint.url === '' && first ? first.row : resolution.ok ? endpoint : resolution.row)),
      kind: usable?.kind ?? null,
      address:
        usable === null ? '' : usable.kind === 'socket' ? usable.path : `${usable.host}:${usable.port}`,
      tls: usable?.kind === 'tcp' && usable.tls !== null,
      failure,
    },
  };
}

function parsed(url: string, platform: NodeJS.Platform): Place | undefined {
  try {
    return parseHost(url, platform, null).target;
  } catch {
    return undefined;
  }
}
