import { createHash } from 'node:crypto';
import type { Place } from './reach';
import { parseSshUrl, sshUrl } from './ssh-destination';

export interface TlsFiles {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  /** False only where a context or `DOCKER_TLS` says so. */
  verify: boolean;
}

/** Where the transport has to dial. */
export type Target =
  | { kind: 'socket'; path: string }
  | { kind: 'tcp'; host: string; port: number; prefix: string; tls: TlsFiles | null };

export interface ParsedHost {
  target: Place;
  /** Without credentials. */
  url: string;
  /** `localhost` where the engine is on this machine. */
  host: string;
  remote: boolean;
  /** Over the network without TLS: whoever reaches it may do everything. */
  plain: boolean;
}

/** Thrown by `parseHost`; its message says what is wrong, without credentials. */
export class BadEndpoint extends Error {}

/** The platform's own endpoint, as `DOCKER_HOST` would say it. */
export function defaultHost(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}

/** What stands in place of an endpoint that cannot be used, without its credentials. */
export function publicHost(text: string): string {
  return text.replace(/^([a-z+]+:\/\/)?[^/@]*@/i, '$1').replace(/[?#].*$/, '');
}

/** The folder that docker keeps a context in: the hash of its name. */
export function contextFolder(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function socket(scheme: 'unix' | 'npipe', path: string): ParsedHost {
  return {
    target: { kind: 'socket', path },
    url: `${scheme}://${path}`,
    host: 'localhost',
    remote: false,
    plain: false,
  };
}

/**
 * Reads an endpoint as the docker CLI writes it: `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`, or
 * `host:port`. With `tls`, tcp means TLS. Throws `BadEndpoint`.
 */
export function parseHost(text: string, platform: NodeJS.Platform, tls: TlsFiles | null): ParsedHost {
  const value = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase() ?? 'tcp';
  const rest = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  switch (scheme) {
    case 'unix':
      return socket('unix', rest === '' ? '/var/run/docker.sock' : rest);
    case 'npipe': {
      if (platform !== 'win32') throw new BadEndpoint('Named pipes exist on Windows only.');
      return socket('npipe', rest === '' ? '//./pipe/docker_engine' : rest.replaceAll('\\', '/'));
    }
    case 'ssh':
      return overSsh(value);
    case 'tcp':
    case 'http':
    case 'https':
      return network(scheme, rest, tls);
    default:
      throw new BadEndpoint(`Unknown protocol in the endpoint: ${scheme}.`);
  }
}

/** Another machine even where it is called localhost: a virtual machine, or a port that leads elsewhere. */
function overSsh(text: string): ParsedHost {
  const parsed = parseSshUrl(text);
  if (!parsed.ok) throw new BadEndpoint(parsed.message);
  const { destination } = parsed;
  return {
    target: { kind: 'ssh', destination },
    url: sshUrl(destination),
    host: destination.host,
    remote: true,
    plain: false,
  };
}

function network(scheme: 'tcp' | 'http' | 'https', rest: string, tls: TlsFiles | null): ParsedHost {
  const secure = scheme === 'https' ? (tls ?? { verify: true }) : scheme === 'tcp' ? tls : null;
  const port = secure ? 2376 : 2375;
  let url: URL;
  try {
    url = new URL(`lighter://${rest === '' || rest.startsWith(':') ? `localhost${rest}` : rest}`);
  } catch {
    throw new BadEndpoint(`The endpoint is not an address: ${publicHost(`${scheme}://${rest}`)}.`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '') throw new BadEndpoint('The endpoint has no host.');
  const prefix = url.pathname.replace(/\/+$/, '');
  const number = url.port === '' ? port : Number(url.port);
  const local = host === 'localhost' || host === '::1' || /^127\./.test(host);
  return {
    target: { kind: 'tcp', host, port: number, prefix, tls: secure },
    url: `${scheme}://${url.hostname}:${number}${prefix}`,
    host: local ? 'localhost' : host,
    remote: !local,
    plain: secure === null,
  };
}
