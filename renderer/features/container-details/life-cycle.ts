import type { ContainerState } from '@contract/containers';

export const places = ['created', 'running', 'paused', 'exited', 'removed'] as const;
export type Place = (typeof places)[number];

/** Where on the strip a container in that state stands. */
export function placeOf(state: ContainerState): Place {
  if (state === 'restarting') return 'running';
  if (state === 'dead') return 'exited';
  if (state === 'removing') return 'removed';
  return state;
}

/** The action that leads from one place to another, null where no single one does. */
export function stepTo(from: Place, to: Place): 'start' | 'pause' | 'resume' | 'stop' | 'delete' | null {
  if (from === to || from === 'removed') return null;
  if (to === 'removed') return 'delete';
  if (to === 'running') return from === 'paused' ? 'resume' : 'start';
  if (to === 'paused') return from === 'running' ? 'pause' : null;
  if (to === 'exited') return from === 'created' ? null : 'stop';
  return null;
}
