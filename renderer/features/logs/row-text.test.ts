import { describe, expect, it } from 'vitest';
import { parseAnsi } from './ansi';
import { LogBuffer } from './log-buffer';
import { clockTime, isOtherDay, RowCache, segmentsOf, shownChars } from './row-text';

const shape = (text: string, ranges: [number, number][]) =>
  segmentsOf(parseAnsi(text).tokens, ranges).map((part) => [part.text, part.style?.fg ?? null, part.hit]);

describe('segmentsOf', () => {
  it('leaves runs alone without hits', () => {
    expect(shape('abc', [])).toEqual([['abc', null, false]]);
    expect(shape('', [])).toEqual([]);
  });

  it('cuts at hits, also across colours', () => {
    expect(shape('ab\x1b[31mcd\x1b[0mef', [[1, 5]])).toEqual([
      ['a', null, false],
      ['b', null, true],
      ['cd', 1, true],
      ['e', null, true],
      ['f', null, false],
    ]);
    expect(
      shape('xaxbx', [
        [0, 1],
        [2, 3],
        [4, 5],
      ]),
    ).toEqual([
      ['x', null, true],
      ['a', null, false],
      ['x', null, true],
      ['b', null, false],
      ['x', null, true],
    ]);
  });

  it('loses no character', () => {
    const text = 'one \x1b[1mtwo\x1b[0m three';
    const parts = segmentsOf(parseAnsi(text).tokens, [
      [2, 6],
      [6, 7],
    ]);
    expect(parts.map((part) => part.text).join('')).toBe('one two three');
  });
});

describe('clockTime', () => {
  it('shows local time to the millisecond', () => {
    const moment = new Date(2026, 10, 4, 9, 8, 7, 65);
    expect(clockTime(moment.toISOString(), false)).toBe('09:08:07.065');
    expect(clockTime(moment.toISOString(), true)).toBe('11-04 09:08:07.065');
    expect(clockTime('2026-11-04T09:08:07.065123456Z', false)).toMatch(/^\d\d:\d\d:07\.065$/);
    expect(clockTime('', false)).toBe('');
    expect(clockTime('nonsense', false)).toBe('');
  });

  it('knows another day', () => {
    const now = new Date(2026, 10, 4, 12);
    expect(isOtherDay(new Date(2026, 10, 4, 1).toISOString(), now)).toBe(false);
    expect(isOtherDay(new Date(2026, 10, 3, 23).toISOString(), now)).toBe(true);
    expect(isOtherDay('', now)).toBe(false);
  });
});

describe('RowCache', () => {
  it('gives the same object for a row in view, and cuts endless lines', () => {
    const buffer = new LogBuffer({ lines: 100, bytes: 1e9 });
    buffer.append([{ kind: 'line', line: { time: '', stream: 'stderr', text: 'x'.repeat(20_000) } }]);
    const cache = new RowCache(buffer);
    const row = cache.get(0);
    expect(row?.line.plain).toHaveLength(shownChars);
    expect(row?.line.hidden).toBe(20_000 - shownChars);
    expect(cache.get(0)).toBe(row);
    expect(cache.get(1)).toBeNull();
  });
});
