import { expect, it } from 'vitest';
import { toDiskUsage } from './anatomy-disk';

it('sums up as docker system df does', () => {
  const usage = toDiskUsage(
    {
      LayersSize: 1000,
      Images: [
        { Size: 600, SharedSize: 200, Containers: 2 },
        { Size: 300, SharedSize: 200, Containers: 0 },
        { Size: 500, SharedSize: -1, Containers: -1 },
      ],
      Containers: [{ SizeRw: 10, State: 'running' }, { SizeRw: 5, State: 'exited' }, { State: 'paused' }],
      Volumes: [
        { UsageData: { Size: 70, RefCount: 1 } },
        { UsageData: { Size: 30, RefCount: 0 } },
        { UsageData: { Size: -1, RefCount: -1 } },
        { UsageData: null },
      ],
      BuildCache: [
        { Size: 40, InUse: false, Shared: false },
        { Size: 9, InUse: true, Shared: false },
        { Size: 99, InUse: false, Shared: true },
      ],
    },
    12,
  );
  expect(usage).toEqual({
    images: { count: 3, active: 1, size: 1000, reclaimable: 600 },
    containers: { count: 3, active: 2, size: 15, reclaimable: 5 },
    volumes: { count: 4, active: 1, size: 100, reclaimable: 30 },
    buildCache: { count: 3, active: 1, size: 49, reclaimable: 40 },
    took: 12,
  });
});

it('reads an engine that tells nothing', () => {
  const nothing = { count: 0, active: 0, size: 0, reclaimable: 0 };
  expect(toDiskUsage({ Images: null, BuildCache: null }, 0)).toEqual({
    images: nothing,
    containers: nothing,
    volumes: nothing,
    buildCache: nothing,
    took: 0,
  });
});
