import type { ImageUsage } from '@contract/images';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** The engine walks every layer, ms. */
const timeoutMs = 120_000;

interface RawUsage {
  LayersSize?: number;
  Images?: { Id: string; SharedSize?: number }[] | null;
}

/** `GET /system/df`, of images where the engine can leave out the rest. */
export async function imageUsage(client: EngineClient, signal?: AbortSignal): Promise<ImageUsage> {
  // Engines before API 1.42 do not know `type` and answer with everything.
  const usage = await client.request<RawUsage>('GET', enginePath`/system/df`, {
    query: { type: 'image' },
    signal,
    timeoutMs,
  });
  const shared = (usage.Images ?? []).map(({ Id, SharedSize }) => [
    Id,
    SharedSize === undefined || SharedSize < 0 ? null : SharedSize,
  ]);
  return { total: usage.LayersSize ?? 0, shared: Object.fromEntries(shared) };
}
