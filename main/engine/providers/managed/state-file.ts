import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** Somebody has started it here: it is looked for before any other engine where nothing else is chosen. */
  chosen: z.boolean().catch(false),
  /** It should be up; false after it was stopped on purpose. */
  wanted: z.boolean().catch(false),
  bridge: z
    .object({
      device: z
        .string()
        .regex(/^lighter\d$/)
        .nullable(),
      pool: z.string().max(20),
    })
    .nullable()
    .catch(null),
});
export type ManagedState = z.infer<typeof schema>;

export function readState(path: string): ManagedState {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { chosen: false, wanted: false, bridge: null };
  }
}

/** Writes a JSON file in one step, so that a crash leaves the old one or the new one. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
