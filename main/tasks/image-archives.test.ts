import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../engine/client';
import { type FakeEngine, type FakeRequest, startFakeEngine } from '../engine/testing/fake-engine';
import { createTransport, type Transport } from '../engine/transport';
import type { EngineClient } from '../engine/types';
import { importImage, loadImages } from './load-images';
import { saveImages } from './save-images';

let folder: string;
let engine: FakeEngine;
let transport: Transport;
let client: EngineClient;
let cancel: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lighter-archives-'));
  engine = await startFakeEngine();
  transport = createTransport({ kind: 'socket', path: engine.socketPath });
  const { signal } = new AbortController();
  client = createClient({ transport, version: '1.41', epoch: 1, signal });
  cancel = new AbortController();
});

afterEach(async () => {
  transport.dispose();
  await engine.dispose();
  await rm(folder, { recursive: true, force: true });
});

const nothing = () => undefined;
const tar = (content: string) => Buffer.concat([Buffer.alloc(512, content), Buffer.alloc(1024)]);

describe('saving images', () => {
  const target = () => join(folder, 'images.tar');
  const save = (names: string[]) => saveImages(client, names, target(), cancel.signal, nothing);
  const answer = (play: (request: FakeRequest, response: ServerResponse) => unknown) =>
    engine.on('GET /images/get', play);

  it('writes one archive of all, asked for by every name', async () => {
    answer((_, response) => response.end(tar('x')));
    expect(await save(['a:1', 'b:2'])).toEqual({ kind: 'save', path: target(), bytes: 1536 });
    expect(engine.requests[0]?.query.getAll('names')).toEqual(['a:1', 'b:2']);
    expect(await readFile(target())).toEqual(tar('x'));
    expect(await readdir(folder)).toEqual(['images.tar']);
  });

  it.each([
    ['breaks off', (response: ServerResponse) => void response.write(tar('x'), () => response.destroy())],
    ['ends too early', (response: ServerResponse) => void response.end(Buffer.alloc(512, 'x'))],
    ['is empty', (response: ServerResponse) => void response.end()],
  ])('leaves no file, and the old one as it was, when the answer %s', async (_name, play) => {
    await writeFile(target(), 'the old one');
    answer((_, response) => play(response));
    await expect(save(['a:1'])).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect(await readdir(folder)).toEqual(['images.tar']);
    expect(await readFile(target(), 'utf8')).toBe('the old one');
  });

  it('takes an error at the end of a 200 answer for what it is', async () => {
    const words = '{"errorDetail":{"message":"no such layer"},"error":"no such layer"}\r\n';
    answer((_, response) => response.end(Buffer.concat([Buffer.alloc(1024, 'x'), Buffer.from(words)])));
    await expect(save(['a:1'])).rejects.toMatchObject({ message: 'no such layer' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing at once when it is cancelled', async () => {
    answer((_, response) => void response.write(tar('x')));
    const saved = save(['a:1']);
    await vi.waitFor(async () => expect(await readdir(folder)).toHaveLength(1));
    cancel.abort();
    expect(await readdir(folder)).toEqual([]);
    await expect(saved).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so when the place cannot be written', async () => {
    answer((_, response) => response.end(tar('x')));
    const nowhere = saveImages(client, ['a'], join(folder, 'no', 'x.tar'), cancel.signal, nothing);
    await expect(nowhere).rejects.toMatchObject({ message: expect.stringContaining('ENOENT') });
  });
});

describe('loading an archive', () => {
  const path = () => join(folder, 'images.tar');
  beforeEach(() => writeFile(path(), tar('content')));
  const load = (update = vi.fn()) => loadImages(client, path(), cancel.signal, update);
  const say = (route: string, ...messages: object[]) =>
    engine.on(route, (_, response) =>
      response.end(messages.map((message) => `${JSON.stringify(message)}\n`).join('')),
    );

  it('sends the file as it is and names what was in it', async () => {
    say(
      'POST /images/load',
      { stream: 'Loaded image: nginx:1\n' },
      { stream: `Loaded image ID: sha256:${'a'.repeat(64)}\n` },
    );
    const update = vi.fn();
    expect(await load(update)).toEqual({ kind: 'load', images: ['nginx:1', `sha256:${'a'.repeat(64)}`] });
    expect(engine.requests[0]?.body).toBe(tar('content').toString());
    expect(engine.requests[0]?.headers['content-type']).toBe('application/x-tar');
    expect(update).toHaveBeenLastCalledWith({ progress: { current: 1536, total: 1536 } });
  });

  it('fails on an error in a 200 answer (pitfall 1.7), and on an archive without images', async () => {
    say('POST /images/load', { errorDetail: { message: 'invalid tar header' }, error: 'invalid tar header' });
    await expect(load()).rejects.toMatchObject({ code: 'invalid-input', message: 'invalid tar header' });
    say('POST /images/load');
    await expect(load()).rejects.toMatchObject({ code: 'invalid-input' });
    say('POST /images/load', { error: 'write /var: no space left on device' });
    await expect(load()).rejects.toMatchObject({ code: 'internal' });
  });

  it('is cancelled while the engine still reads', async () => {
    engine.freeze();
    const loaded = load();
    await vi.waitFor(() => expect(engine.requests).toHaveLength(1));
    cancel.abort();
    await expect(loaded).rejects.toMatchObject({ code: 'cancelled' });
    engine.thaw();
  });

  it('imports a file system under a name, with its Dockerfile lines', async () => {
    say('POST /images/create', { status: `sha256:${'b'.repeat(64)}` });
    const how = { name: 'me/base', changes: ['CMD ["sh"]', 'EXPOSE 80'] };
    expect(await importImage(client, path(), how, cancel.signal, nothing)).toEqual({
      kind: 'load',
      images: ['me/base:latest'],
    });
    const { query } = engine.requests[0] as FakeRequest;
    expect(query.get('fromSrc')).toBe('-');
    expect([query.get('repo'), query.get('tag')]).toEqual(['me/base', 'latest']);
    expect(query.getAll('changes')).toEqual(how.changes);
  });
});
