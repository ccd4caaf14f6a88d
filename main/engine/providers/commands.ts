import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { LighterError } from '@contract/errors';

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
}

/** Other programs: found once, run without a shell and with a time limit. */
export interface Commands {
  /** The absolute path of a program, or null. What has been found is not looked for again. */
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
      if (known) return known;
      const file = machine.platform === 'win32' && !name.includes('.') ? `${name}.exe` : name;
      const hit = folders.map((folder) => path.join(folder, file)).find(isProgram);
      if (hit) found.set(name, hit);
      return hit ?? null;
    },
    run: (program, args, { signal, limitMs }) =>
      new Promise((resolve, reject) => {
        const options = {
          env,
          signal,
          timeout: limitMs,
          maxBuffer: 4 * 1024 * 1024,
          windowsHide: true,
          shell: false,
        };
        execFile(program, [...args], options, (error, stdout, stderr) => {
          const name = path.basename(program);
          if (signal.aborted)
            return reject(new LighterError({ code: 'cancelled', message: `${name} was cancelled.` }));
          if (error?.killed) {
            return reject(
              new LighterError({
                code: 'timeout',
                message: `${name} did not end within ${limitMs / 1000} s.`,
              }),
            );
          }
          if (error && typeof error.code === 'string') {
            return reject(new LighterError({ code: 'internal', message: `${name}: ${error.code}` }));
          }
          resolve({ code: error ? (typeof error.code === 'number' ? error.code : null) : 0, stdout, stderr });
        });
      }),
  };
}
