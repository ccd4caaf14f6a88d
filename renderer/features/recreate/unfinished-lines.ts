import type { UnfinishedRecreate } from '@contract/recreate';
import { shellLine } from '../../lib/shell-quote';

/** What the docker CLI ends a broken off replacement with, either way; no `keep` where there is no new container. Pure. */
export function unfinishedLines(row: UnfinishedRecreate): { back: string; keep: string | null } {
  const { name, keptName, newName, newRuns, ran, paused } = row;
  const lines = (...commands: (readonly string[] | false)[]) =>
    commands.flatMap((command) => (command ? [shellLine(['docker', ...command])] : [])).join(' && ');
  return {
    back: lines(
      newName !== null && ['rm', '-f', '-v', newName],
      keptName !== name && ['rename', keptName, name],
      ran && ['start', name],
      paused && ['pause', name],
    ),
    keep: newName === null ? null : lines(ran && !newRuns && ['start', newName], ['rm', '-f', keptName]),
  };
}
