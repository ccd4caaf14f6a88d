import { LighterError } from '@contract/errors';
import type { Settings } from '@contract/settings';
import type { Cache } from '../cache/types';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';

/** Refuses to delete a protected container whose name was not typed (`typed`). Throws `protected`. */
export type Protect = (client: EngineClient, id: string, typed: readonly string[]) => Promise<void>;

interface ProtectionDeps {
  settings: { readonly current: Pick<Settings, 'marks'> };
  cache: Cache;
  connection: Connection;
}

/** Who deletes containers asks here first, whatever it was told by the page. */
export function createProtection({ settings, cache, connection }: ProtectionDeps): Protect {
  return async (client, id, typed) => {
    const marked = settings.current.marks[connection.row.endpoint.url]?.protected ?? [];
    if (marked.length === 0) return;
    // A shortened id is in no table.
    const name = cache.get('containers', id)?.name ?? (await askName(client, id));
    if (!marked.includes(name) || typed.includes(name)) return;
    throw new LighterError({
      code: 'protected',
      message: `${name} is protected in Lighter: type its name to delete it.`,
    });
  };
}

async function askName(client: EngineClient, id: string): Promise<string> {
  const found = await client.request<{ Name?: string } | null>('GET', enginePath`/containers/${id}/json`);
  return (found?.Name ?? '').replace(/^\//, '');
}
