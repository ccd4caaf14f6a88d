import type { ContainerRow } from '@contract/containers';
import type { TerminalSession } from './terminal-session';

/** A session shorter than this is not begun again by itself, ms: its container may be starting over and over. */
const shortest = 2000;
/** How inexactly the row may know when its container was started, ms. */
const inexact = 1500;

/** Whether a session comes back by itself: a shell whose container was stopped under it and runs again. Pure. */
export function mayRevive(
  session: Pick<TerminalSession, 'state' | 'options' | 'startedAt' | 'endedAt'>,
  row: Pick<ContainerRow, 'state' | 'since'>,
  sawStopped: boolean,
): boolean {
  const { state, options, startedAt, endedAt } = session;
  if (state.kind !== 'ended' || state.why !== 'stopped' || options.command.length > 0) return false;
  if (endedAt - startedAt < shortest || row.state !== 'running') return false;
  return sawStopped || (row.since !== null && row.since >= startedAt + inexact);
}
