import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import type { TaskResult } from '@contract/tasks';
import { toLighterError } from '../engine/errors';
import { parseImageRef } from '../engine/image-ref';
import { readJsonLines } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import { errorWords } from '../engine/pull-progress';
import type { EngineClient, RequestOptions } from '../engine/types';
import type { TaskUpdate } from './tasks';

type Update = (change: TaskUpdate) => void;

/** `POST /images/load`: the images of an archive that `docker save` made, with their names. */
export async function loadImages(
  client: EngineClient,
  path: string,
  signal: AbortSignal,
  update: Update,
): Promise<TaskResult> {
  const images: string[] = [];
  await send(client, path, signal, update, enginePath`/images/load`, {}, ({ stream }) => {
    const name = typeof stream === 'string' ? /^Loaded image(?: ID)?: (\S+)/.exec(stream)?.[1] : undefined;
    if (name) images.push(name);
  });
  // Another tar archive is swallowed without a word.
  if (images.length === 0) {
    throw new LighterError({ code: 'invalid-input', message: 'There was no image in the file.' });
  }
  return { kind: 'load', images };
}

/** `POST /images/create?fromSrc=-`: a file system in a tar archive becomes an image of one layer. */
export async function importImage(
  client: EngineClient,
  path: string,
  { name, changes }: { name: string | null; changes: readonly string[] },
  signal: AbortSignal,
  update: Update,
): Promise<TaskResult> {
  const ref = name === null ? null : parseImageRef(name);
  const query = {
    fromSrc: '-',
    ...(ref && { repo: ref.name, tag: ref.tag ?? 'latest' }),
    ...(changes.length > 0 && { changes }),
  };
  let id: string | null = null;
  await send(client, path, signal, update, enginePath`/images/create`, query, ({ status }) => {
    if (typeof status === 'string' && /^sha256:[a-f0-9]{64}$/.test(status)) id = status;
  });
  if (id === null) throw new LighterError({ code: 'internal', message: 'The engine made no image of it.' });
  return { kind: 'load', images: [ref?.familiar ?? id] };
}

/** Uploads the file and reads the engine's messages meanwhile. Throws what the engine says in them. */
async function send(
  client: EngineClient,
  path: string,
  signal: AbortSignal,
  update: Update,
  to: ReturnType<typeof enginePath>,
  query: RequestOptions['query'],
  onMessage: (message: Record<string, unknown>) => void,
): Promise<void> {
  const { size: total } = await stat(path);
  const file = counted(path, (current) => update({ progress: { current, total } }));
  const upload = Readable.from(file, { objectMode: false });
  try {
    const answer = await client.open('POST', to, {
      query,
      upload,
      signal,
      // The engine may answer when it has the whole file.
      timeoutMs: Number.POSITIVE_INFINITY,
    });
    for await (const message of readJsonLines(answer)) {
      const words = errorWords(message);
      if (words !== null) throw new LighterError({ code: codeOf(words), message: words });
      if (typeof message.status === 'string') update({ message: message.status });
      onMessage(message);
    }
  } catch (error) {
    throw toLighterError(error);
  } finally {
    upload.destroy();
  }
}

/** The file's content, telling how much of it has been read. */
async function* counted(path: string, tell: (bytes: number) => void): AsyncGenerator<Buffer, void, void> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    bytes += chunk.length;
    tell(bytes);
    yield chunk;
  }
}

const codeOf = (words: string) =>
  /no space left|input\/output error|read-only file system/i.test(words) ? 'internal' : 'invalid-input';
