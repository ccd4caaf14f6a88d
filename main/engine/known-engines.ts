import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { EngineForm } from '@contract/engines';
import { LighterError } from '@contract/errors';
import { z } from 'zod';
import { BadEndpoint, parseHost } from './host-url';
import { writeJson } from './providers/managed/state-file';

const path = z.string().min(1).max(4096).refine(isAbsolute).nullable();

/** Where the files of a TLS connection are; never what is in them. */
const tlsPaths = z.strictObject({ ca: path, cert: path, key: path });
export type TlsPaths = z.infer<typeof tlsPaths>;

const added = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(60),
  url: z.string().min(1).max(500),
  tls: tlsPaths.nullable(),
});
/** An engine that was added by hand. */
export type AddedEngine = z.infer<typeof added>;

export interface KnownEngines {
  added: AddedEngine[];
  /** The chosen engine's key; null = automatic. */
  chosen: string | null;
}

/** What fits of a stored file; whatever does not is left out by itself. Pure. */
export function readKnown(stored: unknown): KnownEngines {
  const values = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const list = Array.isArray(values.added) ? values.added : [];
  const chosen = z.string().min(1).max(600).safeParse(values.chosen);
  return {
    added: list.flatMap((one) => {
      const parsed = added.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    }),
    chosen: chosen.success ? chosen.data : null,
  };
}

/** The engines kept in the profile and the choice among all. */
export interface KnownStore {
  readonly current: KnownEngines;
  set(next: KnownEngines): void;
}

/** Opens `engines.json`; one that cannot be read counts as empty. */
export function openKnown(file: string): KnownStore {
  const read = () => {
    try {
      return readKnown(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return readKnown(null);
    }
  };
  let current = read();
  return {
    get current() {
      return current;
    },
    set(next) {
      current = next;
      writeJson(file, next);
    },
  };
}

const refuse = (message: string): never => {
  throw new LighterError({ code: 'invalid-input', message });
};

/**
 * The engine that a form asks for. Throws `invalid-input`: only ssh and tcp, a certificate only with its key, and
 * tcp without TLS only where somebody has said that it is to be so.
 */
export function toAdded(form: EngineForm, tls: TlsPaths | null): AddedEngine {
  const scheme = /^([a-z]+):\/\//i.exec(form.url)?.[1]?.toLowerCase();
  if (scheme !== 'ssh' && scheme !== 'tcp') refuse('The address begins with ssh:// or tcp://.');
  if (/^tcp:\/\/[^/]*@/i.test(form.url)) refuse('Passwords do not belong in an address.');
  if (scheme === 'ssh' && tls) refuse('ssh needs no TLS files.');
  if (tls && (tls.cert === null) !== (tls.key === null))
    refuse('A client certificate and its key belong together.');
  if (scheme === 'tcp' && !tls && !form.acceptPlain) refuse('Without TLS nothing protects the engine.');
  try {
    const { url, host } = parseHost(form.url, 'linux', tls ? { verify: true } : null);
    return { id: randomUUID(), name: form.name === '' ? host : form.name, url, tls };
  } catch (error) {
    if (error instanceof BadEndpoint) return refuse(error.message);
    throw error;
  }
}
