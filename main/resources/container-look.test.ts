import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { frame, json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { containerLookHandlers } from './container-look';

const id = 'a'.repeat(64);

describe('container.top and container.lastLines', () => {
  let engine: TestEngine;
  let top: unknown;
  let log: Buffer[];
  let asked: URLSearchParams | null;

  beforeEach(async () => {
    top = {};
    log = [];
    asked = null;
    engine = await startTestEngine(({ path, query }, response) => {
      if (path.endsWith('/top')) json(response, top);
      else if (path.endsWith('/json')) json(response, { Config: { Tty: false } });
      else {
        asked = query;
        response.writeHead(200);
        response.end(Buffer.concat(log));
      }
    });
    engine.connect();
  });
  afterEach(() => engine.dispose());

  const handlers = () =>
    containerLookHandlers({ connection: engine.connection, chooseFile: async () => null });

  it('gives the processes as the engine lists them, and no more than can be read', async () => {
    top = { Titles: ['PID', 'CMD'], Processes: Array.from({ length: 502 }, (_unused, i) => [`${i}`, 'sh']) };
    const list = await handlers()['container.top']({ id });
    expect(list.titles).toEqual(['PID', 'CMD']);
    expect(list.rows[1]).toEqual(['1', 'sh']);
    expect(list.rows).toHaveLength(500);
    expect(list.more).toBe(2);
  });

  it('survives an engine that lists nothing', async () => {
    top = { Titles: null, Processes: null };
    expect(await handlers()['container.top']({ id })).toEqual({ titles: [], rows: [], more: 0 });
  });

  it('asks for the last lines only, does not follow, and cuts long ones', async () => {
    log = [
      frame(1, '2026-01-02T03:04:05.000000001Z one\n'),
      frame(2, '2026-01-02T03:04:05.000000002Z two\n'),
      frame(1, `2026-01-02T03:04:05.000000003Z ${'x'.repeat(5000)}\n`),
    ];
    const lines = await handlers()['container.lastLines']({ id, count: 2 });
    expect(lines.map(({ stream, text }) => [stream, text.slice(0, 3), text.length])).toEqual([
      ['stderr', 'two', 3],
      ['stdout', 'xxx', 4000],
    ]);
    expect(Object.fromEntries(asked ?? [])).toEqual({ stdout: '1', stderr: '1', timestamps: '1', tail: '2' });
  });
});
