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

/** Long work that outlives its dialog. */
export interface TaskRow {
  id: string;
  kind: 'pull';
  /** What it works on: the image's reference. */
  subject: string;
  state: TaskState;
  /** ms since 1970. */
  startedAt: number;
  endedAt: number | null;
  /** Bytes over all layers known so far; null before the first is known. */
  progress: { current: number; total: number } | null;
  layers: TaskLayer[];
  /** The last status line, in the engine's words. */
  message: string;
  error: LighterErrorData | null;
  /** The engine it runs on, by name (`engineName`); it stays there when Lighter moves to another. */
  engine: string;
}

export const taskCalls = {
  /** Aborts the engine request; the task ends as `cancelled`. */
  'tasks.cancel': call(z.strictObject({ id: z.string().max(64) })).returns<null>(),
  /** Takes the ended tasks out of the list. */
  'tasks.clear': call(z.strictObject({})).returns<null>(),
};
