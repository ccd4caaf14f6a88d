import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LighterError } from '@contract/errors';
import { systemCode } from '../engine/errors';
import { isKeyOf } from './server-name';

/** A login: a password or access token of a user, or an identity token that stands for both. */
export interface Credential {
  user: string | null;
  secret: string;
  isIdentityToken: boolean;
}

/** The part of the docker CLI's config.json that is about logins. */
export interface LoginConfig {
  /** By the CLI's own key; null where the secret is somewhere else. */
  auths: Map<string, Credential | null>;
  credsStore: string | null;
  /** The helper of single registries, by key. */
  credHelpers: Map<string, string>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A helper's name becomes a program's name: nothing but letters, digits and dashes. */
const isHelper = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,60}$/.test(value);

/** Reads config.json; what is not as it should be counts as not there. Throws only on what is no JSON. Pure. */
export function parseLogins(text: string): LoginConfig {
  const config: unknown = text.trim() === '' ? {} : JSON.parse(text);
  const { auths, credsStore, credHelpers } = isObject(config) ? config : {};
  return {
    auths: new Map(
      Object.entries(isObject(auths) ? auths : {}).map(([key, entry]) => [key, toCredential(entry)]),
    ),
    credsStore: isHelper(credsStore) ? credsStore : null,
    credHelpers: new Map(
      Object.entries(isObject(credHelpers) ? credHelpers : {}).filter((pair): pair is [string, string] =>
        isHelper(pair[1]),
      ),
    ),
  };
}

function toCredential(entry: unknown): Credential | null {
  if (!isObject(entry)) return null;
  const [user, password] = readAuth(entry);
  if (typeof entry.identitytoken === 'string' && entry.identitytoken !== '') {
    return { user: user || null, secret: entry.identitytoken, isIdentityToken: true };
  }
  return user !== '' && password !== '' ? { user, secret: password, isIdentityToken: false } : null;
}

/** `auth` is base64 of `user:password`; the two may also stand beside it. */
function readAuth({ auth, username, password }: Record<string, unknown>): [string, string] {
  if (typeof auth === 'string' && auth !== '') {
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon > 0) return [text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, '')];
  }
  return [typeof username === 'string' ? username : '', typeof password === 'string' ? password : ''];
}

/** The docker CLI's config.json, read anew each time: the CLI and others write it too. */
export interface DockerConfig {
  /** Throws `invalid-input` where the file is broken; its content is never quoted. */
  read(): Promise<LoginConfig>;
  /** Notes that a helper keeps a login, as the CLI does. */
  note(key: string): Promise<void>;
  /** Takes a registry's entries away. */
  forget(server: string): Promise<void>;
}

/** `folder` is `$DOCKER_CONFIG` or `~/.docker`. */
export function openDockerConfig(folder: string): DockerConfig {
  const path = join(folder, 'config.json');

  async function text(): Promise<string> {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return '';
      throw broken(error);
    }
  }
  const broken = (error: unknown) =>
    new LighterError({
      code: 'invalid-input',
      message: `${path} cannot be read: ${error instanceof SyntaxError ? 'it is no JSON' : systemCode(error)}.`,
    });

  async function change(edit: (auths: Record<string, unknown>) => boolean): Promise<void> {
    const before = await text();
    let config: unknown;
    try {
      config = before.trim() === '' ? {} : JSON.parse(before);
    } catch (error) {
      throw broken(error);
    }
    if (!isObject(config)) throw broken(new SyntaxError());
    const auths = isObject(config.auths) ? { ...config.auths } : {};
    if (!edit(auths)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // It may be a link into somebody's dotfiles: the link stays.
    const target = await realpath(path).catch(() => path);
    const next = join(dirname(target), `.config.json.${process.pid}.new`);
    try {
      await writeFile(next, `${JSON.stringify({ ...config, auths }, null, '\t')}\n`, { mode: 0o600 });
      await rename(next, target);
    } catch (error) {
      // Half a copy of other people's logins must not stay behind.
      await rm(next, { force: true });
      throw error;
    }
  }

  return {
    async read() {
      const content = await text();
      try {
        return parseLogins(content);
      } catch (error) {
        throw broken(error);
      }
    },
    note: (key) =>
      change((auths) => {
        if (key in auths) return false;
        auths[key] = {};
        return true;
      }),
    forget: (server) =>
      change((auths) => {
        const keys = Object.keys(auths).filter((key) => isKeyOf(key, server));
        for (const key of keys) delete auths[key];
        return keys.length > 0;
      }),
  };
}
