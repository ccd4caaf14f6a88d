import { LighterError } from '@contract/errors';
import { extract, type Header } from 'tar-stream';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

export interface OneFile {
  header: Header;
  /** Null when there is more of it than was asked for; nothing of that was read. */
  content: Buffer | null;
}

/** `GET /containers/{id}/archive` of one file, into memory: no more than `limit` bytes. Throws `not-found`. */
export async function readFile(
  client: EngineClient,
  id: string,
  path: string,
  limit: number,
): Promise<OneFile> {
  const source = await client.open('GET', enginePath`/containers/${id}/archive`, {
    query: { path },
    timeoutMs: 60_000,
  });
  const tar = extract();
  source.pipe(tar);
  // The engine's own error for a broken archive comes through the reader below.
  source.on('error', (error) => tar.destroy(error));
  source.on('close', () => {
    if (!source.readableEnded) tar.destroy(new Error('The archive broke off.'));
  });
  try {
    for await (const entry of tar) {
      // It fails with its archive, also before it is read.
      entry.on('error', () => undefined);
      const { header } = entry;
      if (header.type !== 'file' && header.type !== 'contiguous-file')
        throw new LighterError({ code: 'unsupported', message: 'This is not a plain file.' });
      if ((header.size ?? 0) > limit) return { header, content: null };
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      return { header, content: Buffer.concat(chunks) };
    }
  } catch (error) {
    throw toLighterError(error);
  } finally {
    source.destroy();
    tar.destroy();
  }
  throw new LighterError({ code: 'not-found', message: `There is nothing at ${path}.` });
}
