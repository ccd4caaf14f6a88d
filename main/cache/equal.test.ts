import { expect, it } from 'vitest';
import { equal } from './equal';

it.each<[unknown, unknown, boolean]>([
  [1, 1, true],
  [1, '1', false],
  [null, undefined, false],
  [null, {}, false],
  [[], {}, false],
  [{}, [], false],
  [[1, [2]], [1, [2]], true],
  [[1, 2], [1, 2, 3], false],
  [{ a: 1, b: { c: [] } }, { b: { c: [] }, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: undefined }, { b: undefined }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
])('%j and %j: %s', (a, b, same) => {
  expect(equal(a, b)).toBe(same);
});
