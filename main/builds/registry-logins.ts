import type { DockerfileFacts } from '@contract/builds';
import { parseImageRef } from '../engine/image-ref';
import type { Logins as AllLogins } from '../registries/logins';
import { configKey, serverName } from '../registries/server-name';

export type Logins = Pick<AllLogins, 'find' | 'isOurs'>;

/** A registry's login as BuildKit asks for it; null without one. An identity token goes without a name. */
export async function loginFor(
  logins: Logins,
  host: string,
): Promise<{ user: string; secret: string } | null> {
  const found = await logins.find(serverName(host));
  if (!found) return null;
  return { user: found.isIdentityToken ? '' : (found.user ?? ''), secret: found.secret };
}

/** `X-Registry-Config` for the classic builder: the logins of the registries that the stages name, and no other. */
export async function registryConfig(
  logins: Logins,
  stages: DockerfileFacts['stages'],
): Promise<string | null> {
  const servers = new Set(stages.flatMap(({ image }) => serverOf(image)));
  const config: Record<string, object> = {};
  for (const server of servers) {
    const found = await logins.find(server).catch(() => null);
    if (!found) continue;
    config[configKey(server)] = found.isIdentityToken
      ? { identitytoken: found.secret, serveraddress: configKey(server) }
      : { username: found.user ?? '', password: found.secret, serveraddress: configKey(server) };
  }
  if (Object.keys(config).length === 0) return null;
  // URL-safe: the engine drops what it cannot decode without a word.
  return Buffer.from(JSON.stringify(config)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** Whether a stage's registry has a login that only Lighter keeps. */
export async function needsOwnLogin(logins: Logins, stages: DockerfileFacts['stages']): Promise<boolean> {
  for (const server of new Set(stages.flatMap(({ image }) => serverOf(image))))
    if (await logins.isOurs(server)) return true;
  return false;
}

function serverOf(image: string): string[] {
  try {
    return [serverName(parseImageRef(image).registry)];
  } catch {
    // A variable stands there, or a stage.
    return [];
  }
}
