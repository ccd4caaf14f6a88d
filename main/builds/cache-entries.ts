import type { CacheEntry } from '@contract/builds';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

interface RawEntry {
  ID?: string;
  Description?: string;
  InUse?: boolean;
  Shared?: boolean;
  Size?: number;
  LastUsedAt?: string | null;
  UsageCount?: number;
}

/** ms; an engine counts the bytes of everything it has. */
const timeout = 120_000;

/** `GET /system/df`: the build cache, the largest first. Throws `LighterError`. */
export async function listCache(client: EngineClient): Promise<CacheEntry[]> {
  const usage = await client.request<{ BuildCache?: RawEntry[] | null }>('GET', enginePath`/system/df`, {
    timeoutMs: timeout,
  });
  return (usage.BuildCache ?? [])
    .map((raw) => ({
      id: raw.ID ?? '',
      what: raw.Description ?? '',
      size: raw.Size ?? 0,
      inUse: raw.InUse ?? false,
      shared: raw.Shared ?? false,
      lastUsedAt: raw.LastUsedAt ? Date.parse(raw.LastUsedAt) : null,
      uses: raw.UsageCount ?? 0,
    }))
    .sort((a, b) => b.size - a.size);
}

/** `POST /build/prune`: what no build uses now; without `all` only what no image or later step stands on. */
export async function clearCache(client: EngineClient, all: boolean): Promise<{ freed: number }> {
  const answer = await client.request<{ SpaceReclaimed?: number }>('POST', enginePath`/build/prune`, {
    query: { all },
    timeoutMs: timeout,
  });
  return { freed: answer?.SpaceReclaimed ?? 0 };
}
