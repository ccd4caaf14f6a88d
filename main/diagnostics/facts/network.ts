import { connect } from 'node:net';
import { systemCode } from '../../engine/errors';
import { publicAddress } from './config';
import type { Lookup } from './lookup';
import type { EngineFacts, NameFact, ProxyFacts, ReachFact } from './types';

/** Where images come from unless their name says otherwise. */
export const hub = { host: 'registry-1.docker.io', port: 443 };
/** Where the hub's tokens come from. */
const hubAuth = 'auth.docker.io';

const limit = 2500;

/** Host and port of an address as variables and settings hold it; null for what is none. */
export function hostAndPort(address: string): { host: string; port: number } | null {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
    const usual = url.protocol === 'https:' ? 443 : 80;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return host === '' ? null : { host, port: url.port === '' ? usual : Number(url.port) };
  } catch {
    return null;
  }
}

/** The registries an image is pulled from: the engine's mirrors first, then the hub. */
export function registriesOf(engine: EngineFacts | null) {
  const mirrors = (engine?.mirrors ?? []).map(hostAndPort).filter((found) => found !== null);
  return [...mirrors.slice(0, 4), hub];
}

/** Resolves the hub's names as the system does. */
export function nameFacts(find: Lookup): Promise<NameFact[]> {
  return Promise.all(
    [hub.host, hubAuth].map((host) =>
      find(host).then(
        () => ({ host, error: null }),
        (error: unknown) => ({ host, error: systemCode(error) || 'ENOTFOUND' }),
      ),
    ),
  );
}

/** Opens a connection to each; nothing is sent. */
export function reachFacts(
  places: readonly { host: string; port: number }[],
  find: Lookup,
  signal: AbortSignal,
): Promise<ReachFact[]> {
  return Promise.all(
    places.map(async ({ host, port }) => {
      try {
        return { host, port, error: await reach(await find(host), port, signal) };
      } catch (error) {
        return { host, port, error: systemCode(error) || 'ENOTFOUND' };
      }
    }),
  );
}

function reach(address: string, port: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (error: string | null) => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(error);
    };
    const stop = () => end('ETIMEDOUT');
    signal.addEventListener('abort', stop);
    socket.setTimeout(limit, stop);
    socket.once('connect', () => end(null));
    socket.once('error', (error) => end(systemCode(error) || error.message));
  });
}

const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

/** The proxies in force here and at the engine, each tried. */
export async function proxyFacts(
  env: NodeJS.ProcessEnv,
  engine: EngineFacts | null,
  engineIsLocal: boolean,
  find: Lookup,
  signal: AbortSignal,
): Promise<ProxyFacts> {
  const own = Object.fromEntries(
    variables.flatMap((name) => {
      const value = env[name];
      return value ? [[name, publicAddress(value)]] : [];
    }),
  );
  // What a remote engine's proxy is called there says nothing here.
  const theirs = engine && engineIsLocal ? [engine.httpProxy, engine.httpsProxy] : [];
  const places = [...new Set([...Object.values(own), ...theirs])]
    .map(hostAndPort)
    .filter((at) => at !== null);
  return { own, tried: await reachFacts(places, find, signal) };
}
