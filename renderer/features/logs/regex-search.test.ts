import type { LogItem } from '@contract/containers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogBuffer } from './log-buffer';
import { type RegexAnswer, type RegexRequest, regexAnswerer } from './regex-match';
import { RegexSearch, type RegexWorker } from './regex-search';

const line = (text: string): LogItem => ({ kind: 'line', line: { time: '', stream: 'stdout', text } });
const filled = (texts: string[]) => {
  const buffer = new LogBuffer({ lines: 1e9, bytes: 1e12 });
  buffer.append(texts.map(line));
  return buffer;
};

/** A worker that answers when it is told to. */
function handWorker() {
  const answerer = regexAnswerer();
  const asked: RegexRequest[] = [];
  let tell: (answer: RegexAnswer) => void = () => undefined;
  const worker: RegexWorker = {
    postMessage: (request) => asked.push(request),
    onAnswer: (listener) => {
      tell = listener;
    },
    terminate: vi.fn(),
  };
  const answerAll = () => {
    for (let request = asked.shift(); request; request = asked.shift()) {
      const answer = answerer(request);
      if (answer) tell(answer);
    }
  };
  return { worker, asked, answerAll };
}

describe('RegexSearch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('finds lines without colours, and those that come later', () => {
    const buffer = filled(['\x1b[31mGET\x1b[0m /a 200', 'x', 'GET /b 502']);
    const { worker, answerAll } = handWorker();
    const news = vi.fn();
    const search = new RegexSearch(buffer, /^GET .* \d+$/g, null, news, worker);
    search.step();
    expect(search.done).toBe(false);
    answerAll();
    expect(search.hits.size).toBe(2);
    expect(search.done).toBe(true);
    expect(news).toHaveBeenCalled();
    buffer.append([line('GET /c 1')]);
    expect(search.done).toBe(false);
    search.step();
    answerAll();
    expect(search.hits.seqAt(search.hits.end - 1)).toBe(3);
  });

  it('hands over no more than a worker can do at a time', () => {
    const { worker, asked, answerAll } = handWorker();
    const search = new RegexSearch(
      filled(Array.from({ length: 50_000 }, (_unused, at) => `line ${at}`)),
      /9$/g,
      null,
      () => undefined,
      worker,
    );
    search.step();
    search.step();
    expect(asked.filter(({ kind }) => kind === 'lines')).toHaveLength(1);
    answerAll();
    expect(search.hits.size).toBe(5000);
  });

  it('learns where the hits in a shown line are', () => {
    const { worker, answerAll } = handWorker();
    const search = new RegexSearch(filled(['a1b22']), /\d+/g, null, () => undefined, worker);
    expect(search.rangesOf(0, 'a1b22')).toEqual([]);
    answerAll();
    expect(search.rangesOf(0, 'a1b22')).toEqual([
      [1, 2],
      [3, 5],
    ]);
    expect(search.rangesOf(0, 'a1b22')).toBe(search.rangesOf(0, 'a1b22'));
  });

  it('gives up an expression that never ends, and says so', () => {
    const { worker } = handWorker();
    const news = vi.fn();
    const search = new RegexSearch(
      filled(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab']),
      /(a+)+$/g,
      null,
      news,
      worker,
    );
    search.step();
    vi.advanceTimersByTime(10_000);
    expect(search.tooSlow).toBe(true);
    expect(search.done).toBe(true);
    expect(worker.terminate).toHaveBeenCalled();
    expect(news).toHaveBeenCalled();
    expect(search.step()).toBe(false);
  });

  it('hears nothing after it was disposed of', () => {
    const { worker, answerAll } = handWorker();
    const search = new RegexSearch(filled(['a']), /a/g, null, () => undefined, worker);
    search.step();
    search.dispose();
    answerAll();
    expect(search.hits.size).toBe(0);
  });
});
