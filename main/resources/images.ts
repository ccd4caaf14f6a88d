import type { ImageRow } from '@contract/images';
import { enginePath } from '../engine/path';
import type { ResourceDef } from './types';

/** One entry of `GET /images/json`. */
export interface RawImage {
  Id: string;
  RepoTags?: string[] | null;
  RepoDigests?: string[] | null;
  /** Seconds since 1970. */
  Created?: number;
  Size?: number;
  Labels?: Record<string, string> | null;
}

/** Actions that leave every image, tag and digest as it is; a push gives an image its digest. */
const withoutEffect = new Set(['save', 'mount', 'unmount']);

/**
 * Images, from `GET /images/json`. There is no filter by id, events name a tag as often as an id, and one tag
 * moving changes two images: the list is read whole, which is cheap.
 */
export const images: ResourceDef<'images', RawImage> = {
  kind: 'images',
  byKey: false,
  list: (client) =>
    client.request<RawImage[] | null>('GET', enginePath`/images/json`).then((list) => list ?? []),
  keyOf: (raw) => raw.Id,
  toRow,
  affectedBy: (event) => (event.type === 'image' && !withoutEffect.has(event.action) ? 'all' : []),
};

function toRow(raw: RawImage): ImageRow {
  return {
    id: raw.Id,
    // 20.10 writes `<none>:<none>` where newer engines send an empty list.
    tags: (raw.RepoTags ?? []).filter((tag) => !tag.startsWith('<none>')).sort(),
    digests: (raw.RepoDigests ?? []).filter((digest) => !digest.startsWith('<none>')).sort(),
    createdAt: (raw.Created ?? 0) * 1000,
    size: raw.Size ?? 0,
    labels: raw.Labels ?? {},
  };
}
