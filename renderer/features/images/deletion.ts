import type { ImageLine } from './image-rows';

/** What deleting a line comes to. */
export type Effect =
  /** The name goes, the image stays under others. */
  | 'untag'
  /** The image goes. */
  | 'remove'
  /** Refused, unless by force: stopped containers were made from it. */
  | 'force'
  /** Refused; by force only the name goes, because a container runs from it. */
  | 'force-name'
  /** Refused, also by force: it has no name, and a container runs from it. */
  | 'never';

export interface Deletion {
  line: ImageLine;
  effect: Effect;
  /** The names that the image keeps. */
  kept: readonly string[];
}

const holds = (state: string) => state === 'running' || state === 'paused' || state === 'restarting';

/** What deleting these lines together comes to, a line each, by the engine's own rules. */
export function planDeletion(lines: readonly ImageLine[]): Deletion[] {
  const chosen = new Set(lines.map((line) => line.key));
  return lines.map((line) => {
    const kept = line.image.tags.filter((tag) => !chosen.has(tag));
    return { line, kept, effect: effectOf(line, kept) };
  });
}

function effectOf({ tag, users }: ImageLine, kept: readonly string[]): Effect {
  if (kept.length > 0) return 'untag';
  if (users.length === 0) return 'remove';
  if (!users.some((user) => holds(user.state))) return 'force';
  return tag === null ? 'never' : 'force-name';
}

/** Whether force would help any of them. */
export const canForce = (plan: readonly Deletion[]) =>
  plan.some(({ effect }) => effect === 'force' || effect === 'force-name');

/**
 * The bytes that can come free: images that really go, each once. Layers that other images share stay, so it is
 * an upper bound.
 */
export function mostFreed(plan: readonly Deletion[]): number {
  const going = new Map(
    plan.filter(({ effect }) => effect === 'remove').map(({ line }) => [line.image.id, line.image.size]),
  );
  return [...going.values()].reduce((sum, size) => sum + size, 0);
}

/** The Docker CLI's arguments that do the same. */
export const deletionArgs = (plan: readonly Deletion[], isForced: boolean) => [
  'docker',
  'rmi',
  ...(isForced ? ['-f'] : []),
  ...plan.map(({ line }) => line.key),
];
