import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { LighterError } from '@contract/errors';
import { spawnClean } from './spawn-clean';

export interface Output {
  /** Null when the program was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  signal: AbortSignal;
  /** ms, after which the program is ended. */
  limitMs: number;
  /** Told the last lines of both outputs, as they come. */
  onLines?(lines: string[]): void;
}

/** Other programs: found once, run without a shell and with a time limit. */
export interface Commands {
  /** The absolute path of a program, or null. What has been found is not looked for again while it is there. */
  find(name: string): string | null;
  /** Runs a program by its absolute path to its end. Throws `timeout`, `cancelled`, `internal` (cannot be run). */
  run(path: string, args: readonly string[], options: RunOptions): Promise<Output>;
  /** The environment programs are run in: main's own with the longer PATH. */
  readonly env: NodeJS.ProcessEnv;
}

export interface Machine {
  env: NodeJS.ProcessEnv;
  home: string;
  platform: NodeJS.Platform;
}

/**
 * Where programs are looked for: PATH, and what a desktop's PATH leaves out (Debian keeps system programs in
 * sbin; macOS gives apps a PATH without Homebrew's and the runtimes' folders). Relative entries are left out. Pure.
 */
export function programFolders({ env, home, platform }: Machine): string[] {
  const path = platform === 'win32' ? win32 : posix;
  const more: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: [
      '/usr/local/sbin',
      '/usr/local/bin',
      '/usr/sbin',
      '/usr/bin',
      '/sbin',
      '/bin',
      `${home}/bin`,
      `${home}/.rd/bin`,
    ],
    darwin: [
      '/opt/homebrew/bin',
      '/usr/local/bin',
      '/opt/local/bin',
      `${home}/.rd/bin`,
      `${home}/.orbstack/bin`,
      '/Applications/Docker.app/Contents/Resources/bin',
      '/Applications/OrbStack.app/Contents/MacOS/bin',
    ],
    win32: [
      'C:\\Program Files\\Docker\\Docker\\resources\\bin',
      'C:\\Program Files\\RedHat\\Podman',
      'C:\\Program Files\\Rancher Desktop\\resources\\resources\\win32\\bin',
    ],
  };
  const own = (env.PATH ?? env.Path ?? '').split(path.delimiter);
  return [...new Set([...own, ...(more[platform] ?? [])])].filter((folder) => path.isAbsolute(folder));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function createCommands(machine: Machine): Commands {
  const path = machine.platform === 'win32' ? win32 : posix;
  const folders = programFolders(machine);
  const found = new Map<string, string>();
  const env = { ...machine.env, PATH: folders.join(path.delimiter), LC_ALL: 'C' };
  return {
    env,
    find(name) {
      const known = found.get(name);
      if (known && isProgram(known)) return known;
      const file = machine.platform === 'win32' && !name.includes('.') ? `${name}.exe` : name;
      const hit = folders.map((folder) => path.join(folder, file)).find(isProgram);
      if (hit) found.set(name, hit);
      else found.delete(name);
      return hit ?? null;
    },
    run: (program, args, options) => runToEnd(program, args, env, options),
  };
}

/** Bytes of each output that are kept. */
const mostOutput = 4 * 1024 * 1024;
/** Lines that `onLines` is told. */
const lastLines = 6;
/** ms after which a program that was told to end is killed, and after which it is not waited for any more. */
const killAfter = 2_000;
const leaveAfter = 3_000;
/** ms that the outputs may stay open after the program has ended: a daemon it has left behind may hold them. */
const drainMs = 300;

function runToEnd(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { signal, limitMs, onLines }: RunOptions,
): Promise<Output> {
  const name = program.split(/[\\/]/).at(-1) ?? program;
  return new Promise((resolve, reject) => {
    const fail = (code: 'cancelled' | 'timeout' | 'internal', message: string) =>
      reject(new LighterError({ code, message }));
    if (signal.aborted) return fail('cancelled', `${name} was cancelled.`);
    const child = spawnClean(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    let said = '';
    for (const key of ['stdout', 'stderr'] as const) {
      child[key]?.setEncoding('utf8').on('data', (text: string) => {
        if (texts[key].length < mostOutput) texts[key] += text;
        if (!onLines) return;
        said = (said + text).slice(-8_000);
        onLines(
          said
            .split(/[\r\n]+/)
            .filter((line) => line.trim() !== '')
            .slice(-lastLines),
        );
      });
    }
    let late = false;
    const ends: NodeJS.Timeout[] = [];
    const end = () => {
      child.kill('SIGTERM');
      ends.push(setTimeout(() => child.kill('SIGKILL'), killAfter));
      // pkexec belongs to root once the password was given: then it cannot be ended by us.
      ends.push(setTimeout(() => settle(null), leaveAfter));
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, limitMs);
    signal.addEventListener('abort', end, { once: true });
    const settle = (code: number | null) => {
      clearTimeout(timer);
      for (const waiting of ends) clearTimeout(waiting);
      signal.removeEventListener('abort', end);
      child.stdout?.destroy();
      child.stderr?.destroy();
      if (signal.aborted) fail('cancelled', `${name} was cancelled.`);
      else if (late) fail('timeout', `${name} did not end within ${limitMs / 1000} s.`);
      else resolve({ code, ...texts });
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      for (const waiting of ends) clearTimeout(waiting);
      signal.removeEventListener('abort', end);
      fail('internal', `${name}: ${error.code ?? error.message}`);
    });
    child.once('exit', (code) => {
      const drained = setTimeout(() => settle(code), drainMs);
      child.once('close', () => {
        clearTimeout(drained);
        settle(code);
      });
    });
  });
}
