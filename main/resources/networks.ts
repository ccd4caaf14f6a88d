import { enginePath } from '../engine/path';
import type { ResourceDef } from './types';

/** One entry of `GET /networks`. */
export interface RawNetwork {
  Id: string;
  Name?: string;
  Driver?: string;
  Scope?: string;
}

/** Networks, from `GET /networks`. */
export const networks: ResourceDef<'networks', RawNetwork> = {
  kind: 'networks',
  byKey: true,
  list: (client, keys) =>
    client
      .request<RawNetwork[] | null>('GET', enginePath`/networks`, {
        query: { filters: keys && JSON.stringify({ id: keys }) },
      })
      .then((list) => list ?? []),
  keyOf: (raw) => raw.Id,
  toRow: (raw) => ({
    id: raw.Id,
    name: raw.Name ?? '',
    driver: raw.Driver ?? '',
    scope: raw.Scope ?? '',
  }),
  affectedBy: (event) =>
    event.type === 'network' && event.action !== 'connect' && event.action !== 'disconnect' ? [event.id] : [],
};
