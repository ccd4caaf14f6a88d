import type { LogItem } from '@contract/containers';
import { packLog } from '@contract/log-pack';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamListener } from '../../lib/bridge';
import { LogSession, noFilter } from './log-session';
import { type RegexAnswer, regexAnswerer } from './regex-match';
import type { RegexWorker } from './regex-search';

interface Opened {
  input: { id: string; tail: number; since?: string; until?: string };
  listener: StreamListener<'containers.logs'>;
  close: () => void;
}
const opened: Opened[] = [];
vi.mock('../../lib/bridge', () => ({
  openStream: (_name: string, input: Opened['input'], listener: Opened['listener']) => {
    const stream = { input, listener, close: vi.fn(), control: vi.fn() };
    opened.push(stream);
    return stream;
  },
}));

/** A worker on this very thread. */
vi.mock('./start-regex-worker', () => ({
  startRegexWorker: (): RegexWorker => {
    const answer = regexAnswerer();
    let tell: (result: RegexAnswer) => void = () => undefined;
    return {
      postMessage: (request) => {
        const result = answer(request);
        if (result) queueMicrotask(() => tell(result));
      },
      onAnswer: (listener) => {
        tell = listener;
      },
      terminate: () => undefined,
    };
  },
}));

let frames: (() => void)[] = [];
const frame = () => {
  for (const run of frames.splice(0)) run();
};
const line = (text: string, time = ''): LogItem => ({ kind: 'line', line: { time, stream: 'stdout', text } });
const stream = (at = -1): Opened => {
  const found = opened.at(at);
  if (!found) throw new Error('no stream was opened');
  return found;
};

beforeEach(() => {
  opened.length = 0;
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => {
    frames = [];
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('LogSession', () => {
  it('tells its listeners once a frame, however many batches came', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    const heard = vi.fn();
    session.subscribe(heard);
    session.open();
    for (let i = 0; i < 20; i += 1) stream().listener.onItems([packLog([line(`line ${i}`)])]);
    expect(heard).not.toHaveBeenCalled();
    frame();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(session.buffer.lines).toBe(20);
  });

  it('counts lines of before it was opened, so that the view can offer older ones', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    stream().listener.onItems([
      packLog([line('old', '2020-01-01T00:00:00Z'), line('new', '2999-01-01T00:00:00Z')]),
    ]);
    expect(session.hasMore).toBe(false);
    session.open(1);
    stream().listener.onItems([packLog([line('old', '2020-01-01T00:00:00Z')])]);
    expect(session.hasMore).toBe(true);
  });

  it('closes the old stream and starts empty when more is asked for', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    const first = stream();
    first.listener.onItems([packLog([line('x')])]);
    session.open(1_000_000);
    expect(first.close).toHaveBeenCalled();
    expect(stream().input.tail).toBe(1_000_000);
    expect(session.buffer.size).toBe(0);
    expect(session.limits.lines).toBeGreaterThanOrEqual(1_000_000);
  });

  it('keeps what came before a failure', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    stream().listener.onItems([packLog([line('x')])]);
    stream().listener.onError?.({ code: 'engine-unreachable', message: 'gone' });
    expect(session.isOpen).toBe(false);
    expect(session.error?.code).toBe('engine-unreachable');
    expect(session.buffer.lines).toBe(1);
  });

  it('searches what is there and what comes later', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    stream().listener.onItems([packLog([line('a hit'), line('none')])]);
    session.setQuery({ text: 'HIT', matchCase: false, regex: false });
    frame();
    expect(session.search?.hits.size).toBe(1);
    stream().listener.onItems([packLog([line('another hit')])]);
    frame();
    expect(session.search?.hits.size).toBe(2);
    session.setQuery({ text: '(', matchCase: false, regex: true });
    expect(session.brokenQuery).toBe(true);
    expect(session.search).toBeNull();
  });

  it('clears the view and stops when it is left', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    stream().listener.onItems([packLog([line('x', '2020-01-01T00:00:00Z')])]);
    session.clear();
    expect(session.buffer.size).toBe(0);
    expect(session.hasMore).toBe(false);
    const { close } = stream();
    session.dispose();
    expect(close).toHaveBeenCalled();
    expect(frames).toEqual([]);
  });

  it('shows only what matches, only one output, and all again', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    const error: LogItem = { kind: 'line', line: { time: '', stream: 'stderr', text: 'a hit on stderr' } };
    stream().listener.onItems([packLog([line('a hit'), line('none'), error])]);
    session.setQuery({ text: 'hit', matchCase: false, regex: false });
    frame();
    expect(session.rows.size).toBe(3);
    session.setFilter({ ...noFilter, onlyMatching: true });
    frame();
    expect(session.rows.size).toBe(2);
    session.setFilter({ ...noFilter, onlyMatching: true, stream: 'stderr' });
    frame();
    expect(session.rows.size).toBe(1);
    session.setFilter({ ...noFilter, stream: 'stdout' });
    frame();
    expect(session.rows.size).toBe(2);
    expect(session.search?.hits.size).toBe(1);
    session.setFilter(noFilter);
    expect(session.rows.size).toBe(3);
  });

  it('searches with a regular expression elsewhere', async () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    session.open();
    stream().listener.onItems([packLog([line('GET /a 200'), line('GET /b 502')])]);
    session.setQuery({ text: 'GET .* 5\\d\\d', matchCase: false, regex: true });
    frame();
    await vi.waitFor(() => expect(session.search?.hits.size).toBe(1));
    expect(session.search?.done).toBe(true);
  });

  it('asks for a span of time, and finds a moment in what came', () => {
    const session = new LogSession([{ id: 'a', name: 'web' }]);
    const at = (second: number) => Date.UTC(2026, 0, 2, 3, 4, second);
    session.open(100, { since: at(1), until: at(9) });
    expect(stream().input).toEqual({
      id: 'a',
      tail: 100,
      since: (at(1) / 1000).toFixed(3),
      until: (at(9) / 1000).toFixed(3),
    });
    const lines = [1, 3, 3, 5].map((second) => line(`${second}`, new Date(at(second)).toISOString()));
    stream().listener.onItems([packLog([...lines.slice(0, 2), { kind: 'ended' }, ...lines.slice(2)])]);
    const textOf = (moment: number) => session.buffer.textAt(session.rowAt(moment) ?? -1);
    expect(textOf(at(0))).toBe('1');
    expect(textOf(at(2))).toBe('3');
    expect(session.rowAt(at(2))).toBe(1);
    expect(textOf(at(4))).toBe('5');
    expect(session.rowAt(at(6))).toBeNull();
  });

  it('shows several containers in the order of their times, and leaves one out', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const session = new LogSession([
      { id: 'a', name: 'web' },
      { id: 'b', name: 'worker' },
    ]);
    session.open(1000);
    expect(opened.map(({ input }) => [input.id, input.tail])).toEqual([
      ['a', 500],
      ['b', 500],
    ]);
    const at = (second: number) => `2026-01-02T03:04:0${second}.000000000Z`;
    stream(-2).listener.onItems([packLog([line('a1', at(1)), line('a4', at(4))])]);
    stream(-1).listener.onItems([packLog([line('b2', at(2)), line('b3', at(3))])]);
    frame();
    // Nobody knows yet whether worker has something before a4.
    expect(session.buffer.lines).toBe(3);
    vi.advanceTimersByTime(2000);
    frame();
    const shown = () =>
      Array.from({ length: session.rows.size }, (_unused, index) =>
        session.buffer.textAt(session.rows.seqAt(session.rows.first + index)),
      );
    expect(shown()).toEqual(['a1', 'b2', 'b3', 'a4']);
    expect(session.buffer.at(1)?.source).toBe(1);
    const heard = vi.fn();
    session.subscribe(heard);
    session.setFilter({ ...noFilter, hidden: new Set([1]) });
    expect(heard, 'before the next frame').toHaveBeenCalledOnce();
    frame();
    expect(shown()).toEqual(['a1', 'a4']);
    vi.useRealTimers();
  });
});
