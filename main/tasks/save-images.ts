import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import type { TaskResult } from '@contract/tasks';
import { errorFromStatus, toLighterError } from '../engine/errors';
import { parseObject } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import { errorWords } from '../engine/pull-progress';
import type { EngineClient } from '../engine/types';
import type { TaskUpdate } from './tasks';

/** The engine collects the layers before it sends the first byte, ms. */
const answerTimeout = 10 * 60_000;
/** A tar archive ends with two blocks of zeros, bytes. */
const tarEnd = 1024;

/** `GET /images/get` into a file, as `saveArchive` writes it. */
export function saveImages(
  client: EngineClient,
  names: readonly string[],
  path: string,
  signal: AbortSignal,
  update: (change: TaskUpdate) => void,
): Promise<TaskResult> {
  const source = () =>
    client.open('GET', enginePath`/images/get`, { query: { names }, signal, timeoutMs: answerTimeout });
  return saveArchive(source, path, signal, update);
}

/**
 * An archive that the engine sends into a file, reading only as fast as the disk takes it. The file appears under
 * its name when it is complete and on the disk; a failure or a cancel leaves none, and what was there before as it
 * was.
 */
export async function saveArchive(
  source: () => Promise<Readable>,
  path: string,
  signal: AbortSignal,
  update: (change: TaskUpdate) => void,
): Promise<TaskResult> {
  // A name of its own: two that save to one path must not write into one another.
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  // At once, also when the app ends: nobody waits for a cancelled task.
  const drop = () => rmSync(partial, { force: true });
  signal.addEventListener('abort', drop, { once: true });
  try {
    const file = await open(partial, 'wx');
    let bytes = 0;
    try {
      bytes = await copy(await source(), file, update);
      await file.sync();
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await rename(partial, path);
    return { kind: 'save', path, bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw toLighterError(error);
  } finally {
    signal.removeEventListener('abort', drop);
  }
}

async function copy(
  source: Readable,
  file: FileHandle,
  update: (change: TaskUpdate) => void,
): Promise<number> {
  let bytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of source) {
      await file.writeFile(chunk);
      bytes += chunk.length;
      tail = Buffer.concat([tail, chunk]).subarray(-4 * tarEnd);
      update({ progress: { current: bytes, total: 0 } });
    }
  } finally {
    source.destroy();
  }
  mustBeTar(bytes, tail);
  return bytes;
}

/** What goes wrong after the first byte stands as JSON at the end of a 200 answer: then it is no archive. */
function mustBeTar(bytes: number, tail: Buffer): void {
  const whole = bytes >= tarEnd && bytes % 512 === 0 && tail.subarray(-tarEnd).every((byte) => byte === 0);
  if (whole) return;
  const text = tail.toString('latin1');
  const words = errorWords(parseObject(text.slice(text.indexOf('{"error')).trim()) ?? {});
  throw words === null
    ? new LighterError({ code: 'engine-unreachable', message: 'The archive broke off.' })
    : errorFromStatus(500, words);
}
