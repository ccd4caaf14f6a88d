import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { systemCode } from '../../engine/errors';
import { publicAddress } from './config';
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
export async function nameFacts(signal: AbortSignal): Promise<NameFact[]> {
  return Promise.all(
    [hub.host, hubAuth].map(async (host) => {
      try {
        await before(lookup(host), signal);
        return { host, error: null };
      } catch (error) {
        return { host, error: systemCode(error) || 'ETIMEDOUT' };
      }
    }),
  );
}

/** Opens a connection to each; nothing is sent. */
export function reachFacts(
  places: readonly { host: string; port: number }[],
  signal: AbortSignal,
): Promise<ReachFact[]> {
  return Promise.all(places.map((place) => reach(place, signal)));
}

function reach({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<ReachFact> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (error: string | null) => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve({ host, port, error });
    };
    const stop = () => end('ETIMEDOUT');
    // Not the socket's own timer: it does not run while a name is being resolved.
    const late = setTimeout(stop, limit);
    signal.addEventListener('abort', stop);
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
  return { own, tried: await reachFacts(places, signal) };
}

/** Name resolution cannot be stopped, only no longer be waited for. */
function before<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = () => reject(new Error('late'));
    const timer = setTimeout(late, limit);
    signal.addEventListener('abort', late, { once: true });
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', late);
    });
  });
}
