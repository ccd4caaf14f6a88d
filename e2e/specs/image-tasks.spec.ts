import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
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
import { makeCertificates } from '../fixtures/doors';
import { mountSmallDisk } from '../fixtures/small-disk';
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

/** The reason of the work's failure, as people are told it. */
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it succeeded',
    (error: unknown) => errorReason(error as never) ?? String(error),
  );

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
    // A layer that no registry has yet, and that takes longer to send than it takes to cancel.
    const fill = ['sh', '-c', 'head -c 4000000 /dev/urandom > /random'];
    await engine.docker('run', '--name', 'filler', 'busybox', ...fill);
    await engine.docker('commit', 'filler', name);
    await engine.docker('rm', 'filler');
    const push: Work = (signal, update) => pushImage(client, name, noLogin, signal, update);
    for (const [stage, speed] of [
      ['start', 2000],
      ['word', 2000],
      ['bytes', 400_000],
    ] as const) {
      registry.setSpeed(speed);
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
  const archive = join(folder, 'nginx.tar');
  await pullImage(connect(engine), { ref: 'nginx' }, noLogin, never, ignore);
  await saveImages(connect(engine), ['nginx:latest'], archive, never, ignore);
  const files = join(folder, 'files');
  const freeFiles = mountSmallDisk(files, 2);
  try {
    const place = join(files, 'nginx.tar');
    writeFileSync(place, 'what was there');
    const before = readdirSync(files).sort();
    const save = saveImages(connect(engine), ['nginx:latest'], place, never, ignore);
    expect(await reasonOf(save)).toBe('disk-full');
    expect(readdirSync(files).sort()).toEqual(before);
    expect(readFileSync(place, 'utf8')).toBe('what was there');
  } finally {
    freeFiles();
  }

  const data = join(folder, 'data');
  const freeData = mountSmallDisk(data, 8);
  const small = await startEngine({ registry, dataFolder: data });
  try {
    const works: Record<string, Work> = {
      pull: (signal, update) =>
        pullImage(connect(small), { ref: `${registry.host}/library/nginx` }, noLogin, signal, update),
      load: (signal, update) => loadImages(connect(small), archive, signal, update),
      import: (signal, update) =>
        importImage(connect(small), archive, { name: 'files:1', changes: [] }, signal, update),
    };
    for (const [name, work] of Object.entries(works)) {
      expect([name, await reasonOf(work(never, ignore))]).toEqual([name, 'disk-full']);
      expect(await small.docker('images', '--all', '--quiet')).toBe('');
    }
  } finally {
    await small.dispose();
    freeData();
  }
});

test('what stands between the engine and a registry is told apart: its certificate, and no TLS at all', async ({
  engine,
}) => {
  // The engine's own bridge: on 127.0.0.1 it takes any certificate, and none.
  const address = await engine.docker(
    ...['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', 'bridge'],
  );
  const { serverCert, serverKey } = await makeCertificates(folder, `IP:${address}`);
  const answer: RequestListener = (_request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end('{}');
  };
  const servers = {
    certificate: createTlsServer({ cert: readFileSync(serverCert), key: readFileSync(serverKey) }, answer),
    'http-only': createServer(answer),
  };
  try {
    for (const [reason, server] of Object.entries(servers)) {
      await new Promise<void>((resolve) => server.listen(0, address, resolve));
      const { port } = server.address() as AddressInfo;
      const ref = `${address}:${port}/library/nginx`;
      expect(await reasonOf(pullImage(connect(engine), { ref }, noLogin, never, ignore))).toBe(reason);
      await engine.docker('tag', 'busybox', ref);
      expect(await reasonOf(pushImage(connect(engine), ref, noLogin, never, ignore))).toBe(reason);
    }
  } finally {
    for (const server of Object.values(servers)) server.close();
  }
});
