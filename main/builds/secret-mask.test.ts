import { expect, it } from 'vitest';
import { createMask } from './secret-mask';

it('hides a secret wherever it is cut', () => {
  const secret = 'hunter2-canary';
  for (let cut = 0; cut <= secret.length; cut += 1) {
    const { piece, rest } = createMask([secret]);
    const said = piece('1', `a ${secret.slice(0, cut)}`) + piece('1', `${secret.slice(cut)} b`) + rest('1');
    expect(said).toBe('a [hidden] b');
  }
});

it('keeps the pieces of several streams apart, and gives back what was no secret after all', () => {
  const { piece, rest } = createMask(['secret']);
  expect(piece('1', 'sec')).toBe('');
  expect(piece('2', 'ret')).toBe('ret');
  expect(piece('1', 'ond')).toBe('second');
  expect(piece('1', ' se')).toBe(' ');
  expect(rest('1')).toBe('se');
});

it('hides a value with its line end, and leaves very short ones alone', () => {
  const { text } = createMask(['key-from-file\n', 'ab', '']);
  expect(text('x key-from-file y ab')).toBe('x [hidden] y ab');
});
