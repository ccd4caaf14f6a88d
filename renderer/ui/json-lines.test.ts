import { describe, expect, it } from 'vitest';
import { jsonLines, jsonParts, matchingLines } from './json-lines';

const value = {
  Id: 'abc',
  Count: -3,
  On: true,
  None: null,
  Empty: {},
  List: ['a "quoted": b', 'c,'],
  'odd ": key': 1.5e-7,
};

const shape = (line: string, query = '') =>
  jsonParts(line, query).map(({ text, kind, hit }) => (hit ? [text, kind, hit] : [text, kind]));

describe('jsonLines', () => {
  it('is the same JSON', () => {
    expect(JSON.parse(jsonLines(value).join('\n'))).toEqual(value);
    expect(jsonLines(undefined)).toEqual(['null']);
  });

  it('escapes what could reverse or hide text, and stays the same JSON', () => {
    const hostile = { name: 'a\u202egnp\u2066.exe\u0085' };
    const text = jsonLines(hostile).join('\n');
    expect(text).toContain('\\u202e');
    expect(text).not.toMatch(/[\u202e\u2066\u0085]/);
    expect(JSON.parse(text)).toEqual(hostile);
  });
});

describe('jsonParts', () => {
  it('loses no character of any line', () => {
    for (const line of jsonLines(value))
      for (const query of ['', 'a', ':', '"', 'quoted', '  '])
        expect(
          jsonParts(line, query)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line);
  });

  it('tells keys, strings, numbers and words apart', () => {
    expect(shape('  "Id": "abc",')).toEqual([
      ['  ', 'plain'],
      ['"Id"', 'key'],
      [': ', 'plain'],
      ['"abc"', 'string'],
      [',', 'plain'],
    ]);
    expect(shape('  "Count": -3,')[3]).toEqual(['-3', 'number']);
    expect(shape('  "On": true,')[3]).toEqual(['true', 'word']);
    expect(shape('  "Empty": {},')[3]).toEqual(['{},', 'plain']);
    expect(shape('    "a \\"quoted\\": b",')[1]).toEqual(['"a \\"quoted\\": b"', 'string']);
    expect(shape('  "odd \\": key": 1.5e-7')[1]).toEqual(['"odd \\": key"', 'key']);
    expect(shape('}')).toEqual([['}', 'plain']]);
  });

  it('marks hits, also across parts and in any case', () => {
    expect(shape('  "Id": "abc"', 'id": "A')).toEqual([
      ['  ', 'plain'],
      ['"', 'key'],
      ['Id"', 'key', true],
      [': ', 'plain', true],
      ['"a', 'string', true],
      ['bc"', 'string'],
    ]);
  });
});

describe('matchingLines', () => {
  it('finds lines in any case, none for nothing', () => {
    expect(matchingLines(['Abc', 'x', 'ABC'], 'abc')).toEqual([0, 2]);
    expect(matchingLines(['Abc'], '')).toEqual([]);
  });
});
