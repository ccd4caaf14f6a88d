import { readdir, readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { resolveEndpoint } from '../../engine/endpoint';
import { systemCode } from '../../engine/errors';
import { parseHost } from '../../engine/host-url';
import type { Place } from '../../engine/reach';
import type { Surroundings } from './surroundings';
import type { ConfigFacts, EndpointFacts } from './types';
import type { Ways } from './way';

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

/** The endpoint in force with how it came to be, and where it leads: an engine picked in Lighter above the rules. */
export async function endpointFacts(
  around: Surroundings,
  chosen: Ways['chosen'],
): Promise<{ facts: EndpointFacts; place: Place | null }> {
  const { env, home, platform, endpoint } = around;
  const picked = await chosen();
  const resolution = picked ?? (await resolveEndpoint({ env, home, platform, readFile }));
  const choices = resolution.ok ? [resolution.endpoint, ...resolution.alternatives] : [];
  const current = choices.find(({ row }) => row.url === endpoint.url);
  // Before the connection has looked anywhere, and where it is on its way to what was picked.
  const first = resolution.ok && (picked !== null || endpoint.url === '') ? resolution.endpoint : null;
  const failure = resolution.ok ? null : { code: resolution.code, message: resolution.message };
  const place = failure ? null : ((current ?? first)?.target ?? parsed(endpoint.url, platform) ?? null);
  // The connection knows the host that an alias of ssh stands for.
  const row = current ? endpoint : first?.row;
  return {
    place,
    facts: {
      dockerHost: env.DOCKER_HOST ? publicAddress(env.DOCKER_HOST) : null,
      dockerContext: env.DOCKER_CONTEXT || null,
      tlsAsked: Boolean(env.DOCKER_TLS_VERIFY || env.DOCKER_TLS),
      certFolder: env.DOCKER_CERT_PATH || null,
      row: row ?? (resolution.ok ? endpoint : resolution.row),
      kind: place?.kind ?? null,
      address: place === null ? '' : addressOf(place),
      tls: place?.kind === 'tcp' && place.tls !== null,
      failure,
    },
  };
}

function addressOf(place: Place): string {
  switch (place.kind) {
    case 'socket':
      return place.path;
    case 'ssh':
      return `${place.destination.host}:${place.destination.socket}`;
    case 'tcp':
      return `${place.host}:${place.port}`;
  }
}

function parsed(url: string, platform: NodeJS.Platform): Place | undefined {
  try {
    return parseHost(url, platform, null).target;
  } catch {
    return undefined;
  }
}
