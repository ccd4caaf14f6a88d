import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint';
import { pickEndpoint } from './locate';
import { type FakeEngine, startFakeEngine } from './testing/fake-engine';

const engines: FakeEngine[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.dispose())));

async function engine(): Promise<FakeEngine> {
  const made = await startFakeEngine();
  engines.push(made);
  return made;
}

function at(path: string): Endpoint {
  return {
    row: {
      url: `unix://${path}`,
      source: 'well-known',
      context: 'default',
      host: 'localhost',
      remote: false,
    },
    target: { kind: 'socket', path },
  };
}

const pick = (first: string, ...others: string[]) =>
  pickEndpoint(at(first), others.map(at), new AbortController().signal).then(({ row }) => row.url);

describe('which socket to use (pitfall 1.2: probe the candidates in parallel)', () => {
  it('the default, dead or alive, where it exists', async () => {
    const [dead, alive] = [await engine(), await engine()];
    await dead.kill();
    expect(await pick(dead.socketPath, alive.socketPath)).toBe(dead.url);
  });

  it('else the first well-known one that answers', async () => {
    const [dead, frozen, alive] = [await engine(), await engine(), await engine()];
    await dead.kill();
    frozen.freeze();
    expect(await pick('/nowhere', dead.socketPath, frozen.socketPath, alive.socketPath)).toBe(alive.url);
  });

  it('else one that exists, so that its trouble can be told', async () => {
    const dead = await engine();
    await dead.kill();
    expect(await pick('/nowhere', '/nowhere/either', dead.socketPath)).toBe(dead.url);
  });

  it('else the default', async () => {
    expect(await pick('/nowhere', '/nowhere/either')).toBe('unix:///nowhere');
  });
});
