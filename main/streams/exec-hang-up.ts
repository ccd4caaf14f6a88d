import type { TerminalClose } from '@contract/exec';
import type { EngineClient } from '../engine/types';
import { type ExecProcess, startDetached } from './exec-process';

/** How long each way is given, ms, and how often the engine is asked meanwhile. */
export interface Patience {
  leave: number;
  signal: number;
  every: number;
}
const usual: Patience = { leave: 900, signal: 1200, every: 75 };

/** Ctrl+C clears the line and stops what runs in front; Ctrl+D twice leaves a shell, also one with stopped jobs. */
const goodbye = '\x03\x04\x04';

/**
 * Every process that has the mark in its environment gets the signal. `tr` and `grep`, because an environment's
 * parts end in NUL, which small shells cannot read.
 */
const script =
  'for p in /proc/[0-9]*; do ' +
  'if tr "\\0" "\\n" <"$p/environ" 2>/dev/null | grep -qxF -- "$1"; then kill -"$2" "$' +
  '{p#/proc/}"; fi; done 2>/dev/null';

interface HangUp {
  client: EngineClient;
  container: string;
  exec: ExecProcess;
  user: string;
  mark: string;
  /** A shell that is known to be there. */
  shell: readonly string[];
  patience?: Patience;
}

/**
 * Ends a session's process, because the engine lets it run on when its stream goes: says goodbye as a person
 * would, then signals it from a second process in the container, as its user, then as root. Never throws.
 */
export async function hangUp(deps: HangUp): Promise<TerminalClose> {
  const { client, container, exec, mark, shell, patience = usual } = deps;
  const signal = (name: 'HUP' | 'KILL', user: string) =>
    startDetached(client, container, user, [...shell, '-c', script, 'lighter', mark, name]);
  try {
    exec.socket.write(goodbye);
    if (await ends(exec, patience.leave, patience)) return 'left';
    await signal('HUP', deps.user);
    if (await ends(exec, patience.signal, patience)) return 'hung-up';
    await signal('KILL', deps.user);
    if (await ends(exec, patience.signal, patience)) return 'killed';
    await signal('KILL', '0');
    if (await ends(exec, patience.signal, patience)) return 'killed';
  } catch {
    // No shell, a paused container or a lost engine: what is known is that it was still running.
  }
  return 'running';
}

async function ends(exec: ExecProcess, ms: number, { every }: Patience): Promise<boolean> {
  const until = Date.now() + ms;
  for (;;) {
    const state = await exec.inspect();
    if (!state?.running) return true;
    if (Date.now() >= until) return false;
    await new Promise<void>((resolve) => setTimeout(resolve, every));
  }
}
