import { type StreamName, streams } from '@contract/index';
import { packLog } from '@contract/log-pack';
import type { DownFrame } from '@contract/wire';
import { maxUnackedBatches } from '@contract/wire';
import { describe, expect, it, vi } from 'vitest';
import { openStream } from './streams';
import type { StreamHandlers } from './types';

type Handlers = StreamHandlers;
type Port = Parameters<typeof openStream>[2];

const id = 'a'.repeat(64);

function fakePort() {
  const sent: DownFrame[] = [];
  let message: (data: unknown) => void = () => undefined;
  let close: () => void = () => undefined;
  const port: Port = {
    postMessage: (frame) => sent.push(frame),
    close: vi.fn(),
    onMessage: (listener) => {
      message = listener;
    },
    onClose: (listener) => {
      close = listener;
    },
  };
  return { port, sent, up: (data: unknown) => message(data), gone: () => close() };
}

const open = (part: Partial<Handlers>, name: string, input: unknown, fake: ReturnType<typeof fakePort>) =>
  openStream(
    { definitions: streams, handlers: part as Handlers },
    { name, input },
    fake.port,
    () => undefined,
  );

describe('streams', () => {
  it.each([
    ['an unknown stream', 'containers.nothing', {}],
    ['an inherited name', 'toString', {}],
    ['a bad id', 'containers.logs', { id: '../images', tail: 1 }],
    ['an extra field', 'containers.logs', { id, tail: 1, path: '/etc' }],
    ['an unbounded tail', 'containers.logs', { id, tail: 1e12 }],
  ])('refuses %s', (_, name, input) => {
    const fake = fakePort();
    const handler = vi.fn();
    open({ 'containers.logs': handler }, name, input, fake);
    expect(fake.sent).toEqual([{ t: 'error', error: expect.objectContaining({ code: 'invalid-input' }) }]);
    expect(handler).not.toHaveBeenCalled();
    expect(fake.port.close).toHaveBeenCalled();
  });

  /** What opens each stream, and what may be said to it. A stream that is missing here fails the type check. */
  const rightOnes = {
    'app.commands': [{}],
    'state.watch': [{}],
    'engines.watch': [{}, { again: true }],
    'containers.logs': [{ id, tail: 1 }],
    'containers.stats': [{}, { visible: [id] }],
    'container.stats': [{ id }],
    'exec.terminal': [
      { epoch: 1, id, user: '', command: [], cols: 80, rows: 24 },
      { kind: 'resize', cols: 1, rows: 1 },
    ],
    'exec.attach': [
      { epoch: 1, id, cols: 80, rows: 24 },
      { kind: 'input', text: 'ls' },
    ],
    'builds.watch': [{ id: '3f2a91c0-d4e5-4f6a-8b7c-9d0e1f2a3b4c' }],
    'files.list': [{ id, path: '/etc', whole: false }],
    'anatomy.watch': [{}, { shown: [id] }],
  } satisfies Record<StreamName, [input: object, control?: object]>;

  describe.each(Object.keys(streams) as StreamName[])('%s', (name) => {
    const [input, control] = rightOnes[name] as [Record<string, unknown>, object?];
    const refusal = [{ t: 'error', error: expect.objectContaining({ code: 'invalid-input' }) }];

    it('opens for what the contract says', () => {
      const fake = fakePort();
      const handler = vi.fn();
      open({ [name]: handler }, name, input, fake);
      expect(fake.sent).toEqual([]);
      expect(handler).toHaveBeenCalledExactlyOnceWith(input, expect.anything());
    });

    const hostile = ['../images', `${id}/../json`, 'a%2f..', `${id}?x=1`, '', 7, null, [id]];
    it.each([
      undefined,
      null,
      'text',
      7,
      [],
      { ...input, surprise: 1 },
      ...Object.keys(input).map((field) => ({ ...input, [field]: { surprise: 1 } })),
      ...Object.keys(input).map((field) => ({ ...input, [field]: undefined })),
      ...('id' in input ? hostile.map((bad) => ({ ...input, id: bad })) : []),
    ])('does not open for %j', (bad) => {
      // A field that may be left out is no fault.
      if (streams[name].input.safeParse(bad).success) {
        expect(Object.values(bad as object)).toContain(undefined);
        return;
      }
      const fake = fakePort();
      const handler = vi.fn();
      open({ [name]: handler }, name, bad, fake);
      expect(fake.sent).toEqual(refusal);
      expect(fake.port.close).toHaveBeenCalled();
      expect(handler).not.toHaveBeenCalled();
    });

    it('is closed by a word that is not in the contract, and hands none of it on', () => {
      expect(control !== undefined).toBe(streams[name].control !== null);
      const lists = Object.entries(control ?? {}).flatMap(([field, value]) =>
        Array.isArray(value) ? [{ [field]: ['../images'] }, { [field]: Array(10_000).fill(id) }] : [],
      );
      for (const bad of [null, 'text', 7, [], {}, { ...control, surprise: 1 }, ...lists]) {
        const fake = fakePort();
        const listener = vi.fn();
        open(
          { [name]: (_input: unknown, sink: { onControl(to: unknown): void }) => sink.onControl(listener) },
          name,
          input,
          fake,
        );
        fake.up({ t: 'control', value: bad });
        expect(listener).not.toHaveBeenCalled();
        // Where the view has nothing to say, it is not heard at all.
        expect(fake.sent).toEqual(control ? refusal : []);
        if (!control) continue;
        const heard = fakePort();
        open(
          { [name]: (_input: unknown, sink: { onControl(to: unknown): void }) => sink.onControl(listener) },
          name,
          input,
          heard,
        );
        heard.up({ t: 'control', value: control });
        expect(listener).toHaveBeenCalledExactlyOnceWith(control);
      }
    });
  });

  it('tells the source to pause when the page lags, and to go on when it has read', async () => {
    const fake = fakePort();
    let more = true;
    let resumed = false;
    open(
      {
        'containers.logs': async (_input, sink) => {
          let batches = 0;
          while (more) {
            more = sink.send([packLog([{ kind: 'ended' }])]);
            batches += 1;
          }
          expect(batches).toBe(maxUnackedBatches);
          await sink.drained();
          resumed = true;
        },
      },
      'containers.logs',
      { id, tail: 0 },
      fake,
    );
    await Promise.resolve();
    expect(resumed).toBe(false);
    fake.up({ t: 'ack', seq: 1 });
    await vi.waitFor(() => expect(resumed).toBe(true));
  });

  it('does not believe acks for what was never sent', async () => {
    const fake = fakePort();
    let free = true;
    open(
      {
        'containers.logs': (_input, sink) => {
          fake.up({ t: 'ack', seq: 1_000_000 });
          for (let batch = 0; batch < maxUnackedBatches; batch += 1)
            free = sink.send([packLog([{ kind: 'ended' }])]);
        },
      },
      'containers.logs',
      { id, tail: 0 },
      fake,
    );
    expect(free).toBe(false);
  });

  it('aborts the handler when the view goes, and says nothing after that', () => {
    const fake = fakePort();
    let signal = new AbortController().signal;
    open(
      {
        'containers.logs': (_input, sink) => {
          signal = sink.signal;
          sink.signal.addEventListener('abort', () => sink.send([packLog([{ kind: 'ended' }])]));
        },
      },
      'containers.logs',
      { id, tail: 0 },
      fake,
    );
    fake.gone();
    expect(signal.aborted).toBe(true);
    expect(fake.sent).toEqual([]);
  });

  it('ends as an error when the handler throws', async () => {
    const fake = fakePort();
    open(
      {
        'containers.logs': () => {
          throw new Error('boom');
        },
      },
      'containers.logs',
      { id, tail: 0 },
      fake,
    );
    await vi.waitFor(() =>
      expect(fake.sent[0]).toEqual({ t: 'error', error: { code: 'internal', message: 'boom' } }),
    );
  });

  it('parses control messages, also those that come before the handler listens', async () => {
    const fake = fakePort();
    const got: unknown[] = [];
    open(
      {
        'containers.stats': async (_input, sink) => {
          await Promise.resolve();
          sink.onControl((control) => got.push(control));
        },
      },
      'containers.stats',
      {},
      fake,
    );
    fake.up({ t: 'control', value: { visible: [id] } });
    await vi.waitFor(() => expect(got).toEqual([{ visible: [id] }]));
    fake.up({ t: 'control', value: { visible: ['../x'] } });
    expect(fake.sent).toEqual([{ t: 'error', error: expect.objectContaining({ code: 'invalid-input' }) }]);
  });
});
