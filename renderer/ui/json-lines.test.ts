import { describe, expect, it } from 'vitest';
import { jsonDocument } from './json-document';
import { jsonParts, matchingLines } from './json-lines';

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

describe('jsonParts', () => {
  it('loses no character of any line', () => {
    for (const { text: line } of jsonDocument(value))
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
