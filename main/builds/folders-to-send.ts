import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readlink, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { SentFile, SentFolder } from '../engine/build-files';
import type { Context } from './context';

interface ToSend {
  /** Absolute. */
  folder: string;
  form: { dockerfile: string };
  context: Context;
  onSent: (bytes: number) => void;
}

const ofThisRun = randomUUID();

/**
 * What the engine knows a folder by from one build to the next, so that it asks for less: nobody else's folder at the
 * same place, and no other run's, which may have changed what its times do not tell. Pure.
 */
export const folderKey = (folder: string) =>
  createHash('sha256').update(`${ofThisRun} ${folder}`).digest('hex');

/** The folder that is built, and the place of its Dockerfile with nothing but that and its ignore file. */
export async function foldersToSend({ folder, form, context, onSent }: ToSend) {
  const dockerfile = resolve(folder, form.dockerfile);
  const beside = dirname(dockerfile);
  const name = basename(dockerfile);
  const files = await Promise.all([name, `${name}.dockerignore`].map((one) => fileIn(beside, one)));
  return new Map<'context' | 'dockerfile', SentFolder>([
    ['context', { ...readerOf(folder), entries: context.entries, onSent }],
    ['dockerfile', { ...readerOf(beside), entries: files.filter((one) => one !== null) }],
  ]);
}

const readerOf = (folder: string): Pick<SentFolder, 'read' | 'linkOf'> => ({
  read: (path) => createReadStream(join(folder, path)),
  linkOf: (path) => readlink(join(folder, path)),
});

/** A link counts as what it leads to: only this file goes there. */
async function fileIn(folder: string, path: string): Promise<SentFile | null> {
  const about = await stat(join(folder, path)).catch(() => null);
  if (!about?.isFile()) return null;
  const { size, mtime } = about;
  return { path, kind: 'file', size, mode: about.mode & 0o7777, mtime, forced: false };
}
