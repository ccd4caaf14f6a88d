import { open, rename, rm } from 'node:fs/promises';
import { LighterError } from '@contract/errors';
import { toLighterError } from '../engine/errors';
import { createDemuxer } from '../engine/framing';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/**
 * Writes a container's whole log (`GET /containers/{id}/logs`) byte for byte as `docker logs` prints it, reading
 * only as fast as the disk takes it. The file appears under its name when it is complete; a failure leaves none.
 */
export async function saveLogs(
  client: EngineClient,
  id: string,
  path: string,
  timestamps: boolean,
): Promise<{ path: string; bytes: number }> {
  const partial = `${path}.partial`;
  try {
    const bytes = await write(client, id, partial, timestamps);
    await rename(partial, path);
    return { path, bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw toLighterError(error);
  }
}

async function write(client: EngineClient, id: string, file: string, timestamps: boolean): Promise<number> {
  const details = await client.request<{ Config?: { Tty?: boolean } | null } | null>(
    'GET',
    enginePath`/containers/${id}/json`,
  );
  const source = await client.open('GET', enginePath`/containers/${id}/logs`, {
    query: { stdout: 1, stderr: 1, tail: 'all', timestamps: timestamps ? 1 : 0 },
    timeoutMs: 60_000,
  });
  const handle = await open(file, 'w');
  let total = 0;
  try {
    let pieces: Buffer[] = [];
    const demuxer = details?.Config?.Tty ? null : createDemuxer((_output, bytes) => pieces.push(bytes));
    for await (const chunk of source) {
      demuxer?.push(chunk);
      const data: Buffer = demuxer ? Buffer.concat(pieces) : chunk;
      pieces = [];
      await handle.writeFile(data);
      total += data.length;
    }
    if (demuxer && !demuxer.atBorder) {
      throw new LighterError({ code: 'engine-unreachable', message: 'The log broke off.' });
    }
    await handle.sync();
  } finally {
    source.destroy();
    await handle.close();
  }
  return total;
}
