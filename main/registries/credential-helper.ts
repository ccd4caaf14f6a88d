import { spawn } from 'node:child_process';
import { LighterError } from '@contract/errors';
import { findProgram, programFolders } from '../diagnostics/run-command';
import type { Credential } from './docker-config';

/** Asking somebody to unlock a keychain takes as long as that person does, ms. */
const timeoutMs = 60_000;
/** Bytes; a secret is no book. */
const maxOutput = 1024 * 1024;
/** What the CLI's helpers call the user of an identity token. */
const tokenUser = '<token>';

/** A `docker-credential-…` program. Each call starts it, without a shell, and talks to it over its input. */
export interface CredentialHelper {
  /** Null where it knows nothing about the registry. */
  get(key: string): Promise<Credential | null>;
  store(key: string, credential: Credential): Promise<void>;
  erase(key: string): Promise<void>;
  /** The user of each login, by key. */
  list(): Promise<Map<string, string>>;
}

/** Throws `not-found` where the program is missing, `timeout`, and `permission` with its words where it refuses. */
export function credentialHelper(
  name: string,
  env: NodeJS.ProcessEnv,
  limitMs = timeoutMs,
): CredentialHelper {
  const program = `docker-credential-${name}`;

  async function ask(action: 'get' | 'store' | 'erase' | 'list', input: string): Promise<string> {
    const file = process.platform === 'win32' ? `${program}.exe` : program;
    const path = await findProgram(file, programFolders(env, process.platform), process.platform);
    if (path === null) {
      throw new LighterError({
        code: 'not-found',
        message: `${program}, which config.json names, is not installed.`,
      });
    }
    const { code, output } = await runHelper(path, action, input, env, limitMs);
    if (code === 0) return output;
    if (/credentials not found/i.test(output)) return '';
    // Helpers say on their output what is wrong; for `get` it could be half a secret, which it never quotes.
    const words = action === 'get' ? '' : `: ${withoutSecret(output, input).trim().slice(0, 300)}`;
    throw new LighterError({ code: 'permission', message: `${program} ${action} failed${words}` });
  }

  return {
    async get(key) {
      const answer = parse(await ask('get', key));
      const user = String(answer.Username ?? '');
      const secret = String(answer.Secret ?? '');
      if (secret === '') return null;
      const isIdentityToken = user === tokenUser;
      return { user: isIdentityToken ? null : user, secret, isIdentityToken };
    },
    async store(key, { user, secret, isIdentityToken }) {
      const Username = isIdentityToken ? tokenUser : (user ?? '');
      await ask('store', JSON.stringify({ ServerURL: key, Username, Secret: secret }));
    },
    async erase(key) {
      await ask('erase', key);
    },
    async list() {
      const answer = parse(await ask('list', ''));
      return new Map(Object.entries(answer).map(([key, user]) => [key, String(user)]));
    },
  };
}

/** A helper may quote what it was given to store. */
function withoutSecret(output: string, input: string): string {
  const secret = /"Secret":("(?:[^"\\]|\\.)*")/.exec(input)?.[1];
  if (secret === undefined) return output;
  const plain = JSON.parse(secret) as string;
  return output.replaceAll(secret.slice(1, -1), '…').replaceAll(plain, '…');
}

function parse(output: string): Record<string, unknown> {
  if (output.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(output);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below: the output may hold a secret and is not quoted.
  }
  throw new LighterError({ code: 'internal', message: 'The credential helper gave no JSON.' });
}

function runHelper(
  path: string,
  action: string,
  input: string,
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, [action], {
      shell: false,
      windowsHide: true,
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      reject(new LighterError({ code: 'timeout', message: `${path} did not answer.` }));
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxOutput) chunks.push(chunk);
    });
    child.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    });
    // One that ends before it has read everything must not end us.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
