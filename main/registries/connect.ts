import type { Connection } from '../engine/types';
import { createRegistryApi, type Fetch, type RegistryApi } from './api';
import { insecureRegistries, isInsecure } from './insecure';
import { createWithWait, type WithWait } from './limits';
import type { Logins } from './logins';

/** The registries themselves, asked past the engine for what it cannot be asked. */
export interface Registries {
  api: RegistryApi;
  /** Whether this machine can reach it by its name. */
  canReach(server: string): boolean;
  withWait: WithWait;
}

/** Asks as the engine in use would: with the same logins, and without TLS only where it does so too. */
export function connectRegistries({
  connection,
  logins,
  fetch,
}: {
  connection: Connection;
  logins: Pick<Logins, 'find'>;
  fetch: Fetch;
}): Registries {
  const api = createRegistryApi({
    fetch,
    credential: logins.find,
    isInsecure: async (server) => isInsecure(server, await insecureRegistries(connection.require())),
    platform: () => {
      const { version } = connection.row;
      return version && { os: version.os, architecture: version.arch };
    },
  });
  /** A loopback name means the engine's machine, which is not ours where the engine is remote. */
  const canReach = (server: string) =>
    !(connection.row.endpoint.remote && /^(localhost|127\.|\[::1\])/.test(server));
  return { api, canReach, withWait: createWithWait(api, canReach) };
}
