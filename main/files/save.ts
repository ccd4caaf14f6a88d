import { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import { maxImage } from '@contract/files';
import { type Pack, pack } from 'tar-stream';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { readFile } from './one-file';
import { folderOf, nameOf } from './paths';
import { versionOf } from './preview';

/**
 * Writes a text into a file that is there (`PUT /containers/{id}/archive`): mode and owner stay, the time
 * becomes now. Then reads it back, because the engine says yes also where it writes below a mount.
 * Throws `conflict` when the file is not the `version` that was edited.
 */
export async function saveText(
  client: EngineClient,
  id: string,
  path: string,
  text: string,
  version: string | null,
): Promise<{ version: string }> {
  const before = await readFile(client, id, path, maxImage);
  if (version !== null && (!before.content || versionOf(before.content) !== version))
    throw new LighterError({ code: 'conflict', message: `${path} has been changed meanwhile.` });
  const bytes = Buffer.from(text, 'utf8');
  const { mode, uid, gid, uname, gname } = before.header;
  const tar = pack();
  tar.entry({ name: nameOf(path), mode, uid, gid, uname, gname, mtime: new Date() }, bytes);
  tar.finalize();
  await putArchive(client, id, folderOf(path), tar, { noOverwriteDirNonDir: 1 });
  const after = await readFile(client, id, path, maxImage);
  const now = after.content ? versionOf(after.content) : '';
  if (now !== versionOf(bytes))
    throw new LighterError({
      code: 'unsupported',
      message: `The engine took the file, but ${path} has not changed: it is mounted there by itself.`,
    });
  return { version: now };
}

/** `PUT /containers/{id}/archive`: unpacks a tar into a folder that is there, as fast as the engine takes it. */
export async function putArchive(
  client: EngineClient,
  id: string,
  folder: string,
  tar: Pack,
  { signal, ...query }: { noOverwriteDirNonDir?: number; signal?: AbortSignal } = {},
): Promise<void> {
  try {
    const answer = await client.open('PUT', enginePath`/containers/${id}/archive`, {
      query: { path: folder, ...query },
      upload: Readable.from(tar as unknown as AsyncIterable<Uint8Array>, { objectMode: false }),
      signal,
    });
    answer.resume();
  } catch (error) {
    throw refined(toLighterError(error));
  }
}

/** The engine answers all of these with status 500 or 400. */
function refined(error: LighterError): LighterError {
  if (/is marked read-only|read-only file system/i.test(error.message))
    return new LighterError({ ...error.toData(), code: 'permission' });
  if (/device or resource busy/i.test(error.message))
    return new LighterError({ ...error.toData(), code: 'unsupported' });
  if (/cannot overwrite|not a directory/i.test(error.message))
    return new LighterError({ ...error.toData(), code: 'conflict' });
  return error;
}
