import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { createInterface } from 'node:readline';
import type { BuildForm } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { buildErrorCode } from '../../engine/build';
import type { BuildEvent } from '../../engine/build-events';
import { openEngineDoor } from '../../engine/engine-door';
import { toLighterError } from '../../engine/errors';
import type { Target } from '../../engine/host-url';
import { spawnClean } from '../../engine/providers/spawn-clean';
import { buildxCall, hasRawJson } from './args';
import type { Buildx } from './find';
import { createPlainReader, createRawJsonReader } from './output';

export interface BuildxRequest {
  buildx: Buildx;
  /** Where the image is to be. */
  target: Target;
  form: BuildForm;
  /** Absolute. */
  folder: string;
  dockerfile: string;
  /** The ssh agent's socket; null where it is not to be reached. */
  agent: string | null;
}

/** ms after which a command that was told to end is killed. */
const killAfter = 5_000;

/**
 * `docker buildx build` against the engine, without a shell: tells what happens, ends when the image is there. Throws
 * `LighterError` with the command's words when it does not come to that. Aborting ends the command and what it started,
 * which ends the build on the engine, and is waited for.
 */
export async function* runBuildx(
  { buildx, target, form, folder, dockerfile, agent }: BuildxRequest,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent, void, void> {
  const door = await openEngineDoor(target);
  if (door === null)
    throw new LighterError({ code: 'unsupported', message: 'docker buildx cannot reach this engine.' });
  const work = await mkdtemp(join(tmpdir(), 'lighter-buildx-'));
  const idFile = join(work, 'image-id');
  try {
    signal.throwIfAborted();
    const call = buildxCall({ form, folder, dockerfile, idFile, version: buildx.version, agent });
    const child = spawnClean(buildx.docker, call.args, {
      env: { ...buildx.env, ...call.env, DOCKER_HOST: door.host },
      cwd: work,
      // A group of its own: the docker command leaves it to its terminal to tell the plugin of a signal.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exited = exitOf(child);
    const reader = hasRawJson(buildx.version) ? createRawJsonReader() : createPlainReader();
    const end = ender(child, exited);
    signal.addEventListener('abort', end, { once: true });
    try {
      if (child.stderr)
        for await (const line of createInterface({
          input: child.stderr,
          crlfDelay: Number.POSITIVE_INFINITY,
        }))
          yield* reader.read(line);
      const code = await exited;
      signal.throwIfAborted();
      if (code !== 0) {
        const message = reader.words() || `docker buildx ended with code ${code}.`;
        throw new LighterError({ code: buildErrorCode(message), message });
      }
    } finally {
      signal.removeEventListener('abort', end);
      // Whoever stops listening wants no build behind his back either.
      if (child.exitCode === null && child.signalCode === null) end();
      await exited.catch(() => undefined);
    }
    yield { kind: 'image', id: (await readFile(idFile, 'utf8')).trim() };
  } catch (error) {
    throw toLighterError(error);
  } finally {
    await door.close();
    await rm(work, { recursive: true, force: true });
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(new LighterError({ code: 'internal', message: `docker: ${error.code ?? error.message}` })),
    );
    child.once('close', resolve);
  });
  // It is asked for only once the output has ended.
  exited.catch(() => undefined);
  return exited;
}

/** Ends a command and what it has started; by force when it does not. */
function ender(child: ChildProcess, exited: Promise<unknown>): () => void {
  return () => {
    kill(child, 'SIGTERM');
    const late = setTimeout(() => kill(child, 'SIGKILL'), killAfter);
    void exited.catch(() => undefined).then(() => clearTimeout(late));
  };
}

function kill({ pid }: ChildProcess, sign: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    if (process.platform !== 'win32') process.kill(-pid, sign);
    // Windows knows no groups of processes.
    else spawn(taskkill(), ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  } catch {
    // It has ended by itself.
  }
}

const taskkill = () => win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
