import type { ContainerRow } from '@contract/containers';

/** What `docker ps` shows: everything with a live main process, paused and restarting ones too. The engine
 *  deletes these only by force. */
export function isRunning({ state }: ContainerRow): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

/** The rest of `docker ps -a`. */
export function isStopped(row: ContainerRow): boolean {
  return !isRunning(row);
}

export function isUnhealthy({ state, health }: ContainerRow): boolean {
  return state === 'running' && health === 'unhealthy';
}

export type ContainerAction = 'start' | 'stop' | 'restart' | 'pause' | 'resume' | 'kill';

/** Whether the engine would accept the action on a container in this state. */
export function canDo(action: ContainerAction, row: ContainerRow): boolean {
  switch (action) {
    case 'start':
      return row.state === 'created' || row.state === 'exited';
    case 'stop':
    case 'kill':
      return isRunning(row);
    case 'restart':
      return isRunning(row) || row.state === 'exited';
    case 'pause':
      return row.state === 'running';
    case 'resume':
      return row.state === 'paused';
  }
}

/** What `Delete stopped` takes: never one that is being removed already. */
export function isDeletableStopped(row: ContainerRow): boolean {
  return isStopped(row) && row.state !== 'removing';
}
