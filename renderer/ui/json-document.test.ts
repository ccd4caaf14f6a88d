import { describe, expect, it } from 'vitest';
import {
  formatTemplate,
  jsonDocument,
  pathOf,
  pathText,
  shownLines,
  unfoldedFor,
  valueAt,
} from './json-document';

const value = {
  Id: 'abc',
  Count: -3,
  On: true,
  None: null,
  Empty: {},
  Bare: [],
  List: ['a "quoted": b', 'c,', { deep: [1] }],
  Config: { Labels: { 'com.example': 'x', 'odd "}': 'y' } },
};
const lines = jsonDocument(value);
const textOf = (of: typeof lines) => of.map(({ text }) => text).join('\n');
const lineOf = (part: string) => lines.findIndex(({ text }) => text.includes(part));

describe('jsonDocument', () => {
  it('is what JSON.stringify writes', () => {
    for (const one of [value, [], {}, 'x', null, 1.5e-7, [[[]]], { a: undefined, b: 1 }])
      expect(textOf(jsonDocument(one))).toBe(JSON.stringify(one, null, 2));
    expect(textOf(jsonDocument(undefined))).toBe('null');
  });

  it('escapes what could reverse or hide text, and stays the same JSON', () => {
    const hostile = { 'na\u202eme': 'a\u202egnp\u2066.exe\u0085' };
    const text = textOf(jsonDocument(hostile));
    expect(text).toContain('\\u202e');
    expect(text).not.toMatch(/[\u202e\u2066\u0085]/);
    expect(JSON.parse(text)).toEqual(hostile);
  });

  it('knows what each line opens and closes', () => {
    const at = lineOf('"List"');
    const { end, size } = lines[at] ?? { end: -1, size: 0 };
    expect(size).toBe(3);
    expect(lines[end]?.text).toBe('  ],');
    expect(lines[end]?.start).toBe(at);
    expect(lines[lineOf('"Empty"')]?.end).toBe(-1);
  });

  it('takes in a large document at once', () => {
    const large = Object.fromEntries(
      Array.from({ length: 50_000 }, (_unused, i) => [`key ${i}`, [i, `${i}`]]),
    );
    const from = performance.now();
    expect(jsonDocument(large)).toHaveLength(200_002);
    expect(performance.now() - from).toBeLessThan(3000);
  });
});

describe('the path of a line', () => {
  it.each([
    ['"abc"', 'Id', '{{.Id}}'],
    ['"c,"', 'List[1]', '{{index .List 1}}'],
    ['"deep"', 'List[2].deep', '{{json (index .List 2).deep}}'],
    ['"com.example"', 'Config.Labels["com.example"]', '{{index .Config.Labels "com.example"}}'],
    ['odd', 'Config.Labels["odd \\"}"]', '{{index .Config.Labels "odd \\"}"}}'],
    ['"Config"', 'Config', '{{json .Config}}'],
    ['"None"', 'None', '{{json .None}}'],
  ])('%s', (part, text, template) => {
    const path = pathOf(lines, lineOf(part));
    expect(pathText(path)).toBe(text);
    expect(formatTemplate(path, valueAt(value, path))).toBe(template);
  });

  it('is that of the whole for a closing bracket, and nothing for the outermost', () => {
    expect(pathText(pathOf(lines, lines[lineOf('"List"')]?.end ?? -1))).toBe('List');
    expect(pathOf(lines, 0)).toEqual([]);
    expect(pathOf(lines, lines.length - 1)).toEqual([]);
    expect(formatTemplate([], value)).toBe('{{json .}}');
    expect(formatTemplate([0, 1], 5)).toBe('{{index (index . 0) 1}}');
  });

  it('leads back to the value', () => {
    expect(valueAt(value, ['List', 2, 'deep', 0])).toBe(1);
    expect(valueAt(value, ['Id', 'x', 'y'])).toBeUndefined();
  });
});

describe('folding', () => {
  it('hides what is inside and the bracket that closes it', () => {
    const at = lineOf('"List"');
    const shown = shownLines(lines, new Set([at]));
    expect(shown).toContain(at);
    expect(shown).not.toContain(at + 1);
    expect(shown).not.toContain(lines[at]?.end);
    expect(shown).toContain(lineOf('"Config"'));
    expect(shownLines(lines, new Set())).toHaveLength(lines.length);
  });

  it('opens all that hides a line and nothing else', () => {
    const folded = new Set([0, lineOf('"List"'), lineOf('"Config"')]);
    expect([...unfoldedFor(lines, folded, lineOf('"deep"'))]).toEqual([lineOf('"Config"')]);
    expect(unfoldedFor(lines, folded, 0)).toBe(folded);
  });
});
