import { z } from 'zod';
import { call, stream } from './define';
import type { LighterErrorData } from './errors';
import { engineId, epoch } from './ids';

/** Characters of a path; Linux takes 4,095 bytes. */
const maxPath = 4096;

const isPart = (part: string) => part !== '' && part !== '.' && part !== '..';

/** One name in a folder. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => isPart(name) && !/[/\0]/.test(name));

/** A path in a container: absolute, without `.`, `..` and doubled slashes, so that it means one place only. */
export const containerPath = z
  .string()
  .max(maxPath)
  .refine(
    (path) =>
      path === '/' ||
      (path.startsWith('/') && !path.includes('\0') && path.slice(1).split('/').every(isPart)),
  );
/** The same, but never the root: what is renamed, deleted or written. */
const belowRoot = containerPath.refine((path) => path !== '/');

export type FileType = 'folder' | 'file' | 'link' | 'pipe' | 'socket' | 'block' | 'character' | 'unknown';

/** What lies under one name in a folder. */
export interface FileEntry {
  name: string;
  type: FileType;
  /** Bytes; 0 where it means nothing. */
  size: number;
  /** Permission bits with setuid, setgid and sticky: 0o755. */
  mode: number;
  /** Null where only the engine's short answer is known. */
  uid: number | null;
  gid: number | null;
  /** ms since 1970. */
  modifiedAt: number;
  /** Where a link leads, as it is written there (or resolved, where the engine says so); null when unknown. */
  target: string | null;
}

/** Why a listing is only a part: what was read until then was too much. */
export type ListingCut = 'time' | 'size' | 'count';

export type ListingItem =
  | { kind: 'entries'; entries: FileEntry[] }
  /** Bytes of an archive read so far: without a program in the container that lists, contents come along. */
  | { kind: 'reading'; bytes: number }
  | {
      kind: 'done';
      /** `process`: listed by a program in the container; `archive`: read out of the engine's archive. */
      way: 'process' | 'archive';
      cut: ListingCut | null;
      /** Names that no path can be made of and that are left out. */
      odd: number;
    };

export interface FileChange {
  path: string;
  kind: 'changed' | 'added' | 'deleted';
}

/** Bytes of a text that can be looked at and edited, and of an image that can be looked at. */
export const maxText = 1024 * 1024;
export const maxImage = 8 * 1024 * 1024;

export interface FilePreview {
  /** Of what was really read: a link is followed. */
  path: string;
  size: number;
  mode: number;
  modifiedAt: number;
  content:
    | {
        kind: 'text';
        text: string /** Names these very bytes; `files.save` wants it back. */;
        version: string;
      }
    | { kind: 'image'; mime: string; base64: string }
    | { kind: 'binary' }
    | { kind: 'too-large'; limit: number }
    | { kind: 'special'; type: FileType };
}

/** What was picked or dropped on this machine; its paths stay in main. */
export interface ChosenFiles {
  token: string;
  items: { name: string; isFolder: boolean }[];
}

const target = { id: engineId, path: containerPath };
const token = z.string().max(64);

export const filesStreams = {
  /** One folder, listed by `find` and `stat` in a running container that has them (`POST /containers/{id}/exec`),
   *  else out of `GET /containers/{id}/archive`. `whole`: without the limits on time, bytes and count. */
  'files.list': stream(z.strictObject({ ...target, whole: z.boolean() })).of<ListingItem>(),
};

export const filesCalls = {
  /** `GET /containers/{id}/changes`; `cut`: there are more than are told. */
  'files.changes': call(z.strictObject({ id: engineId })).returns<{ list: FileChange[]; cut: boolean }>(),
  /** `HEAD /containers/{id}/archive`: what is there, and where it really is; null when nothing is. */
  'files.find': call(z.strictObject(target)).returns<{ path: string; type: FileType } | null>(),
  /** `GET /containers/{id}/archive` of one file, read as far as it can be shown. */
  'files.read': call(z.strictObject(target)).returns<FilePreview>(),
  /** `PUT /containers/{id}/archive`: the file keeps its mode and owner. `conflict` when it is no longer `version`,
   *  `unsupported` when it lies where the engine does not reach. */
  'files.save': call(
    z.strictObject({
      epoch,
      id: engineId,
      path: belowRoot,
      text: z.string().max(maxText),
      version: z.string().max(128),
      /** Although it has changed meanwhile. */
      overwrite: z.boolean(),
    }),
  ).returns<{ version: string }>(),
  /** Asks where to, then copies as a task: a file as it is, a folder as a tar. Null when the user cancelled. */
  'files.download': call(z.strictObject({ epoch, ...target })).returns<{ taskId: string } | null>(),
  /** Asks for files, or for a folder, of this machine. */
  'files.choose': call(z.strictObject({ kind: z.enum(['files', 'folder']) })).returns<ChosenFiles | null>(),
  /** Copies what was chosen into a folder as a task; `taken`: names that are there already, so nothing was done. */
  'files.upload': call(
    z.strictObject({ epoch, id: engineId, folder: containerPath, token, overwrite: z.boolean() }),
  ).returns<{ taskId: string } | { taken: string[] }>(),
  /** `conflict` when the name is taken. */
  'files.createFolder': call(
    z.strictObject({ epoch, id: engineId, folder: containerPath, name: fileName }),
  ).returns<null>(),
  /** By `mv` in the container: the engine has no request for it. `conflict` when the name is taken. */
  'files.rename': call(
    z.strictObject({ epoch, id: engineId, path: belowRoot, name: fileName }),
  ).returns<null>(),
  /** By `rm` in the container, as root: the engine has no request for it. */
  'files.remove': call(
    z.strictObject({ epoch, id: engineId, paths: z.array(belowRoot).min(1).max(1000) }),
  ).returns<{ path: string; error: LighterErrorData | null }[]>(),
};
