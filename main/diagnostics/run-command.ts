import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { systemCode } from '../engine/errors';
import { decodeOutput } from './decode-output';

export interface CommandResult {
  /** Null where it was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** ms until it is ended by force; at most 3000. */
  timeoutMs?: number;
  signal: AbortSignal;
  env?: Readonly<Record<string, string | undefined>>;
}

/** Bytes kept of each output. */
const maxOutput = 256 * 1024;
const longest = 3000;

/** A command that did not end in time. */
export class CommandLate extends Error {
  override readonly name = 'CommandLate';
}

/**
 * Runs a program without a shell and gives its exit code and outputs, decoded from whatever the system writes.
 * The path must be absolute: what is found first in somebody's folder is not what we mean to run. Rejects when
 * it cannot be started, with `CommandLate` when it takes too long.
 */
export function runCommand(
  path: string,
  args: readonly string[],
  options: RunOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    if (!posix.isAbsolute(path) && !win32.isAbsolute(path)) {
      reject(new Error(`Not an absolute path: ${path}`));
      return;
    }
    const child = spawn(path, [...args], {
      shell: false,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ...options.env },
    });
    const outputs = { stdout: collect(child.stdout), stderr: collect(child.stderr) };
    const end = (error: Error) => {
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open; nobody waits for them any more.
      child.stdout.destroy();
      child.stderr.destroy();
      settle();
      reject(error);
    };
    const late = setTimeout(
      () => end(new CommandLate(`${path} took too long.`)),
      Math.min(options.timeoutMs ?? longest, longest),
    );
    const stop = () => end(new CommandLate(`${path} was stopped.`));
    const settle = () => {
      clearTimeout(late);
      options.signal.removeEventListener('abort', stop);
    };
    options.signal.addEventListener('abort', stop);
    if (options.signal.aborted) stop();
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      resolve({ code, stdout: outputs.stdout(), stderr: outputs.stderr() });
    });
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size >= maxOutput) return;
    chunks.push(chunk.subarray(0, maxOutput - size));
    size += chunk.length;
  });
  stream.on('error', () => undefined);
  return () => decodeOutput(Buffer.concat(chunks));
}

/** The absolute path of a program in one of the folders, or null. Does not ask the shell. */
export async function findProgram(
  name: string,
  folders: readonly string[],
  platform: NodeJS.Platform,
): Promise<string | null> {
  const join = platform === 'win32' ? win32.join : posix.join;
  for (const folder of folders) {
    if (folder === '') continue;
    const path = join(folder, name);
    try {
      if ((await stat(path)).isFile()) return path;
    } catch (error) {
      const code = systemCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') throw error;
    }
  }
  return null;
}

/** The folders programs are looked for in: `PATH`, and those that a program started from a desktop lacks there. */
export function programFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const path = env.PATH ?? env.Path ?? '';
  const own = path
    .split(platform === 'win32' ? ';' : ':')
    .filter((folder) => folder !== '' && folder !== '.');
  const root = env.SystemRoot ?? 'C:\\Windows';
  const usual: Record<string, string[]> = {
    linux: ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'],
    darwin: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'],
    win32: [
      win32.join(root, 'System32'),
      win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0'),
      'C:\\Program Files\\Docker\\Docker\\resources\\bin',
    ],
  };
  return [...new Set([...own, ...(usual[platform] ?? [])])];
}
