import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LighterError } from '@contract/errors';

/** Nobody has that many variables, bytes. */
const most = 1_000_000;

/** A file's name and text. Throws `invalid-input` for what is no text or too long, `not-found` where there is none. */
export async function readEnvFile(path: string): Promise<{ name: string; text: string }> {
  const name = basename(path);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) throw new LighterError({ code: 'not-found', message: `${name} cannot be read.` });
  if (size > most) throw new LighterError({ code: 'invalid-input', message: `${name} is longer than 1 MB.` });
  const text = await readFile(path, 'utf8');
  if (text.includes('\0')) throw new LighterError({ code: 'invalid-input', message: `${name} is no text.` });
  return { name, text };
}
