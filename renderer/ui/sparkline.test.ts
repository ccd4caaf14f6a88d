import { describe, expect, it } from 'vitest';
import { sparkPath } from './sparkline';

const points = (path: string) =>
  path
    .slice(1)
    .split('L')
    .map((point) => point.split(' ').map(Number));

describe('sparkPath', () => {
  it('ends at the right edge, with the highest at the top', () => {
    const [first, , last] = points(sparkPath([0, 5, 10], 1));
    expect(first?.[1]).toBe(13);
    expect(last).toEqual([36, 1]);
  });

  it('fills the width with half a minute of figures and stays flat where little changes', () => {
    const line = points(
      sparkPath(
        Array.from({ length: 30 }, (_, n) => 50 + (n % 2) * 0.01),
        5,
      ),
    );
    expect(line[0]?.[0]).toBe(0);
    for (const [, y] of line) expect(y).toBeGreaterThan(12.5);
  });
});
