import { enginePath } from '../engine/path';
import type { ResourceDef } from './types';

/** One entry of `GET /volumes`. */
export interface RawVolume {
  Name: string;
  Driver?: string;
  /** RFC 3339. */
  CreatedAt?: string;
}

/** Volumes, from `GET /volumes`. Its name filter matches parts of names, so more may come than was asked for. */
export const volumes: ResourceDef<'volumes', RawVolume> = {
  kind: 'volumes',
  byKey: true,
  list: (client, keys) =>
    client
      .request<{ Volumes?: RawVolume[] | null } | null>('GET', enginePath`/volumes`, {
        query: { filters: keys && JSON.stringify({ name: keys }) },
      })
      .then((list) => list?.Volumes ?? []),
  keyOf: (raw) => raw.Name,
  toRow: (raw) => {
    const createdAt = Date.parse(raw.CreatedAt ?? '');
    return {
      name: raw.Name,
      driver: raw.Driver ?? '',
      createdAt: Number.isNaN(createdAt) ? null : createdAt,
    };
  },
  affectedBy: (event) =>
    event.type === 'volume' && event.action !== 'mount' && event.action !== 'unmount' ? [event.id] : [],
};
