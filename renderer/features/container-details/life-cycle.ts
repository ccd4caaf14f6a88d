import type { ContainerState } from '@contract/containers';

export const places = ['created', 'running', 'paused', 'exited', 'removed'] as const;
export type Place = (typeof places)[number];

/** What leads from one place to another, or back to the same one (`restart`). */
export type Step = 'start' | 'pause' | 'resume' | 'stop' | 'kill' | 'restart' | 'delete';

/** Where in the picture a container in that state stands. */
export function placeOf(state: ContainerState): Place {
  if (state === 'restarting') return 'running';
  if (state === 'dead') return 'exited';
  if (state === 'removing') return 'removed';
  return state;
}

/** An arrow of the picture: it is drawn always, and a button while one may go along it. */
export interface Arrow {
  /** Its place in the picture, a name for the style sheet. */
  id: 'first' | 'again' | 'pause' | 'resume' | 'end' | 'remove';
  from: Place;
  to: Place;
  step: Step;
}

export const arrows: readonly Arrow[] = [
  { id: 'first', from: 'created', to: 'running', step: 'start' },
  { id: 'pause', from: 'running', to: 'paused', step: 'pause' },
  { id: 'resume', from: 'paused', to: 'running', step: 'resume' },
  { id: 'end', from: 'running', to: 'exited', step: 'stop' },
  { id: 'again', from: 'exited', to: 'running', step: 'start' },
  { id: 'remove', from: 'exited', to: 'removed', step: 'delete' },
];

/** What the engine accepts now, in the order of the picture. The same rules as `canDo` of the list. */
export function legalSteps(state: ContainerState): readonly Step[] {
  switch (state) {
    case 'created':
      return ['start', 'delete'];
    case 'running':
      return ['stop', 'pause', 'restart', 'kill', 'delete'];
    case 'paused':
      return ['resume', 'stop', 'restart', 'kill', 'delete'];
    case 'restarting':
      return ['stop', 'restart', 'kill', 'delete'];
    case 'exited':
      return ['start', 'restart', 'delete'];
    case 'dead':
      return ['delete'];
    case 'removing':
      return [];
  }
}

/**
 * The arrow that an action is drawn at from this place; null for one that leads back to where it stands (`restart`)
 * or is but another way along an arrow (`kill`). Deleting has the arrow into `removed`, wherever one is.
 */
export function arrowOf(place: Place, step: Step): Arrow['id'] | null {
  if (step === 'delete') return 'remove';
  // A paused one is stopped without being resumed by hand first.
  const from = place === 'paused' && step === 'stop' ? 'running' : place;
  return arrows.find((arrow) => arrow.from === from && arrow.step === step)?.id ?? null;
}
