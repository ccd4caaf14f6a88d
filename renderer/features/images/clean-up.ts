import type { ImageUsage } from '@contract/images';
import { mostFreed, planDeletion } from './deletion';
import type { ImageLine } from './image-rows';

export interface CleanUpChoice {
  /** Only images without a name, or every image that no container was made from. */
  which: 'dangling' | 'unused';
  /** Only images that were made longer ago than this, hours; 0 for all. */
  olderThan: number;
}

export interface CleanUpPlan {
  going: ImageLine[];
  /** What the choice would hit, but somebody protects. */
  kept: ImageLine[];
}

/** What a clean-up deletes: exactly these lines. `now` in ms since 1970. */
export function planCleanUp(
  lines: readonly ImageLine[],
  { which, olderThan }: CleanUpChoice,
  isProtected: (line: ImageLine) => boolean,
  now: number,
): CleanUpPlan {
  const newest = now - olderThan * 3_600_000;
  const hit = lines.filter(
    ({ use, image }) =>
      (which === 'unused' ? use !== 'in-use' : use === 'dangling') &&
      (olderThan === 0 || image.createdAt < newest),
  );
  return { going: hit.filter((line) => !isProtected(line)), kept: hit.filter(isProtected) };
}

/**
 * The bytes that come back when these go: at least what no other image shares, at most all of them. The same
 * number twice where nothing is shared; `least` is null where the engine does not tell.
 */
export function freedRange(
  lines: readonly ImageLine[],
  usage: ImageUsage | null,
): { least: number | null; most: number } {
  const plan = planDeletion(lines);
  const most = mostFreed(plan);
  const images = new Map(
    plan.filter(({ effect }) => effect === 'remove').map(({ line }) => [line.image.id, line.image.size]),
  );
  let least: number | null = usage === null ? null : 0;
  for (const [id, size] of images) {
    const shared = usage?.shared[id] ?? null;
    least = least === null || shared === null ? null : least + Math.max(0, size - shared);
  }
  return { least, most: usage === null ? most : Math.min(most, usage.total) };
}
