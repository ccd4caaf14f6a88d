import { z } from 'zod';
import { call } from './define';
import { epoch, imageRef } from './ids';

/** A registry as people name it: `registry.example`, `localhost:5000`, `docker.io`, or an address. */
const server = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[a-zA-Z0-9.:/_[\]-]+$/);

/** Who keeps a login: a program of the docker CLI's, its config.json, the system's safe storage, or only we. */
export type KeptBy = 'helper' | 'config' | 'safe' | 'session';

/** A registry somebody is logged in to; the secret never crosses. */
export interface RegistryLogin {
  /** `docker.io` for Docker Hub. */
  server: string;
  /** Null where only a token is known. */
  user: string | null;
  keptBy: KeptBy;
  /** The helper's name: `desktop`, `pass`. */
  helper: string | null;
}

export interface RegistryList {
  logins: RegistryLogin[];
  /** Where the next login would be kept. */
  keeps: { by: KeptBy; helper: string | null };
  /** What could not be read, in words: a broken config.json, a helper that does not answer. */
  problems: string[];
  /** Registries and networks the engine talks to without TLS or without checking it; null when it is away. */
  insecure: string[] | null;
}

/** One hit of Docker Hub's search. */
export interface SearchHit {
  name: string;
  description: string;
  stars: number;
  official: boolean;
}

/** One tag of a repository, as far as the registry tells. */
export interface RepositoryTag {
  name: string;
  digest: string | null;
  /** Bytes to download, for the engine's platform where there are several. */
  size: number | null;
  /** ms since 1970. */
  updatedAt: number | null;
}

export const registryCalls = {
  'registries.list': call(z.strictObject({})).returns<RegistryList>(),
  /** `POST /auth`, then kept where the docker CLI would keep it. */
  'registries.login': call(
    z.strictObject({
      epoch,
      server,
      user: z.string().min(1).max(300),
      secret: z.string().min(1).max(20_000),
    }),
  ).returns<{ keptBy: KeptBy; helper: string | null }>(),
  /** Forgets the login wherever it is kept. */
  'registries.logout': call(z.strictObject({ server })).returns<null>(),
  /** `GET /images/search` */
  'registries.search': call(z.strictObject({ term: z.string().min(1).max(200) })).returns<SearchHit[]>(),
  /** The tags of an image's repository, newest first where the registry tells; asked of the registry itself. */
  'registries.tags': call(z.strictObject({ name: imageRef })).returns<{
    tags: RepositoryTag[];
    /** There are more than these. */
    more: boolean;
  }>(),
  /** The repositories of a registry that lists them (`GET /v2/_catalog`). */
  'registries.catalog': call(z.strictObject({ server })).returns<{ repositories: string[]; more: boolean }>(),
};
