import { LighterError } from '@contract/errors';
import type { RepositoryTag } from '@contract/registries';
import type { Get } from './api';

/** As Go and registries call them: `linux`, `amd64`. */
export interface Platform {
  os: string;
  architecture: string;
}

export const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

interface Manifest {
  config?: { digest?: string; size?: number };
  layers?: { size?: number }[];
  /** Of an index: one image a platform, and others that are none. */
  manifests?: { digest?: string; platform?: { os?: string; architecture?: string } }[];
}

/** A tag of which nothing but its name is known. */
export const bareTag = (name: string): RepositoryTag => ({ name, digest: null, size: null, updatedAt: null });

/**
 * A tag's digest, and size and date of the image that this platform would pull; what the registry does not tell
 * stays null. Throws only what hits all tags alike: too many requests.
 */
export async function tagDetails(
  get: Get,
  repository: string,
  name: string,
  platform: Platform | null,
): Promise<RepositoryTag> {
  const manifest = (reference: string) =>
    get<Manifest>(`/v2/${repository}/manifests/${reference}`, manifestTypes);
  try {
    const { body, response } = await manifest(name);
    const digest = response.headers.get('docker-content-digest');
    const own = ownManifest(body, platform);
    const image = body.layers ? body : own === null ? {} : (await manifest(own)).body;
    if (!image.layers) return { ...bareTag(name), digest };
    const size = image.layers.reduce((sum, layer) => sum + (layer.size ?? 0), image.config?.size ?? 0);
    return { name, digest, size, updatedAt: await madeAt(get, repository, image.config?.digest) };
  } catch (error) {
    // One tag that cannot be read must not hide the others; a refusal that hits all of them is told.
    if (error instanceof LighterError && error.status === 429) throw error;
    return bareTag(name);
  }
}

const isDigest = (text: string | undefined): text is string => /^sha256:[a-f0-9]{64}$/.test(text ?? '');

/** The digest of the platform's own image in an index; null where it has none. Pure. */
function ownManifest({ manifests }: Manifest, platform: Platform | null): string | null {
  const own = manifests?.find(
    ({ platform: its }) => its?.os === platform?.os && its?.architecture === platform?.architecture,
  );
  return isDigest(own?.digest) ? own.digest : null;
}

async function madeAt(get: Get, repository: string, config: string | undefined): Promise<number | null> {
  if (!isDigest(config)) return null;
  try {
    const { body } = await get<{ created?: string }>(`/v2/${repository}/blobs/${config}`, '*/*');
    return toTime(body.created);
  } catch {
    return null;
  }
}

/** ms since 1970; null for what is no date, and for the zero that reproducible builds put there. Pure. */
export function toTime(text: string | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) || time <= 0 ? null : time;
}
