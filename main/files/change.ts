import { LighterError, type LighterErrorData } from '@contract/errors';
import { pack } from 'tar-stream';
import { toLighterError } from '../engine/errors';
import type { EngineClient } from '../engine/types';
import { folderOf, join } from './paths';
import { runProgram } from './run-program';
import { putArchive } from './save';
import { statPath } from './stat';

/** ms; what is deleted may be a large tree. */
const patience = 120_000;
const limits = { timeoutMs: patience, maxOutput: 64 * 1024 };

async function mustBeFree(client: EngineClient, id: string, path: string): Promise<void> {
  if (await statPath(client, id, path))
    throw new LighterError({ code: 'conflict', message: `${path} exists already.` });
}

/** `PUT /containers/{id}/archive` of one empty folder; root's, as `docker cp` makes it. Throws `conflict`. */
export async function createFolder(
  client: EngineClient,
  id: string,
  folder: string,
  name: string,
): Promise<void> {
  await mustBeFree(client, id, join(folder, name));
  const tar = pack();
  tar.entry({ name, type: 'directory', mode: 0o755, mtime: new Date() });
  tar.finalize();
  await putArchive(client, id, folder, tar);
}

/** Gives a file or folder another name in its place, by `mv` in the container. Throws `conflict`, `unsupported`. */
export async function rename(client: EngineClient, id: string, path: string, name: string): Promise<void> {
  const to = join(folderOf(path), name);
  await mustBeFree(client, id, to);
  // `-n`: should the name be taken in this very moment, the other file is not lost.
  await runTool(client, id, ['mv', '-n', '--', path, to]);
}

/** Deletes each path with all that is below it, by `rm` in the container; one that fails does not stop the others. */
export async function remove(
  client: EngineClient,
  id: string,
  paths: readonly string[],
): Promise<{ path: string; error: LighterErrorData | null }[]> {
  const ends: { path: string; error: LighterErrorData | null }[] = [];
  for (const path of paths) {
    try {
      await runTool(client, id, ['rm', '-rf', '--', path]);
      ends.push({ path, error: null });
    } catch (error) {
      ends.push({ path, error: toLighterError(error).toData() });
    }
  }
  return ends;
}

async function runTool(client: EngineClient, id: string, command: readonly string[]): Promise<void> {
  const end = await runProgram(client, id, command, limits);
  if (!end)
    throw new LighterError({
      code: 'unsupported',
      message: `The container has no "${command[0]}" program.`,
    });
  if (end.exitCode !== 0)
    throw new LighterError({
      code: codeOf(end.complaints),
      message: end.complaints || `${command[0]} ended with exit code ${end.exitCode}.`,
    });
}

function codeOf(words: string): 'permission' | 'in-use' | 'not-found' | 'internal' {
  if (/read-only file system|permission denied|not permitted/i.test(words)) return 'permission';
  if (/resource busy/i.test(words)) return 'in-use';
  if (/no such file/i.test(words)) return 'not-found';
  return 'internal';
}
