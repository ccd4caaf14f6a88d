import type { BuildRow, BuildStep } from '@contract/builds';
import type { Shape, Tone } from '../../ui/state-mark';

const looks: Record<BuildStep['state'], { shape: Shape; tone: Tone }> = {
  waiting: { shape: 'dashed', tone: 'idle' },
  running: { shape: 'spin', tone: 'warn' },
  done: { shape: 'dot', tone: 'ok' },
  cached: { shape: 'ring', tone: 'ok' },
  failed: { shape: 'cross', tone: 'bad' },
  cancelled: { shape: 'ring', tone: 'idle' },
};

/** Colour and shape of a step's state. */
export const stepLook = (state: BuildStep['state']) => looks[state];

/** ms it took, or has taken so far; null before it began. Pure. */
export function tookOf(
  { startedAt, endedAt }: Pick<BuildStep, 'startedAt' | 'endedAt'>,
  now: number,
): number | null {
  return startedAt === null ? null : Math.max(0, (endedAt ?? now) - startedAt);
}

/** What `docker run` is to be given; null before there is an image. Pure. */
export const imageOf = ({ imageId, state }: BuildRow, tags: readonly string[]) =>
  state === 'done' && imageId !== null ? (tags[0] ?? imageId) : null;
