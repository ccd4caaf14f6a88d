import type { TaskLayer } from '@contract/tasks';

/** How far a transfer was at a moment: ms since 1970, bytes. */
export interface Mark {
  at: number;
  bytes: number;
}

/** Only the last seconds count: an average over the whole pull would lag behind a line that slows down. */
const windowMs = 5000;
/** Two marks closer than this say nothing about speed. */
const leastMs = 800;

/** The marks with one more; those out of the window are dropped. A step back (a layer anew) starts afresh. */
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  const last = marks.at(-1);
  if (last && mark.bytes < last.bytes) return [mark];
  return [...marks.filter((other) => mark.at - other.at <= windowMs), mark];
}

/** Bytes a second over the window; null while it cannot be told. */
export function speedOf(marks: readonly Mark[]): number | null {
  const first = marks[0];
  const last = marks.at(-1);
  if (!first || !last || last.at - first.at < leastMs) return null;
  const speed = ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
  return speed > 0 ? speed : null;
}

/** Whether the total is one: while a layer waits its size is unknown, and what is left would be told too low. */
export function isTotalKnown(layers: readonly TaskLayer[], isDone: (status: string) => boolean): boolean {
  return layers.every(({ status, total }) => total !== null || isDone(status));
}

/** ms until `left` bytes are there; null while it cannot be told. */
export function timeLeft(left: number, speed: number | null): number | null {
  return speed === null || left <= 0 ? null : (left / speed) * 1000;
}
