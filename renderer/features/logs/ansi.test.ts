import { describe, expect, it } from 'vitest';
import { parseAnsi, plainText, rgbFlag } from './ansi';

const esc = '\x1b';
const shape = (text: string) => parseAnsi(text).tokens.map((token) => [token.text, token.style?.fg ?? null]);

describe('parseAnsi', () => {
  it('leaves plain text in one run', () => {
    expect(parseAnsi('hello 안녕')).toEqual({
      tokens: [{ text: 'hello 안녕', style: null }],
      plain: 'hello 안녕',
      hidden: 0,
    });
    expect(parseAnsi('').tokens).toEqual([]);
  });

  it('turns SGR colours into runs', () => {
    expect(shape(`a${esc}[31mred${esc}[0m b${esc}[94mbright${esc}[39mc`)).toEqual([
      ['a', null],
      ['red', 1],
      [' b', null],
      ['bright', 12],
      ['c', null],
    ]);
  });

  it('knows weights, and what switches them off', () => {
    const [bold, dim, none] = parseAnsi(`${esc}[1;4mx${esc}[22;24;2my${esc}[mz`).tokens;
    expect(bold?.style).toMatchObject({ bold: true, underline: true, dim: false });
    expect(dim?.style).toMatchObject({ bold: false, underline: false, dim: true });
    expect(none?.style).toBeNull();
  });

  it.each([
    ['38;5;1', 1],
    ['38;5;196', rgbFlag | 0xff0000],
    ['38;5;255', rgbFlag | 0xeeeeee],
    ['38;2;1;2;3', rgbFlag | 0x010203],
    ['38:2::1:2:3', rgbFlag | 0x010203],
    ['38:2:1:2:3', rgbFlag | 0x010203],
    ['38:5:9', 9],
    ['38;2;999;0;0', rgbFlag | 0xff0000],
  ])('reads the extended colour %s', (params, fg) => {
    expect(shape(`${esc}[${params}mx`)).toEqual([['x', fg]]);
  });

  it('goes on after an extended colour', () => {
    expect(parseAnsi(`${esc}[38;5;2;1mx`).tokens[0]?.style).toMatchObject({ fg: 2, bold: true });
  });

  it.each([
    ['cursor and erase', `a${esc}[2K${esc}[1;1Hb`, 'ab'],
    ['window title', `a${esc}]0;owned\x07b`, 'ab'],
    ['link, keeping its text', `${esc}]8;;https://evil.example${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['clipboard write', `a${esc}]52;c;aGk=\x07b`, 'ab'],
    ['device control', `a${esc}P1;2qpayload${esc}\\b`, 'ab'],
    ['C1 forms', 'a\x9b31mb\x9d0;t\x9cc', 'abc'],
    ['charset and keypad', `a${esc}(Bb${esc}=c`, 'abc'],
    ['C0, DEL, bell, backspace', 'a\x00\x07\x08\x7fb', 'ab'],
    ['bidi controls', 'a\u202egnp.exe\u2066b\u200f', 'agnp.exeb'],
    ['an escape cut off at the end', `ab${esc}[3`, 'ab3'],
    ['an unterminated title: the text stays', `a${esc}]0;bc`, 'a0;bc'],
  ])('drops %s', (_name, source, plain) => {
    expect(parseAnsi(source).plain).toBe(plain);
    expect(plainText(source)).toBe(plain);
  });

  it('expands tabs to stops of eight', () => {
    expect(parseAnsi('a\tbc\t|').plain).toBe('a       bc      |');
    expect(parseAnsi(`${esc}[31mab\t${esc}[0mc`).plain).toBe('ab      c');
    expect(plainText('a\tb')).toBe('a\tb');
  });

  it('keeps the last part of a progress line', () => {
    expect(parseAnsi('10 %\r50 %\r100 %').plain).toBe('100 %');
    expect(parseAnsi('10 %\r100 %\r').plain).toBe('100 %');
    expect(parseAnsi('line\r').plain).toBe('line');
    expect(parseAnsi('\r\r').plain).toBe('');
  });

  it('stops at the limit and says how much is left', () => {
    expect(parseAnsi('x'.repeat(50), 20)).toMatchObject({ plain: 'x'.repeat(20), hidden: 30 });
    const colored = parseAnsi(`${esc}[31m${'x'.repeat(50)}${esc}[0m`, 20);
    expect(colored.tokens[0]?.text).toHaveLength(20);
    expect(colored.hidden).toBe(34);
    expect(parseAnsi('x'.repeat(20), 20).hidden).toBe(0);
  });

  it('never turns text into markup', () => {
    expect(parseAnsi('<img src=x onerror=alert(1)>').tokens[0]?.text).toBe('<img src=x onerror=alert(1)>');
  });

  // Anything worse than linear would take minutes here: the runner's own limit is the judge.
  it('gets through long hostile input, and shows nothing of it', () => {
    for (const hostile of [
      `${esc}]`.repeat(100_000),
      `${esc}[${'1;'.repeat(100_000)}m`,
      '\x90'.repeat(200_000),
      '\x9b1'.repeat(100_000),
    ]) {
      const shown = JSON.stringify(parseAnsi(hostile));
      for (const control of ['\\u001b', '\x90', '\x9b']) expect(shown.includes(control)).toBe(false);
    }
  });
});
