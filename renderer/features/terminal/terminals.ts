import { create } from 'zustand';
import { useMirror } from '../../store/mirror';
import { mayRevive } from './revive';
import { TerminalSession } from './terminal-session';

/** A container's sessions, which stay while other tabs and pages are looked at. */
interface TerminalGroup {
  sessions: TerminalSession[];
  active: number;
  /** Numbers are not given twice. */
  last: number;
  /** The next session's user and command line, as typed. */
  user: string;
  command: string;
  /** The container did not run at some moment since its sessions ended. */
  sawStopped: boolean;
}

/** Sessions of one container: each is a process there and a screen here. */
export const maxSessions = 12;

const groups = new Map<string, TerminalGroup>();
const useVersion = create<{ version: number }>(() => ({ version: 0 }));
const changed = () => useVersion.setState(({ version }) => ({ version: version + 1 }));
let watching = false;

function groupOf(id: string): TerminalGroup {
  const known = groups.get(id);
  if (known) return known;
  const made = { sessions: [], active: 0, last: 0, user: '', command: '', sawStopped: false };
  groups.set(id, made);
  return made;
}

/** The container's sessions; re-renders with each change of any. */
export function useTerminals(id: string): TerminalGroup {
  useVersion((state) => state.version);
  return groupOf(id);
}

/** Adds a session and makes it the one in view; it starts once it has been given a size. */
export function addSession(
  id: string,
  { command = [], attach = false }: { command?: string[]; attach?: boolean } = {},
): TerminalSession | null {
  watch();
  const group = groupOf(id);
  if (group.sessions.length >= maxSessions) return null;
  group.last += 1;
  const session = new TerminalSession(
    id,
    group.last,
    { user: attach ? '' : group.user.trim(), command, attach },
    changed,
  );
  group.sessions.push(session);
  group.active = session.number;
  changed();
  return session;
}

export function showSession(id: string, number: number): void {
  groupOf(id).active = number;
  changed();
}

/** The session at the main process comes into view, a new one if there is none that lives. */
export function attachSession(id: string): void {
  const known = groupOf(id).sessions.find((one) => one.options.attach && one.state.kind !== 'ended');
  if (known) showSession(id, known.number);
  else addSession(id, { attach: true });
}

/** What the next session of this container is to be; kept until the window is closed. */
export function setWish(id: string, wish: Partial<Pick<TerminalGroup, 'user' | 'command'>>): void {
  Object.assign(groupOf(id), wish);
  changed();
}

/** Takes a session out; its neighbour comes into view. */
export function removeSession(session: TerminalSession): void {
  const group = groupOf(session.container);
  const at = group.sessions.indexOf(session);
  if (at < 0) return;
  group.sessions.splice(at, 1);
  const neighbour = group.sessions[Math.min(at, group.sessions.length - 1)];
  if (group.active === session.number) group.active = neighbour?.number ?? 0;
  session.dispose();
  changed();
}

/** From the first session on: those of deleted containers go, and a restarted container's shells come back. */
function watch(): void {
  if (watching) return;
  watching = true;
  useMirror.subscribe(look);
  useVersion.subscribe(look);
}

function look(): void {
  const { containers, lists } = useMirror.getState().tables;
  for (const [id, group] of groups) {
    const row = containers.get(id);
    if (!row) {
      if (lists.get('containers')?.state !== 'ready') continue;
      groups.delete(id);
      for (const session of group.sessions) session.dispose();
      continue;
    }
    if (row.state !== 'running') group.sawStopped = true;
    else {
      for (const session of group.sessions) if (mayRevive(session, row, group.sawStopped)) session.start();
      group.sawStopped = false;
    }
  }
}
