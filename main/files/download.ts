import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import { extract } from 'tar-stream';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { nameOf } from './paths';
import { followPath } from './stat';

export interface Source {
  /** Links followed. */
  path: string;
  isFolder: boolean;
  /** Bytes; 0 when nobody knows: a folder's. */
  size: number;
  /** What the copy is called unless the user says otherwise; fit for any system. */
  fileName: string;
}

/** What is there to download. Throws `not-found`, and `unsupported` for what is neither file nor folder. */
export async function findSource(client: EngineClient, id: string, path: string): Promise<Source> {
  const found = await followPath(client, id, path);
  if (!found) throw new LighterError({ code: 'not-found', message: `There is nothing at ${path}.` });
  const { type, size } = found.stat;
  if (type !== 'folder' && type !== 'file')
    throw new LighterError({ code: 'unsupported', message: 'This is neither a file nor a folder.' });
  const isFolder = type === 'folder';
  const name = plainName(nameOf(path)) || 'root';
  return {
    path: found.path,
    isFolder,
    size: isFolder ? 0 : size,
    fileName: isFolder ? `${name}.tar` : name,
  };
}

/** A name from a container as one that any system takes and that leads nowhere else. Pure. */
export function plainName(name: string): string {
  return (
    name
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, '_')
      .replace(/^\.+$|[. ]+$/g, '_')
      .slice(0, 200)
  );
}

/**
 * `GET /containers/{id}/archive` into a file: a folder's as the tar that it is, a file taken out of it. Reads as fast
 * as the disk takes it. The file appears under its name when it is complete; a failure or a cancel leaves none.
 */
export async function download(
  client: EngineClient,
  id: string,
  source: Source,
  to: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const partial = `${to}.partial`;
  try {
    const archive = await client.open('GET', enginePath`/containers/${id}/archive`, {
      query: { path: source.path },
      signal,
      timeoutMs: 60_000,
    });
    await write(source.isFolder ? archive : onlyFile(archive), partial, onBytes);
    signal.throwIfAborted();
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw toLighterError(error);
  }
}

async function* onlyFile(archive: Readable): AsyncGenerator<Buffer> {
  const tar = extract();
  archive.pipe(tar);
  archive.on('error', (error) => tar.destroy(error));
  archive.on('close', () => {
    if (!archive.readableEnded) tar.destroy(new Error('The archive broke off.'));
  });
  try {
    for await (const entry of tar) {
      // It fails with its archive, also before it is read.
      entry.on('error', () => undefined);
      if (entry.header.type !== 'file' && entry.header.type !== 'contiguous-file')
        throw new LighterError({ code: 'conflict', message: 'It is no longer a plain file.' });
      for await (const chunk of entry) yield chunk as Buffer;
      return;
    }
  } finally {
    archive.destroy();
    tar.destroy();
  }
  throw new LighterError({ code: 'not-found', message: 'It is no longer there.' });
}

async function write(
  source: AsyncIterable<Buffer>,
  file: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const handle = await open(file, 'w');
  let total = 0;
  try {
    for await (const chunk of source) {
      await handle.writeFile(chunk);
      total += chunk.length;
      onBytes(total);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
