import type { KeptBy, RegistryLogin } from '@contract/registries';
import { toLighterError } from '../engine/errors';
import { type CredentialHelper, credentialHelper } from './credential-helper';
import type { Credential, DockerConfig, LoginConfig } from './docker-config';
import { configKey, isKeyOf, serverName } from './server-name';
import type { Vault } from './vault';

/** All logins to registries, wherever they are kept; each is given to its own registry and to no other. */
export interface Logins {
  find(server: string): Promise<Credential | null>;
  /** Whether Lighter itself keeps the login that `find` gives: the Docker CLI does not know it. */
  isOurs(server: string): Promise<boolean>;
  /** `X-Registry-Auth` for a registry; null without a login. */
  header(server: string): Promise<string | null>;
  keep(server: string, credential: Credential): Promise<{ keptBy: KeptBy; helper: string | null }>;
  forget(server: string): Promise<void>;
  list(): Promise<{ logins: RegistryLogin[]; problems: string[] }>;
  /** Where a login to `server` would be kept; without one, to registries in general. */
  place(server?: string): Promise<{ by: KeptBy; helper: string | null }>;
}

interface LoginsOptions {
  config: DockerConfig;
  vault: Vault;
  /** For the helpers: the environment Lighter was started with. */
  env: NodeJS.ProcessEnv;
}

export function createLogins({ config, vault, env }: LoginsOptions): Logins {
  const helperOf = ({ credHelpers, credsStore }: LoginConfig, server: string) =>
    [...credHelpers].find(([key]) => isKeyOf(key, server))?.[1] ?? credsStore;
  const helper = (name: string): CredentialHelper => credentialHelper(name, env);

  async function find(server: string): Promise<Credential | null> {
    const known = await config.read();
    const name = helperOf(known, server);
    const kept = name === null ? null : await helper(name).get(configKey(server));
    if (kept) return kept;
    const ours = await vault.get(server);
    if (ours) return ours;
    for (const [key, credential] of known.auths) if (credential && isKeyOf(key, server)) return credential;
    return null;
  }

  async function isOurs(server: string): Promise<boolean> {
    const ours = await vault.get(server);
    if (!ours) return false;
    const found = await find(server).catch(() => null);
    return found === ours;
  }

  async function place(server?: string) {
    const known = await config.read();
    const name = server === undefined ? known.credsStore : helperOf(known, server);
    if (name !== null) return { by: 'helper' as const, helper: name };
    return { by: await vault.kind(), helper: null };
  }

  return {
    find,
    isOurs,
    place,
    async header(registry) {
      try {
        const server = serverName(registry);
        const credential = await find(server);
        return credential && authHeader(server, credential);
      } catch {
        // As the docker CLI does: without what a helper does not give, a public image comes all the same.
        return null;
      }
    },
    async keep(server, credential) {
      const { by, helper: name } = await place(server);
      if (name === null) await vault.set(server, credential);
      else {
        await helper(name).store(configKey(server), credential);
        await config.note(configKey(server));
        // An older login of ours must not come back when the helper goes.
        await vault.forget(server);
      }
      return { keptBy: by, helper: name };
    },
    async forget(server) {
      await vault.forget(server);
      const known = await config.read();
      const name = helperOf(known, server);
      if (name !== null) await helper(name).erase(configKey(server));
      await config.forget(server);
    },
    async list() {
      const logins = new Map<string, RegistryLogin>();
      const problems: string[] = [];
      const add = (server: string, user: string | null, keptBy: KeptBy, name: string | null = null) => {
        if (!logins.has(server)) logins.set(server, { server, user, keptBy, helper: name });
      };
      const attempt = async (work: () => Promise<void>) => {
        try {
          await work();
        } catch (error) {
          problems.push(toLighterError(error).message);
        }
      };
      await attempt(async () => {
        const known = await config.read();
        const names = new Set([
          ...known.credHelpers.values(),
          ...(known.credsStore ? [known.credsStore] : []),
        ]);
        for (const name of names) {
          await attempt(async () => {
            for (const [key, user] of await helper(name).list()) {
              // Helpers keep other programs' secrets too (git's); what is no registry's name is not ours.
              const server = nameOf(key);
              if (server && helperOf(known, server) === name) {
                add(server, user === '<token>' ? null : user, 'helper', name);
              }
            }
          });
        }
        for (const [key, credential] of known.auths) {
          const server = nameOf(key);
          if (server && credential && !(await vault.get(server))) add(server, credential.user, 'config');
        }
      });
      await attempt(async () => {
        const kind = await vault.kind();
        for (const [server, { user }] of await vault.all()) add(server, user, kind);
      });
      return { logins: [...logins.values()].sort((a, b) => (a.server < b.server ? -1 : 1)), problems };
    },
  };
}

function nameOf(key: string): string | null {
  try {
    return serverName(key);
  } catch {
    return null;
  }
}

/** `X-Registry-Auth`: JSON in URL-safe base64 with its padding, without which the engine ignores it. Pure. */
export function authHeader(server: string, { user, secret, isIdentityToken }: Credential): string {
  const serveraddress = configKey(server);
  const auth = isIdentityToken
    ? { identitytoken: secret, serveraddress }
    : { username: user ?? '', password: secret, serveraddress };
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
