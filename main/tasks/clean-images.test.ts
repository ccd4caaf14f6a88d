import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { cleanImages } from './clean-images';
import { pushImage } from './push';

let engine: TestEngine;
let present: Set<string>;
let children: Map<string, string>;
let pushed: (response: ServerResponse) => void;

beforeEach(async () => {
  present = new Set();
  children = new Map();
  engine = await startTestEngine(({ method, path }, response) => {
    const key = path.replace('/images/', '');
    if (path === '/system/df') return json(response, { LayersSize: present.size * 100, Images: null });
    if (path.endsWith('/push')) return pushed(response);
    if (method !== 'DELETE') return json(response, {}, 500);
    if (children.has(key) && present.has(children.get(key) ?? '')) {
      return json(response, { message: `conflict: ${key} has dependent child images` }, 409);
    }
    if (key === 'busy:1')
      return json(response, { message: 'image is being used by running container x' }, 409);
    present.delete(key);
    json(response, [{ Untagged: key }]);
  });
});

afterEach(() => engine.dispose());

const ignore = () => undefined;

describe('cleaning up', () => {
  const clean = (keys: string[], signal = new AbortController().signal) => {
    present = new Set(keys);
    return cleanImages(engine.connect(), keys, signal, ignore);
  };

  it('deletes parents after their children, keeps what is in use, and says what the engine counts', async () => {
    children.set('parent:1', 'child:1');
    expect(await clean(['parent:1', 'busy:1', 'child:1'])).toEqual({
      kind: 'cleanup',
      deleted: 2,
      failed: [{ name: 'busy:1', message: 'image is being used by running container x' }],
      freed: 200,
    });
    expect(engine.requests.filter(({ query }) => query.has('force'))).toEqual([]);
  });

  it('stops between two images when it is cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    await expect(clean(['a:1'], cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect([...present]).toEqual(['a:1']);
  });
});

describe('a push', () => {
  const push = () =>
    pushImage(engine.connect(), 'host:5000/me/app:2', async () => null, new AbortController().signal, ignore);
  const say = (...messages: object[]) => {
    pushed = (response) => void response.end(messages.map((one) => `${JSON.stringify(one)}\n`).join(''));
  };

  it('is done when the registry has confirmed it', async () => {
    const digest = `sha256:${'d'.repeat(64)}`;
    say(
      { status: 'The push refers to repository [host:5000/me/app]' },
      { status: 'Pushing', id: 'a'.repeat(12), progressDetail: { current: 5, total: 10 } },
      { status: `2: digest: ${digest} size: 527` },
      { aux: { Tag: '2', Digest: digest, Size: 527 } },
    );
    expect(await push()).toEqual({ kind: 'push', digest });
    const [request] = engine.requests;
    expect(request?.path).toBe('/images/host:5000/me/app/push');
    expect(request?.query.get('tag')).toBe('2');
  });

  it('fails with the registry’s words in a 200 answer, and without a last word', async () => {
    say({ status: 'Preparing', id: 'a'.repeat(12) }, { error: 'denied: requested access' });
    await expect(push()).rejects.toMatchObject({ code: 'registry', message: 'denied: requested access' });
    say({ status: 'Preparing', id: 'a'.repeat(12) });
    await expect(push()).rejects.toMatchObject({ code: 'registry' });
  });
});
