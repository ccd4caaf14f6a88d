import { createHash } from 'node:crypto';
import { LighterError } from '@contract/errors';
import { type FilePreview, maxImage, maxText } from '@contract/files';
import type { EngineClient } from '../engine/types';
import { readFile } from './one-file';
import { followPath } from './stat';

const images: [mime: string, isIt: (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))],
  ['image/webp', (bytes) => /^RIFF.{4}WEBP/s.test(bytes.toString('latin1', 0, 12))],
];

/** What a file's bytes are, as far as they can be shown. Text is UTF-8 without NUL. Pure. */
export function judge(bytes: Buffer, path: string): FilePreview['content'] {
  const image = images.find(([, isIt]) => isIt(bytes))?.[0];
  if (image) return { kind: 'image', mime: image, base64: bytes.toString('base64') };
  if (bytes.includes(0)) return { kind: 'binary' };
  if (bytes.length > maxText) return { kind: 'too-large', limit: maxText };
  const text = decode(bytes);
  if (text === null) return { kind: 'binary' };
  if (/\.svg$/i.test(path) && /<svg[\s>]/i.test(text.slice(0, 4096)))
    return { kind: 'image', mime: 'image/svg+xml', base64: bytes.toString('base64') };
  return { kind: 'text', text, version: versionOf(bytes) };
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Names these very bytes. */
export const versionOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What lies at a path, links followed, to be looked at. Throws `not-found`. */
export async function preview(client: EngineClient, id: string, path: string): Promise<FilePreview> {
  const found = await followPath(client, id, path);
  if (!found) throw new LighterError({ code: 'not-found', message: `There is nothing at ${path}.` });
  const { stat } = found;
  const about = { path: found.path, size: stat.size, mode: stat.mode, modifiedAt: stat.modifiedAt };
  if (stat.type !== 'file') return { ...about, content: { kind: 'special', type: stat.type } };
  if (stat.size > maxImage) return { ...about, content: { kind: 'too-large', limit: maxText } };
  const { content } = await readFile(client, id, found.path, maxImage);
  return {
    ...about,
    content: content ? judge(content, found.path) : { kind: 'too-large', limit: maxText },
  };
}
