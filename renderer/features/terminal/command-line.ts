import { shellLine } from '../../lib/shell-quote';
import type { TerminalSession } from './terminal-session';

/** The Docker CLI command that opens the same session. Pure. */
export function commandLine(
  name: string,
  session: Pick<TerminalSession, 'state' | 'options'> | undefined,
): string {
  const user = session?.options.user ?? '';
  if (session?.options.attach) return shellLine(['docker', 'attach', name]);
  const wanted = session?.options.command ?? [];
  const found = session?.state.kind === 'running' ? session.state.command : ['sh'];
  return shellLine([
    'docker',
    'exec',
    '-it',
    ...(user === '' ? [] : ['-u', user]),
    name,
    ...(wanted.length > 0 ? wanted : found),
  ]);
}
