import type { DiskShare, DiskUsage } from '@contract/anatomy';

/** `GET /system/df`, as far as it is read; every part may be missing or null on another engine. */
export interface DiskAnswer {
  LayersSize?: number;
  Images?: { Size?: number; SharedSize?: number; Containers?: number }[] | null;
  Containers?: { SizeRw?: number; State?: string }[] | null;
  Volumes?: { UsageData?: { Size?: number; RefCount?: number } | null }[] | null;
  BuildCache?: { Size?: number; InUse?: boolean; Shared?: boolean }[] | null;
}

/** Sums it up as `docker system df` does. The engine writes -1 where it does not know. Pure. */
export function toDiskUsage(answer: DiskAnswer, took: number): DiskUsage {
  return {
    images: imageShare(answer),
    containers: share(
      (answer.Containers ?? []).map(({ SizeRw, State }) => ({
        size: SizeRw,
        active: State === 'running' || State === 'paused' || State === 'restarting',
      })),
    ),
    volumes: share(
      (answer.Volumes ?? []).map(({ UsageData }) => ({
        size: UsageData?.Size,
        active: (UsageData?.RefCount ?? 0) > 0,
      })),
    ),
    // A shared part is counted with the image that has it.
    buildCache: share(
      (answer.BuildCache ?? []).map(({ Size, InUse, Shared }) => ({
        size: Shared ? 0 : Size,
        active: InUse === true,
      })),
    ),
    took,
  };
}

const known = (size: number | undefined) => Math.max(0, size ?? 0);

function share(objects: { size: number | undefined; active: boolean }[]): DiskShare {
  const sum: DiskShare = { count: objects.length, active: 0, size: 0, reclaimable: 0 };
  for (const { size, active } of objects) {
    sum.size += known(size);
    if (active) sum.active += 1;
    else sum.reclaimable += known(size);
  }
  return sum;
}

/** Images share layers: their sizes do not add up, the layers' sum does. */
function imageShare({ Images, LayersSize }: DiskAnswer): DiskShare {
  const images = Images ?? [];
  const active = images.filter(({ Containers }) => (Containers ?? 0) > 0);
  const own = active.reduce((sum, { Size, SharedSize }) => sum + known(known(Size) - known(SharedSize)), 0);
  const size = known(LayersSize);
  return {
    count: images.length,
    active: active.length,
    size,
    reclaimable: Math.max(0, size - own),
  };
}
