import type { LogItem } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';
import { compileQuery, LogSearch, matchRanges } from './log-search';

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

describe('LogSearch', () => {
  it('counts matching lines and walks them around both ends', () => {
    const search = new LogSearch(filled(['a', 'hit', 'b', 'hit hit', 'c']), pattern('hit'));
    search.step(forEver);
    expect(search.count).toBe(2);
    expect(search.next(0)).toBe(1);
    expect(search.next(2)).toBe(3);
    expect(search.next(4)).toBe(1);
    expect(search.previous(3)).toBe(1);
    expect(search.previous(1)).toBe(3);
    expect(search.place(3)).toBe(2);
    expect(search.place(2)).toBe(0);
  });

  it('looks through colours but not at them', () => {
    const search = new LogSearch(
      filled(['\x1b[31mer\x1b[0mror', 'plain [31m', 'none\x1b[31m']),
      pattern('error'),
    );
    search.step(forEver);
    expect(search.count).toBe(1);
    const codes = new LogSearch(filled(['\x1b[31mx\x1b[0m', 'real [31m']), pattern('[31m'));
    codes.step(forEver);
    expect(codes.count).toBe(1);
  });

  it('stops when its time is up and goes on later', () => {
    const search = new LogSearch(filled(Array.from({ length: 1000 }, () => 'hit')), pattern('hit'));
    let clock = 0;
    expect(search.step(1, () => clock++)).toBe(true);
    expect(search.done).toBe(false);
    expect(search.count).toBeLessThan(1000);
    while (!search.done) search.step(1, () => clock++);
    expect(search.count).toBe(1000);
    expect(search.step(1)).toBe(false);
  });

  it('takes in new lines and forgets dropped ones', () => {
    const buffer = filled([], 3000);
    const search = new LogSearch(buffer, pattern('hit'));
    for (let i = 0; i < 40; i += 1) {
      buffer.append(Array.from({ length: 500 }, (_unused, index) => line(index % 2 ? 'hit' : 'miss')));
      search.step(forEver);
    }
    expect(search.count).toBeGreaterThan(buffer.size / 2 - 600);
    expect(search.count).toBeLessThanOrEqual(buffer.size / 2);
    const first = search.next(0);
    expect(first).not.toBeNull();
    expect(first).toBeGreaterThanOrEqual(buffer.first);
    expect(search.place(first ?? -1)).toBe(1);
  });
});
