import { LighterError } from '@contract/errors';
import { toLighterError } from '../engine/errors';
import { parseImageRef } from '../engine/image-ref';
import { enginePath } from '../engine/path';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { asRefusal } from '../tasks/pull';
import type { Registries } from './connect';
import { insecureRegistries } from './insecure';
import type { Logins } from './logins';
import { configKey, serverName } from './server-name';

type Name = Extract<keyof CallHandlers, `registries.${string}`>;

/** The registry may be far away, ms. */
const timeoutMs = 60_000;

/** The handlers of all `registries.*` calls. */
export function registryHandlers({
  connection,
  logins,
  registries: { api, canReach },
}: {
  connection: Connection;
  logins: Logins;
  registries: Registries;
}): Pick<CallHandlers, Name> {
  const reachable = (server: string) => {
    if (!canReach(server)) {
      throw new LighterError({
        code: 'unsupported',
        message: `${server} is on the engine's machine; Lighter cannot reach it from here.`,
      });
    }
    return server;
  };

  return {
    'registries.list': async () => {
      const [{ logins: known, problems }, keeps, insecure] = await Promise.all([
        logins.list(),
        logins.place().catch(() => ({ by: 'session' as const, helper: null })),
        connection.client ? insecureRegistries(connection.client).catch(() => null) : null,
      ]);
      return { logins: known, keeps, problems, insecure };
    },
    'registries.login': async ({ epoch, server: text, user, secret }) => {
      const server = serverName(text);
      const client = connection.require(epoch);
      let token: string | undefined;
      try {
        const answer = await client.request<{ IdentityToken?: string } | null>('POST', enginePath`/auth`, {
          body: { username: user, password: secret, serveraddress: configKey(server) },
          timeoutMs,
        });
        token = answer?.IdentityToken;
      } catch (error) {
        const typed = toLighterError(error);
        // 401 is the registry's, not the engine's; so is whatever the engine could not do there (500).
        throw typed.status === 401 || typed.status === 500
          ? new LighterError({ ...typed.toData(), code: 'registry' })
          : typed;
      }
      return logins.keep(
        server,
        token ? { user, secret: token, isIdentityToken: true } : { user, secret, isIdentityToken: false },
      );
    },
    'registries.logout': async ({ server }) => {
      await logins.forget(serverName(server));
      return null;
    },
    'registries.search': async ({ term }) => {
      const header = await logins.header('docker.io');
      const hits = await connection
        .require()
        .request<RawHit[] | null>('GET', enginePath`/images/search`, {
          query: { term, limit: 25 },
          headers: header ? { 'X-Registry-Auth': header } : {},
          timeoutMs,
        })
        .catch((error: unknown) => {
          throw asRefusal(error);
        });
      return (hits ?? []).map((hit) => ({
        name: hit.name ?? '',
        description: hit.description ?? '',
        stars: hit.star_count ?? 0,
        official: hit.is_official ?? false,
      }));
    },
    'registries.tags': ({ name }) => {
      const { registry, repository } = parseImageRef(name);
      return api.tags(reachable(serverName(registry)), repository);
    },
    'registries.catalog': ({ server }) => api.catalog(reachable(serverName(server))),
  };
}

interface RawHit {
  name?: string;
  description?: string;
  star_count?: number;
  is_official?: boolean;
}
