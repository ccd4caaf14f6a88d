import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';

const closeOnExec = 0o2000000;

/** Whether a descriptor passes to programs we start, from its `/proc/self/fdinfo` entry. Pure. */
export function isInherited(fdinfo: string): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(fdinfo)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
}

/** Our descriptors above the standard three that a program started by us would have open. Linux; elsewhere empty. */
function inherited(): number[] {
  try {
    return readdirSync('/proc/self/fd')
      .map(Number)
      .filter((fd) => {
        if (fd < 3) return false;
        try {
          return isInherited(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'));
        } catch {
          return false;
        }
      });
  } catch {
    return [];
  }
}

/**
 * `spawn` without a shell, giving the program nothing but what `stdio` says. Chromium leaves files, sockets and
 * pipes of its own open for whatever is started: an engine that outlives us would keep them, and whoever waits for
 * our output to end would wait for the engine. They are /dev/null to the program.
 */
export function spawnClean(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { stdio: [StdioEntry, StdioEntry, StdioEntry] },
): ChildProcess {
  const leaking = new Set(inherited());
  if (leaking.size === 0) return spawn(program, [...args], { ...options, shell: false, windowsHide: true });
  const nothing = openSync('/dev/null', 'r+');
  try {
    const more = Array.from({ length: Math.max(...leaking) - 2 }, (_, index) =>
      leaking.has(index + 3) ? nothing : ('ignore' as const),
    );
    const stdio = [...options.stdio, ...more];
    return spawn(program, [...args], { ...options, stdio, shell: false, windowsHide: true });
  } finally {
    closeSync(nothing);
  }
}

type StdioEntry = 'ignore' | 'pipe' | number;
