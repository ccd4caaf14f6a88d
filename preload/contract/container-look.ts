import { z } from 'zod';
import type { LogLine } from './containers';
import { call } from './define';
import { engineId } from './ids';
import { mostTogether } from './log-pack';

/** A container's processes as the engine's machine counts them: headings, then a row a process. */
export interface ProcessList {
  /** The engine's own, `UID PID PPID C STIME TTY TIME CMD` where `ps` is asked. */
  titles: string[];
  rows: string[][];
  /** There are more, which are left out. */
  more: number;
}

/** Calls about one container that its details page makes, beside those of the list. */
export const containerLookCalls = {
  /** `GET /containers/{id}/top`. */
  'container.top': call(z.strictObject({ id: engineId })).returns<ProcessList>(),
  /** `GET /containers/{id}/logs` without following: the last `count` lines, each cut after 4,000 characters. */
  'container.lastLines': call(z.strictObject({ id: engineId, count: z.int().min(1).max(200) })).returns<
    LogLine[]
  >(),
  /** Asks where, then writes the whole logs of all there, merged by time; null when the user cancelled. */
  'container.saveTogether': call(
    z.strictObject({
      containers: z
        .array(z.strictObject({ id: engineId, name: z.string().min(1).max(256) }))
        .min(1)
        .max(mostTogether),
      timestamps: z.boolean(),
    }),
  ).returns<{ path: string; bytes: number } | null>(),
};
