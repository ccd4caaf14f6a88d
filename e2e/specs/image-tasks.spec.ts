import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../main/engine/client';
import { createTransport } from '../../main/engine/transport';
import type { EngineClient } from '../../main/engine/types';
import { importImage, loadImages } from '../../main/tasks/load-images';
import { pullImage } from '../../main/tasks/pull';
import { pushImage } from '../../main/tasks/push';
import { saveImages } from '../../main/tasks/save-images';
import type { TaskUpdate } from '../../main/tasks/tasks';
import { errorReason } from '../../renderer/lib/error-reason';
import { type Engine, startEngine, startRegistry } from '../../scripts/engine/index.mjs';
import { expect, test } from '../fixtures/test';

type Work = (signal: AbortSignal, update: (change: TaskUpdate) => void) => Promise<unknown>;

const noLogin = async () => null;
const ignore = () => undefined;
const never = new AbortController().signal;
const connect = ({ socket }: Engine): EngineClient =>
  createClient({
    transport: createTransport({ kind: 'socket', path: socket }),
    version: '1.41',
    epoch: 1,
    signal: never,
  });

/** Cancels the work at the first update of this sort; `start`: before there is one. */
async function cancelAt(stage: 'start' | 'word' | 'bytes', work: Work): Promise<void> {
  const abort = new AbortController();
  const running = work(abort.signal, ({ message, progress }) => {
    if (stage === 'word' ? message : progress?.current) abort.abort();
  });
  if (stage === 'start') abort.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
}

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-tasks-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a cancel at any stage leaves no image, no tag in the registry, and no file', async ({
  engine,
  registry,
}) => {
  const client = connect(engine);
  const ids = (name: string) => engine.docker('images', '--quiet', name);

  await test.step('pull', async () => {
    const pull: Work = (signal, update) => pullImage(client, { ref: 'nginx' }, noLogin, signal, update);
    registry.setSpeed(400_000);
    for (const stage of ['start', 'word', 'bytes'] as const) {
      await cancelAt(stage, pull);
      expect(await ids('nginx')).toBe('');
    }
    registry.setSpeed(undefined);
    await pull(never, ignore);
    expect(await ids('nginx')).not.toBe('');
  });

  await test.step('push', async () => {
    const name = `${registry.host}/never/there:1`;
    await engine.docker('tag', 'crasher', name);
    const push: Work = (signal, update) => pushImage(client, name, noLogin, signal, update);
    registry.setSpeed(2000);
    for (const stage of ['start', 'word'] as const) {
      await cancelAt(stage, push);
      await expect(registry.tags('never/there')).rejects.toThrow('404');
    }
    registry.setSpeed(undefined);
    await push(never, ignore);
    expect(await registry.tags('never/there')).toEqual(['1']);
  });

  const archive = join(folder, 'one.tar');
  await test.step('save', async () => {
    const save: Work = (signal, update) => saveImages(client, ['crasher:latest'], archive, signal, update);
    for (const stage of ['start', 'bytes'] as const) {
      await cancelAt(stage, save);
      expect(readdirSync(folder)).toEqual([]);
    }
    writeFileSync(archive, 'what was there');
    await cancelAt('bytes', save);
    expect(readFileSync(archive, 'utf8')).toBe('what was there');
    await save(never, ignore);
    expect(readdirSync(folder)).toEqual(['one.tar']);
  });

  await test.step('load and import', async () => {
    await engine.docker('rmi', 'crasher', `${registry.host}/never/there:1`);
    const all = async () => (await engine.docker('images', '--all', '--quiet')).split('\n').sort();
    const before = await all();
    for (const stage of ['start', 'bytes'] as const) {
      await cancelAt(stage, (signal, update) => loadImages(client, archive, signal, update));
      await cancelAt(stage, (signal, update) =>
        importImage(client, archive, { name: 'files:1', changes: [] }, signal, update),
      );
      expect(await all()).toEqual(before);
    }
    await loadImages(client, archive, never, ignore);
    expect(await ids('crasher')).not.toBe('');
  });
});

test('a registry that dies in mid-pull fails the pull, and leaves no image', async ({ engine }) => {
  const dying = await startRegistry({ bytesPerSecond: 400_000 });
  const ref = `${dying.host}/library/nginx`;
  let end: Promise<void> | null = null;
  const pull = pullImage(connect(engine), { ref }, noLogin, never, ({ progress }) => {
    if (progress?.current) end ??= dying.stop();
  });
  const error = await pull.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'registry' });
  expect(errorReason(error as never)).toBe('unreachable');
  expect(await engine.docker('images', '--quiet', ref)).toBe('');
  await end;
});

test('a full disk is called so, by the engine and by a save, and leaves nothing', async ({
  engine,
  registry,
}) => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  try {
    const save = saveImages(connect(engine), ['crasher:latest'], join(folder, 'one.tar'), never, ignore);
    const error = await save.catch((thrown: unknown) => thrown);
    expect(errorReason(error as never)).toBe('disk-full');
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    execFileSync('umount', [folder]);
  }
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
  const small = await startEngine({ registry, dataFolder: folder });
  try {
    const ref = `${registry.host}/library/nginx`;
    const error = await pullImage(connect(small), { ref }, noLogin, never, ignore).catch(
      (thrown: unknown) => thrown,
    );
    expect(errorReason(error as never)).toBe('disk-full');
    expect(await small.docker('images', '--quiet')).toBe('');
  } finally {
    // Unmounts what was its data folder.
    await small.dispose();
  }
});
