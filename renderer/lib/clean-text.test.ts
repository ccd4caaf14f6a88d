import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text';

describe('cleanText', () => {
  it('leaves ordinary text of any language alone', () => {
    for (const text of ['web-1', '컨테이너', 'مرحبا', 'a  b', '👩‍🚀']) expect(cleanText(text)).toBe(text);
  });

  it('takes out what moves the cursor, breaks the line or turns the direction', () => {
    expect(cleanText('a\u001b[31mred\r\nb')).toBe('a [31mred b');
    expect(cleanText('abc\u202egnp.exe')).toBe('abc gnp.exe');
    expect(cleanText('\u2066x\u2069\u0085\ufeff')).toBe('x');
  });

  it('shortens without halving a character', () => {
    expect(cleanText('abcdef', 4)).toBe('abc…');
    expect(cleanText('ab👍👍', 4)).toBe('ab…');
    expect(cleanText('abcd', 4)).toBe('abcd');
  });
});
