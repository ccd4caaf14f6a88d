import type { StatsSample } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { type StatsHistory, sumOfHistories, withSamples } from './stats-history';

const sample = (cpu: number | null, network: StatsSample['network'] = null): StatsSample => ({
  cpu,
  memory: 100,
  memoryLimit: 0,
  network,
});

describe('withSamples', () => {
  it('adds to each line and keeps a minute of it', () => {
    let history: Record<string, StatsHistory> = {};
    for (let n = 0; n < 40; n += 1) history = withSamples(history, { a: sample(n) }, n * 2000);
    expect(history.a?.cpu).toEqual(Array.from({ length: 30 }, (_, n) => n + 10));
    expect(history.a?.memory).toHaveLength(30);
    expect(history.a?.network).toEqual([]);
  });

  it('adds both directions of the network up', () => {
    expect(withSamples({}, { a: sample(1, { in: 3, out: 4 }) }, 0).a?.network).toEqual([7]);
  });

  it('begins anew where a figure is missing, or after a time nobody looked', () => {
    const first = withSamples({}, { a: sample(1) }, 0);
    expect(withSamples(first, { a: sample(null) }, 2000).a?.cpu).toEqual([]);
    expect(withSamples(first, { a: sample(2) }, 60_000).a?.cpu).toEqual([2]);
  });

  it('keeps a row that has just left the view, not for long', () => {
    const first = withSamples({}, { a: sample(1) }, 0);
    expect(withSamples(first, {}, 4000).a).toBe(first.a);
    expect(withSamples(first, {}, 8000)).toEqual({});
  });
});

describe('sumOfHistories', () => {
  const history = (at: number, cpu: number[]): StatsHistory => ({ at, cpu, memory: cpu, network: [] });

  it('adds the figures of the same moments up, as far back as all are known', () => {
    const lines = [history(9, [1, 2, 3, 4]), history(9, [10, 20]), undefined];
    expect(sumOfHistories(lines, 'cpu')).toEqual([13, 24]);
    expect(sumOfHistories(lines, 'network')).toEqual([]);
    expect(sumOfHistories([], 'cpu')).toEqual([]);
  });

  it('leaves out what has stopped telling', () =>
    expect(sumOfHistories([history(9, [1, 2, 3]), history(7, [50])], 'memory')).toEqual([1, 2, 3]));
});
