import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRecord, BuildRow } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { writeFile, writeFileSync } from 'atomically';
import type { Cache } from '../cache/types';

/** A build as it is kept: no secret is in it. */
export interface KeptBuild {
  record: BuildRecord;
  output: Record<string, string>;
}

/** Builds that are kept; the oldest go. */
const most = 100;
const fileId = /^[0-9a-f-]{36}$/;

/**
 * The builds that have been, in the profile's folder `builds`: a list (`index.json`, in the `builds` table), and a file
 * for each with steps and output. Files are readable by their owner only; a list that cannot be read counts as empty.
 */
export function createHistory({ folder, cache }: { folder: string; cache: Cache }) {
  const index = join(folder, 'index.json');
  const fileOf = (id: string) => join(folder, `${id}.json`);
  for (const row of readIndex(index)) cache.set('builds', row.id, row);
  cache.set('lists', 'builds', { state: 'ready', error: null });

  function store(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const rows = [...cache.rows('builds').values()].filter(({ state }) => state !== 'running');
    const old = rows.sort((a, b) => b.startedAt - a.startedAt).splice(most);
    drop(old.map(({ id }) => id));
    writeFileSync(index, `${JSON.stringify({ builds: rows })}\n`, { mode: 0o600 });
  }
  function drop(ids: readonly string[]): void {
    for (const id of ids) {
      cache.set('builds', id, null);
      rmSync(fileOf(id), { force: true });
    }
  }

  return {
    /** Also puts it into the table, as it ended. Throws when it cannot be written. */
    async keep(build: KeptBuild): Promise<void> {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(build.record.row.id), JSON.stringify(build), { mode: 0o600 });
      cache.set('builds', build.record.row.id, build.record.row);
      store();
    },
    /** Throws `not-found` for one that is not kept. */
    async read(id: string): Promise<KeptBuild> {
      try {
        return JSON.parse(await readFile(fileOf(id), 'utf8')) as KeptBuild;
      } catch {
        throw new LighterError({ code: 'not-found', message: 'This build is no longer kept.' });
      }
    },
    forget(ids: readonly string[]): void {
      drop(ids.filter((id) => cache.get('builds', id)?.state !== 'running'));
      store();
    },
  };
}

export type History = ReturnType<typeof createHistory>;

function readIndex(file: string): BuildRow[] {
  try {
    const { builds } = JSON.parse(readFileSync(file, 'utf8')) as { builds?: unknown };
    return (Array.isArray(builds) ? builds : []).filter(
      (row): row is BuildRow =>
        typeof row?.id === 'string' && fileId.test(row.id) && typeof row.startedAt === 'number',
    );
  } catch {
    // None was ever kept.
    return [];
  }
}
