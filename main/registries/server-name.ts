import { LighterError } from '@contract/errors';

/** What the docker CLI calls Docker Hub in its files. */
const hubKey = 'https://index.docker.io/v1/';
const hubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com']);

/**
 * The one name of a registry, `host[:port]` in small letters, out of whatever people and files call it: an
 * address, with a path behind it, any of Docker Hub's names (`docker.io`). Throws `invalid-input`. Pure.
 */
export function serverName(text: string): string {
  const host = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:\d{1,5})?$/.test(host)) {
    throw new LighterError({ code: 'invalid-input', message: 'Not the name of a registry.' });
  }
  return hubNames.has(host) ? 'docker.io' : host;
}

/** The key under which the docker CLI and its helpers keep a registry's login. Pure. */
export const configKey = (server: string) => (server === 'docker.io' ? hubKey : server);

/** Whether a key of the CLI's files is about this registry: they hold addresses as often as names. Pure. */
export function isKeyOf(key: string, server: string): boolean {
  try {
    return serverName(key) === server;
  } catch {
    return false;
  }
}
