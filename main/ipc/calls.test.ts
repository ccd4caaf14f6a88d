import { LighterError } from '@contract/errors';
import { type CallName, calls } from '@contract/index';
import { describe, expect, it, vi } from 'vitest';
import { answer } from './calls';

type Handlers = Parameters<typeof answer>[0];

const noLog = () => undefined;
const id = 'a'.repeat(64);
const spies = () => {
  const handler = vi.fn(() => null);
  const handlers = Object.fromEntries(Object.keys(calls).map((name) => [name, handler]));
  return { handler, handlers: handlers as unknown as Handlers };
};

describe('calls', () => {
  it.each(Object.keys(calls) as CallName[])('%s refuses input that is not its own', async (name) => {
    const { handler, handlers } = spies();
    for (const input of [undefined, null, 'text', 7, [], { surprise: 1 }]) {
      const reply = await answer(handlers, { name, input }, noLog);
      expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  const hostileIds = [
    '../images',
    'name/json?x=',
    'a%2f..',
    'abc#',
    '',
    'A'.repeat(64),
    'a'.repeat(65),
    `${id}\n`,
    `${id}/../json`,
  ];
  /** Fields that name one of the engine's objects. Tasks, builds and unfinished exchanges have ids of our own making. */
  const ofOurs = new Set(['tasks.cancel', 'recreate.settle', 'builds.again', 'builds.forget']);
  const engineFields = Object.entries(calls).flatMap(([name, { input }]) =>
    ['id', 'ids', 'image', 'key', 'keys', 'tag', 'ref']
      .filter((field) => field in input.shape && !ofOurs.has(name) && !name.startsWith('engines.'))
      .map((field) => [name, field] as const),
  );
  it.each(engineFields)('%s refuses a hostile %s', async (name, field) => {
    const { handler, handlers } = spies();
    const definition = calls[name as CallName];
    const faults = (value: unknown) =>
      (definition.input.safeParse({ [field]: value }).error?.issues ?? []).filter(
        ({ path }) => path[0] === field,
      );
    const isList = field === 'ids' || field === 'keys';
    expect(faults(isList ? [id] : id)).toEqual([]);
    for (const hostile of hostileIds) {
      const value = isList ? [hostile] : hostile;
      // As an image's name that is long but allowed.
      if (hostile === 'a'.repeat(65) && !field.startsWith('id')) continue;
      expect(faults(value)).not.toEqual([]);
      expect((await answer(handlers, { name, input: { epoch: 1, [field]: value } }, noLog)).ok).toBe(false);
    }
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['images.pull', { epoch: 1, ref: 'nginx/../../etc' }],
    ['images.pull', { epoch: 1, ref: 'NGINX' }],
    ['images.pull', { epoch: 1, ref: '-nginx' }],
    ['images.pull', { epoch: 1, ref: 'nginx:latest?x=1' }],
    ['images.remove', { epoch: 1, keys: ['../containers/x'], force: false }],
    ['app.openUrl', { url: 'nonsense' }],
    ['settings.set', { theme: 'neon' }],
    ['settings.set', { lists: { containers: { hidden: ['x'.repeat(41)], sort: null } } }],
    ['containers.run', { epoch: 1, start: true, form: { image: 'nginx' } }],
  ])('%s refuses %j', async (name, input) => {
    const { handler, handlers } = spies();
    expect((await answer(handlers, { name, input }, noLog)).ok).toBe(false);
    expect(handler).not.toHaveBeenCalled();
  });

  it.each(['nope', 'constructor', '__proto__', 42, undefined])(
    'refuses the unknown name %s',
    async (name) => {
      const { handlers } = spies();
      expect((await answer(handlers, { name, input: {} }, noLog)).ok).toBe(false);
    },
  );

  it('refuses what is no request at all', async () => {
    const { handlers } = spies();
    for (const request of [null, undefined, 'call', 1])
      expect((await answer(handlers, request, noLog)).ok).toBe(false);
  });

  it('accepts good input and gives the value', async () => {
    const { handler, handlers } = spies();
    expect(
      await answer(handlers, { name: 'containers.start', input: { epoch: 1, ids: [id] } }, noLog),
    ).toEqual({
      ok: true,
      value: null,
    });
    expect(handler).toHaveBeenCalledWith({ epoch: 1, ids: [id] });
  });

  it('passes a typed error on and hides nothing else in it', async () => {
    const { handler, handlers } = spies();
    handler.mockImplementation(() => {
      throw new LighterError({ code: 'conflict', message: 'taken', status: 409 });
    });
    expect(await answer(handlers, { name: 'engine.retry', input: {} }, noLog)).toEqual({
      ok: false,
      error: { code: 'conflict', message: 'taken', detail: undefined, status: 409 },
    });
  });

  it('logs an unexpected error and calls it internal', async () => {
    const { handler, handlers } = spies();
    const log = vi.fn();
    handler.mockImplementation(() => {
      throw new TypeError('x is undefined');
    });
    const reply = await answer(handlers, { name: 'engine.retry', input: {} }, log);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal', message: 'x is undefined' } });
    expect(log).toHaveBeenCalled();
  });
});
