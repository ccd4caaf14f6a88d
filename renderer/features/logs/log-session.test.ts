import type { LogItem } from '@contract/containers';
import { packLog } from '@contract/log-pack';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamListener } from '../../lib/bridge';
import { LogSession } from './log-session';

interface Opened {
  input: { id: string; tail: number };
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
    const session = new LogSession('a');
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
    const session = new LogSession('a');
    session.open();
    stream().listener.onItems([
      packLog([line('old', '2020-01-01T00:00:00Z'), line('new', '2999-01-01T00:00:00Z')]),
    ]);
    expect(session.olderLines).toBe(1);
  });

  it('closes the old stream and starts empty when more is asked for', () => {
    const session = new LogSession('a');
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
    const session = new LogSession('a');
    session.open();
    stream().listener.onItems([packLog([line('x')])]);
    stream().listener.onError?.({ code: 'engine-unreachable', message: 'gone' });
    expect(session.isOpen).toBe(false);
    expect(session.error?.code).toBe('engine-unreachable');
    expect(session.buffer.lines).toBe(1);
  });

  it('searches what is there and what comes later', () => {
    const session = new LogSession('a');
    session.open();
    stream().listener.onItems([packLog([line('a hit'), line('none')])]);
    session.setQuery({ text: 'HIT', matchCase: false, regex: false });
    frame();
    expect(session.search?.count).toBe(1);
    stream().listener.onItems([packLog([line('another hit')])]);
    frame();
    expect(session.search?.count).toBe(2);
    session.setQuery({ text: '(', matchCase: false, regex: true });
    expect(session.brokenQuery).toBe(true);
    expect(session.search).toBeNull();
  });

  it('clears the view and stops when it is left', () => {
    const session = new LogSession('a');
    session.open();
    stream().listener.onItems([packLog([line('x', '2020-01-01T00:00:00Z')])]);
    session.clear();
    expect(session.buffer.size).toBe(0);
    expect(session.olderLines).toBe(0);
    const { close } = stream();
    session.dispose();
    expect(close).toHaveBeenCalled();
    expect(frames).toEqual([]);
  });
});
