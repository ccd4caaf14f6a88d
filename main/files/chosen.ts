import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LighterError } from '@contract/errors';
import type { ChosenFiles } from '@contract/files';

/** Choices that are remembered at most; the oldest goes. */
const kept = 20;

/** Keeps the paths that a person has picked or dropped; the page knows them by a token and their names only. */
export function createChosen() {
  const choices = new Map<string, string[]>();
  return {
    /** Null when none of them is there. */
    async keep(paths: readonly string[]): Promise<ChosenFiles | null> {
      const found = await Promise.all(
        paths.map(async (path) => {
          const about = await stat(path).catch(() => null);
          return about && { path, name: basename(path), isFolder: about.isDirectory() };
        }),
      );
      const items = found.filter((item) => item !== null && item.name !== '') as {
        path: string;
        name: string;
        isFolder: boolean;
      }[];
      if (items.length === 0) return null;
      const token = randomUUID();
      choices.set(
        token,
        items.map(({ path }) => path),
      );
      const [oldest] = choices.keys();
      if (choices.size > kept && oldest !== undefined) choices.delete(oldest);
      return { token, items: items.map(({ name, isFolder }) => ({ name, isFolder })) };
    },
    /** Throws `not-found` for a token that is not, or no longer, known. */
    paths(token: string): string[] {
      const paths = choices.get(token);
      if (!paths) throw new LighterError({ code: 'not-found', message: 'Choose the files once more.' });
      return paths;
    },
  };
}

export type Chosen = ReturnType<typeof createChosen>;
