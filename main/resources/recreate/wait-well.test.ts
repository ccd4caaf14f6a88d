import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { json, startTestEngine, type TestEngine } from '../../cache/testing/test-engine';
import { waitUntilWell } from './wait-well';

let engine: TestEngine;
let health: string | undefined;
let running: boolean;
let events: ServerResponse | null;

const inspections = () => engine.requests.filter(({ path }) => path === '/containers/abc/json').length;
const tell = (action: string, time: number) =>
  events?.write(
    `${JSON.stringify({ Type: 'container', Action: action, Actor: { ID: 'abc' }, time, timeNano: time * 1e9 })}\n`,
  );

beforeEach(async () => {
  health = 'starting';
  running = true;
  events = null;
  engine = await startTestEngine(({ path }, response) => {
    if (path === '/events') {
      events = response;
      response.flushHeaders();
    } else if (path.endsWith('/logs')) response.end();
    else
      json(response, {
        Id: 'abc',
        Config: { Tty: true, Healthcheck: {} },
        State: {
          Running: running,
          ExitCode: 7,
          StartedAt: '2026-01-01T00:00:09.5Z',
          ...(health && { Health: { Status: health } }),
        },
      });
  });
});
afterEach(() => engine.dispose());

it('looks once, and again only when the engine tells of it: it is healthy', async () => {
  const well = waitUntilWell(engine.connect(), 'abc', new AbortController().signal);
  await vi.waitFor(() => expect(events).not.toBeNull());
  const asked = engine.requests.find(({ path }) => path === '/events')?.query;
  expect(JSON.parse(asked?.get('filters') ?? '')).toEqual({ type: ['container'], container: ['abc'] });
  // From its start on: what came between the first look and the stream is told again.
  expect(asked?.get('since')).toBe(`${Date.parse('2026-01-01T00:00:09Z') / 1000}`);
  expect(inspections()).toBe(1);
  tell('exec_create: check', 10);
  health = 'healthy';
  tell('health_status: healthy', 11);
  await well;
  expect(inspections()).toBe(2);
  // The stream goes with the wait.
  await vi.waitFor(() => expect(events?.destroyed || events?.closed).toBe(true));
});

it('hears of its end at once', async () => {
  const well = waitUntilWell(engine.connect(), 'abc', new AbortController().signal);
  const failed = expect(well).rejects.toMatchObject({ code: 'conflict', message: /ended with code 7/ });
  await vi.waitFor(() => expect(events).not.toBeNull());
  running = false;
  tell('die', 10);
  await failed;
});

it('without a health check stays alive for its time, and is looked at twice', async () => {
  health = undefined;
  await waitUntilWell(engine.connect(), 'abc', new AbortController().signal, { alive: 50 });
  expect(inspections()).toBe(2);
});

it('is cancelled while nothing is told', async () => {
  const abort = new AbortController();
  const well = waitUntilWell(engine.connect(), 'abc', abort.signal);
  await vi.waitFor(() => expect(events).not.toBeNull());
  abort.abort();
  await expect(well).rejects.toMatchObject({ code: 'cancelled' });
});
