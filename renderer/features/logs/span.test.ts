import { expect, it } from 'vitest';
import { fromLocalInput, toLocalInput } from './span';

it('keeps a moment to the second', () => {
  const moment = new Date(2026, 0, 2, 3, 4, 5).getTime();
  expect(toLocalInput(moment)).toBe('2026-01-02T03:04:05');
  expect(fromLocalInput('2026-01-02T03:04:05')).toBe(moment);
  expect(fromLocalInput('2026-01-02T03:04')).toBe(moment - 5000);
  expect(toLocalInput(null)).toBe('');
  expect(fromLocalInput('')).toBeNull();
  expect(fromLocalInput('nonsense')).toBeNull();
});
