import { LighterError } from '@contract/errors';
import { imageRef } from '@contract/ids';

/** An image reference taken apart, as the docker CLI understands it. */
export interface ImageRef {
  /** `docker.io` where none was named. */
  registry: string;
  /** Without the registry: `library/nginx`. */
  repository: string;
  /** Null only where a digest was named without a tag. */
  tag: string | null;
  digest: string | null;
  /** How people write the repository: `nginx`, `me/app`, `localhost:5000/app`. */
  name: string;
  /** `name` with its tag and digest: `nginx:latest`. */
  familiar: string;
}

/**
 * Reads a reference as it is typed: `nginx` is `docker.io/library/nginx:latest`. Throws `invalid-input`.
 */
export function parseImageRef(text: string): ImageRef {
  const value = text.trim();
  if (!imageRef.safeParse(value).success || /^[a-f0-9]{64}$/.test(value)) {
    throw new LighterError({
      code: 'invalid-input',
      message: `Not an image reference: ${value.slice(0, 200)}`,
    });
  }
  const [rest = '', digest = null] = value.split('@', 2);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const path = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : digest === null ? 'latest' : null;
  const { registry, repository } = splitRegistry(path);
  const name =
    registry === 'docker.io' ? repository.replace(/^library\/(?=[^/]+$)/, '') : `${registry}/${repository}`;
  const familiar = name + (tag === null ? '' : `:${tag}`) + (digest === null ? '' : `@${digest}`);
  return { registry, repository, tag, digest, name, familiar };
}

/** A first part is a registry when it looks like a host: a dot, a port, capitals, or `localhost`. */
function splitRegistry(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const registry = isHost ? first : 'docker.io';
  const rest = isHost ? path.slice(slash + 1) : path;
  if (registry !== 'docker.io' && registry !== 'index.docker.io') return { registry, repository: rest };
  return { registry: 'docker.io', repository: rest.includes('/') ? rest : `library/${rest}` };
}

/**
 * The query of `POST /images/create` that pulls exactly this image. `tag` is always there: without it the
 * engine pulls every tag of the repository.
 */
export function pullQuery(ref: ImageRef): { fromImage: string; tag: string } {
  return { fromImage: ref.name, tag: ref.digest ?? ref.tag ?? 'latest' };
}
