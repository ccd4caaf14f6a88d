import { z } from 'zod';
import { call } from './define';
import type { LighterErrorData } from './errors';

export type TaskState = 'running' | 'done' | 'failed' | 'cancelled';

/** One layer of a pull under way. */
export interface TaskLayer {
  id: string;
  /** The engine's word: `Pulling fs layer`, `Downloading`, `Extracting`, `Pull complete`, `Already exists`. */
  status: string;
  /** Bytes; null where the engine tells none. */
  current: number | null;
  total: number | null;
}

/** What a task of several steps is doing; those that start with `back` undo. */
export type TaskStep =
  | 'pull'
  | 'image'
  | 'volumes'
  | 'rename'
  | 'stop'
  | 'create'
  | 'connect'
  | 'start'
  | 'health'
  | 'remove'
  | 'back-remove'
  | 'back-start'
  | 'back-rename'
  | 'back-copy';

/** What long work there is. Each kind has words in `tasks:kind`, `tasks:done` and `tasks:failed`. */
export type TaskKind =
  | 'pull'
  | 'push'
  | 'save'
  | 'load'
  | 'import'
  | 'cleanup'
  | 'build'
  | 'recreate'
  | 'commit'
  | 'export'
  | 'copy'
  | 'download'
  | 'upload';

/** What a finished task has to say, beyond that it is done. */
export type TaskResult =
  /** `imageId` is null where all tags were pulled; `replaced`: the image that had the name before, another one. */
  | { kind: 'pull'; imageId: string | null; replaced: string | null }
  | { kind: 'push'; digest: string | null }
  /** Also of a download. */
  | { kind: 'save'; path: string; bytes: number }
  /** The names (or ids, where there are none) of the images that are there now. */
  | { kind: 'load'; images: string[] }
  | { kind: 'commit' | 'build'; imageId: string }
  /** The new container. */
  | { kind: 'recreate' | 'copy'; id: string }
  /** `freed`: bytes the engine's images take up less, by its own count; null where it does not tell. */
  | { kind: 'cleanup'; deleted: number; failed: { name: string; message: string }[]; freed: number | null };

/** Long work that outlives its dialog. */
export interface TaskRow {
  id: string;
  kind: TaskKind;
  /** What it works on: an image's reference, a file's or a container's name, `CONTAINER:/path`. */
  subject: string;
  state: TaskState;
  /** ms since 1970. */
  startedAt: number;
  endedAt: number | null;
  /** Bytes so far; `total` is 0 where it is not known. Null before anything is. */
  progress: { current: number; total: number } | null;
  layers: TaskLayer[];
  /** The last status line, in the engine's words. */
  message: string;
  /** Null where there is but one. */
  step: TaskStep | null;
  /** It was cancelled and still puts things back as they were. */
  cancelling: boolean;
  error: LighterErrorData | null;
  /** What came of it; null until that is known, at its end as a rule, and where there is nothing to say. */
  result: TaskResult | null;
  /** The engine it runs on, by name (`engineName`); it stays there when Lighter moves to another. */
  engine: string;
}

export const taskCalls = {
  /** Aborts the engine request; the task ends as `cancelled`. */
  'tasks.cancel': call(z.strictObject({ id: z.string().max(64) })).returns<null>(),
  /** Takes the ended tasks out of the list. */
  'tasks.clear': call(z.strictObject({})).returns<null>(),
};
