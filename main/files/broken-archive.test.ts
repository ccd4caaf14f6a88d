import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type Pack, pack } from 'tar-stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../engine/types';
import { readArchive } from './archive';
import { download } from './download';
import { readFile } from './one-file';

const folder = mkdtempSync(join(tmpdir(), 'lighter-broken-'));
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeAll(() => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  for (let turns = 0; turns < 5; turns += 1) await turn();
  expect(uncaught.splice(0)).toEqual([]);
});
afterAll(() => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  rmSync(folder, { recursive: true });
});

async function bytesOf(fill: (tar: Pack) => void): Promise<Buffer> {
  const tar = pack();
  fill(tar);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends this much, then ends, or fails as a connection does. */
function stream(bytes: Buffer, failing: boolean): Readable {
  return Readable.from(
    (async function* () {
      yield bytes;
      await turn();
      if (failing) throw new Error('socket hang up');
    })(),
    { objectMode: false },
  );
}

const clientOf = (source: Readable) => ({ open: async () => source }) as unknown as EngineClient;
const unlimited = { time: 10_000, bytes: Number.POSITIVE_INFINITY, count: Number.POSITIVE_INFINITY };

describe.each([
  ['ends', false],
  ['fails', true],
])('an archive that %s', (_, failing) => {
  it.each([
    ['before anything', 0],
    ['in a header', 200],
    ['after a header', 512],
    ['in the contents', 3000],
  ])('%s is an error to whoever reads it, and to nobody else', async (_where, length) => {
    const bytes = (await bytesOf((tar) => tar.entry({ name: 'a' }, 'x'.repeat(9000)))).subarray(0, length);
    await expect(readFile(clientOf(stream(bytes, failing)), 'c', '/a', 100_000)).rejects.toThrow();
    const to = join(folder, `a-${failing}-${length}`);
    const source = { path: '/a', isFolder: false, size: 9000, fileName: 'a' };
    const signal = new AbortController().signal;
    await expect(
      download(clientOf(stream(bytes, failing)), 'c', source, to, signal, () => undefined),
    ).rejects.toThrow();
    expect([existsSync(to), existsSync(`${to}.partial`)]).toEqual([false, false]);
    if (length > 0 || failing)
      await expect(readArchive(stream(bytes, failing), unlimited, () => undefined)).rejects.toThrow();
  });
});

it('a file that claims to be huge is not read into memory', async () => {
  const header = (await bytesOf((tar) => tar.entry({ name: 'a' }, 'x'))).subarray(0, 512);
  header.write('77777777777\0', 124);
  header.write('        ', 148);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const { content } = await readFile(clientOf(stream(header, false)), 'c', '/a', 1000);
  expect(content).toBeNull();
});

it('a link or a device in the place of a file is refused, not followed', async () => {
  const link = await bytesOf((tar) =>
    tar.entry({ name: '../../etc/x', type: 'symlink', linkname: '/etc/shadow' }),
  );
  const source = { path: '/a', isFolder: false, size: 1, fileName: 'a' };
  const to = join(folder, 'link');
  await expect(readFile(clientOf(stream(link, false)), 'c', '/a', 1000)).rejects.toMatchObject({
    code: 'unsupported',
  });
  await expect(
    download(clientOf(stream(link, false)), 'c', source, to, new AbortController().signal, () => undefined),
  ).rejects.toMatchObject({ code: 'conflict' });
  expect(existsSync(to)).toBe(false);
});
