import type { LogItem } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';
import { compileQuery, matchRanges, RowFilter, TextSearch } from './log-search';

const line = (text: string): LogItem => ({ kind: 'line', line: { time: '', stream: 'stdout', text } });
const pattern = (text: string, options: { matchCase?: boolean; regex?: boolean } = {}) => {
  const compiled = compileQuery({ text, matchCase: false, regex: false, ...options });
  if (compiled === null || compiled === 'invalid') throw new Error('no pattern');
  return compiled;
};
const filled = (texts: string[], lines = 1e9) => {
  const buffer = new LogBuffer({ lines, bytes: 1e12 });
  buffer.append(texts.map(line));
  return buffer;
};
const forEver = Number.POSITIVE_INFINITY;

describe('compileQuery', () => {
  it('takes text literally unless it is asked not to', () => {
    expect(pattern('a.b').test('axb')).toBe(false);
    expect(pattern('a.b', { regex: true }).test('axb')).toBe(true);
    expect(pattern('GET').test('get')).toBe(true);
    expect(pattern('GET', { matchCase: true }).test('get')).toBe(false);
  });

  it('tells an empty and a broken query apart', () => {
    expect(compileQuery({ text: '', matchCase: false, regex: true })).toBeNull();
    expect(compileQuery({ text: '(', matchCase: false, regex: true })).toBe('invalid');
    expect(compileQuery({ text: '(', matchCase: false, regex: false })).toBeInstanceOf(RegExp);
  });
});

describe('matchRanges', () => {
  it('finds every hit and no empty one', () => {
    expect(matchRanges('aXbxc', pattern('x'))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(matchRanges('abc', pattern('x*', { regex: true }))).toEqual([]);
  });
});

describe('TextSearch', () => {
  it('counts matching lines and walks them around both ends', () => {
    const search = new TextSearch(filled(['a', 'hit', 'b', 'hit hit', 'c']), pattern('hit'));
    search.step(forEver);
    expect(search.hits.size).toBe(2);
    expect(search.hits.next(0)).toBe(1);
    expect(search.hits.next(2)).toBe(3);
    expect(search.hits.next(4)).toBe(1);
    expect(search.hits.previous(3)).toBe(1);
    expect(search.hits.previous(1)).toBe(3);
    expect(search.hits.place(3)).toBe(2);
    expect(search.hits.place(2)).toBe(0);
  });

  it('looks through colours but not at them', () => {
    const search = new TextSearch(
      filled(['\x1b[31mer\x1b[0mror', 'plain [31m', 'none\x1b[31m']),
      pattern('error'),
    );
    search.step(forEver);
    expect(search.hits.size).toBe(1);
    const codes = new TextSearch(filled(['\x1b[31mx\x1b[0m', 'real [31m']), pattern('[31m'));
    codes.step(forEver);
    expect(codes.hits.size).toBe(1);
  });

  it('stops when its time is up and goes on later', () => {
    let clock = 0;
    const search = new TextSearch(
      filled(Array.from({ length: 1000 }, () => 'hit')),
      pattern('hit'),
      null,
      () => clock++,
    );
    expect(search.step(1)).toBe(true);
    expect(search.done).toBe(false);
    expect(search.hits.size).toBeLessThan(1000);
    while (!search.done) search.step(1);
    expect(search.hits.size).toBe(1000);
    expect(search.step(1)).toBe(false);
  });

  it('takes in new lines and forgets dropped ones', () => {
    const buffer = filled([], 3000);
    const search = new TextSearch(buffer, pattern('hit'));
    for (let i = 0; i < 40; i += 1) {
      buffer.append(Array.from({ length: 500 }, (_unused, index) => line(index % 2 ? 'hit' : 'miss')));
      search.step(forEver);
    }
    expect(search.hits.size).toBeGreaterThan(buffer.size / 2 - 600);
    expect(search.hits.size).toBeLessThanOrEqual(buffer.size / 2);
    const first = search.hits.next(0);
    expect(first).not.toBeNull();
    expect(first).toBeGreaterThanOrEqual(buffer.first);
    expect(search.hits.place(first ?? -1)).toBe(1);
  });

  it('leaves out rows that take no part', () => {
    const search = new TextSearch(filled(['hit', 'hit', 'hit']), pattern('hit'), (seq) => seq !== 1);
    search.step(forEver);
    expect(search.hits.size).toBe(2);
    expect(search.hits.place(1)).toBe(0);
  });

  it('gives the same ranges for a row until something changes', () => {
    const search = new TextSearch(filled(['a hit']), pattern('hit'));
    expect(search.rangesOf(0, 'a hit')).toEqual([[2, 5]]);
    expect(search.rangesOf(0, 'a hit')).toBe(search.rangesOf(0, 'a hit'));
  });
});

describe('RowFilter and the positions of what it finds', () => {
  it('takes rows by their marks, as they come and go', () => {
    const buffer = new LogBuffer({ lines: 3000, bytes: 1e12 });
    const filter = new RowFilter(buffer, (seq) => buffer.isOf(seq, 'stderr'));
    const both = (text: string): LogItem[] => [
      line(text),
      { kind: 'line', line: { time: '', stream: 'stderr', text: `${text}!` } },
      { kind: 'ended' },
    ];
    for (let i = 0; i < 20; i += 1) {
      buffer.append(Array.from({ length: 200 }, (_unused, at) => both(`${i} ${at}`)).flat());
      filter.step();
    }
    const { hits } = filter;
    expect(hits.end).toBe(4000);
    expect(hits.size).toBe(hits.end - hits.first);
    expect(hits.first).toBeGreaterThan(0);
    expect(hits.seqAt(hits.first - 1)).toBe(-1);
    for (const position of [hits.first, hits.first + 7, hits.end - 1]) {
      expect(buffer.textAt(hits.seqAt(position))).toMatch(/!$/);
      expect(hits.positionOf(hits.seqAt(position))).toBe(position);
      expect(hits.lengthAt(position)).toBe(buffer.textAt(hits.seqAt(position)).length);
    }
    expect(hits.positionOf(hits.seqAt(hits.first) + 1)).toBe(hits.first + 1);
    expect(hits.positionOf(buffer.end)).toBe(hits.end);
  });
});
