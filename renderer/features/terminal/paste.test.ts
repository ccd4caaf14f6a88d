import { describe, expect, it } from 'vitest';
import { createInputQueue } from './input-queue';
import { cleanPaste, cutInput, pasteLines } from './paste';

describe('pasted text', () => {
  it('has no control characters that could end its own brackets', () => {
    expect(cleanPaste('ls\x1b[201~\rrm -rf /\n\ttab\x7f\x9b')).toBe('ls[201~\rrm -rf /\n\ttab');
  });

  it('counts lines, a line end at the end as one more', () => {
    expect(pasteLines('ls')).toBe(1);
    expect(pasteLines('ls\n')).toBe(2);
    expect(pasteLines('a\r\nb\rc')).toBe(3);
  });

  it('is never cut through a character', () => {
    expect(cutInput('a🐳b', 2)).toEqual(['a', '🐳b']);
    expect(cutInput('a🐳b', 3)).toEqual(['a🐳', 'b']);
    expect(cutInput('abc', 10)).toEqual(['abc', '']);
  });
});

describe('the input queue', () => {
  it('waits for the program, then sends pieces only as fast as they are taken', () => {
    const sent: string[] = [];
    const queue = createInputQueue((text) => sent.push(text));
    const text = '안x🐳\n'.repeat(50_000);
    queue.add(text);
    expect(sent).toEqual([]);
    queue.open();
    expect(sent.length).toBeLessThanOrEqual(3);
    for (let at = 0; at < sent.length; at += 1) {
      expect(sent.slice(at).join('').length).toBeLessThanOrEqual(3 * 16 * 1024);
      queue.taken(sent[at]?.length ?? 0);
    }
    expect(sent.join('')).toBe(text);
  });

  it('drops what was not sent when the program has ended', () => {
    const sent: string[] = [];
    const queue = createInputQueue((text) => sent.push(text));
    queue.add('typed too early');
    queue.clear();
    queue.open();
    expect(sent).toEqual([]);
  });
});
