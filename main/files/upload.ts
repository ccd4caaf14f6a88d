import { basename } from 'node:path';
import { pack } from 'tar-stream';
import { toLighterError } from '../engine/errors';
import type { EngineClient } from '../engine/types';
import { addEntry, walk } from './local-tree';
import { join } from './paths';
import { runProgram } from './run-program';
import { putArchive } from './save';
import { statPath } from './stat';

/** Which of the files are in the folder already. */
export async function takenNames(
  client: EngineClient,
  id: string,
  folder: string,
  paths: readonly string[],
): Promise<string[]> {
  const names = [...new Set(paths.map((path) => basename(path)))];
  const taken: string[] = [];
  for (const name of names) if (await statPath(client, id, join(folder, name))) taken.push(name);
  return taken;
}

export interface UploadProgress {
  /** Bytes of contents. */
  current: number;
  total: number;
  /** The file under way, below the folder it goes to. */
  name: string;
}

/**
 * Packs files and folders of this machine and has the engine unpack them in a folder of the container, all in one
 * stream with back-pressure. What a failure or a cancel leaves half done under `fresh` names (nothing was there
 * before) is deleted again where the container has `rm`.
 */
export async function upload(
  client: EngineClient,
  id: string,
  to: { folder: string; fresh: readonly string[] },
  paths: readonly string[],
  signal: AbortSignal,
  onProgress: (progress: UploadProgress) => void,
): Promise<void> {
  const progress: UploadProgress = { current: 0, total: 0, name: '' };
  for await (const { about } of walk(paths, signal)) if (about.isFile()) progress.total += about.size;
  const tar = pack();
  const fill = async () => {
    for await (const entry of walk(paths, signal)) {
      progress.name = entry.name;
      onProgress({ ...progress });
      await addEntry(tar, entry, signal, (more) => {
        progress.current += more;
        onProgress({ ...progress });
      });
    }
    tar.finalize();
  };
  const filled = fill().catch((error: unknown) => {
    tar.destroy(error as Error);
    throw error;
  });
  const sent = putArchive(client, id, to.folder, tar, { noOverwriteDirNonDir: 1, signal });
  try {
    const [put, packed] = await Promise.allSettled([sent, filled]);
    // What went wrong here is why the engine was cut off; what the engine refused is why nothing more was read.
    if (put.status === 'rejected' && toLighterError(put.reason).status !== undefined) throw put.reason;
    if (packed.status === 'rejected') throw packed.reason;
    if (put.status === 'rejected') throw put.reason;
  } catch (error) {
    await tidy(
      client,
      id,
      to.fresh.map((name) => join(to.folder, name)),
    );
    throw toLighterError(error);
  }
}

async function tidy(client: EngineClient, id: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  try {
    await runProgram(client, id, ['rm', '-rf', '--', ...paths], { timeoutMs: 30_000, maxOutput: 64 * 1024 });
  } catch {
    // It does not run, or the engine is gone: what is there stays, and the task says that it did not end well.
  }
}
