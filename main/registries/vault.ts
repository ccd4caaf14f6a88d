import { readFile, rm } from 'node:fs/promises';
import { writeFile } from 'atomically';
import type { Credential } from './docker-config';

/** The operating system's encryption; null where it has none that protects. */
export interface Cipher {
  encrypt(text: string): Promise<Buffer>;
  decrypt(bytes: Buffer): Promise<string>;
}

/** Logins that no helper keeps. With a cipher in a file that only this user's session can read; else in memory. */
export interface Vault {
  kind(): Promise<'safe' | 'session'>;
  get(server: string): Promise<Credential | null>;
  set(server: string, credential: Credential): Promise<void>;
  forget(server: string): Promise<void>;
  all(): Promise<ReadonlyMap<string, Credential>>;
}

/** `cipher` is asked for once, at the first use: a keychain may want to be unlocked. */
export function createVault(file: string, cipher: () => Promise<Cipher | null>): Vault {
  let opened: Promise<{ cipher: Cipher | null; logins: Map<string, Credential> }> | null = null;
  const open = () => {
    opened ??= (async () => {
      const found = await cipher();
      return { cipher: found, logins: found ? await read(file, found) : new Map<string, Credential>() };
    })();
    return opened;
  };
  const save = async () => {
    const { cipher: lock, logins } = await open();
    if (!lock) return;
    if (logins.size === 0) return rm(file, { force: true });
    const sealed = await lock.encrypt(JSON.stringify([...logins]));
    await writeFile(file, sealed.toString('base64'), { mode: 0o600 });
  };
  return {
    kind: async () => ((await open()).cipher ? 'safe' : 'session'),
    get: async (server) => (await open()).logins.get(server) ?? null,
    async set(server, credential) {
      (await open()).logins.set(server, credential);
      await save();
    },
    async forget(server) {
      if ((await open()).logins.delete(server)) await save();
    },
    all: async () => (await open()).logins,
  };
}

/** What cannot be opened (a keychain that stayed locked) is left for the next start; a new login replaces it. */
async function read(file: string, cipher: Cipher): Promise<Map<string, Credential>> {
  try {
    const sealed = Buffer.from(await readFile(file, 'utf8'), 'base64');
    return new Map(JSON.parse(await cipher.decrypt(sealed)) as [string, Credential][]);
  } catch {
    return new Map();
  }
}
