import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeJson } from '../../engine/providers/managed/state-file';

const entry = z.strictObject({
  id: z.string().min(1).max(64),
  /** The engine, as `DOCKER_HOST` says it. */
  engine: z.string().max(2000),
  oldId: z.string().regex(/^[a-f0-9]{64}$/),
  name: z.string().max(200),
  /** What the new container is called, where that is another name. */
  newName: z.string().max(200).optional(),
  /** What the old container is called meanwhile. */
  keptName: z.string().max(300),
  ran: z.boolean(),
  paused: z.boolean(),
  newId: z
    .string()
    .regex(/^[a-f0-9]{64}$/)
    .nullable(),
  /** ms since 1970. */
  startedAt: z.number(),
});
/** One replacement that has begun to change something. */
export type JournalEntry = z.infer<typeof entry>;

/** What is being replaced, on disk: should Lighter end meanwhile, the next start knows how to go back. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Written before the first change, and again when the new container is there. Throws when it cannot be kept. */
  put(entry: JournalEntry): void;
  remove(id: string): void;
}

/** Opens `recreate.json` in the profile; one that cannot be read counts as empty. */
export function openJournal(file: string): Journal {
  let entries = read(file);
  const write = (next: JournalEntry[]) => {
    writeJson(file, next);
    entries = next;
  };
  return {
    get entries() {
      return entries;
    },
    put: (changed) => write([...entries.filter(({ id }) => id !== changed.id), changed]),
    remove(id) {
      if (entries.some((one) => one.id === id)) write(entries.filter((one) => one.id !== id));
    },
  };
}

function read(file: string): JournalEntry[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return (Array.isArray(stored) ? stored : []).flatMap((one) => {
      const parsed = entry.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}
