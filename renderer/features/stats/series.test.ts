import type { ContainerUsage } from '@contract/stats';
import { describe, expect, it } from 'vitest';
import { extremes, networkWord, toColumns } from './series';

const usage = (at: number, cpu: number | null): ContainerUsage => ({
  at,
  cpu,
  cpus: 2,
  memory: at,
  memoryLimit: 0,
  network: null,
  disk: { in: 0, out: 0, inRate: null, outRate: null },
  pids: 1,
  pidsLimit: 0,
});
const cpu = (reading: ContainerUsage) => reading.cpu;
const memory = (reading: ContainerUsage) => reading.memory;

describe('toColumns', () => {
  it('takes only the span that is shown', () => {
    const readings = [usage(1000, 1), usage(2000, 2), usage(3000, null)];
    expect(toColumns(readings, [cpu, memory], 1500, 3500)).toEqual([
      [2, 3],
      [2, null],
      [2000, 3000],
    ]);
  });

  it('interrupts the line where nobody looked', () => {
    const readings = [usage(1000, 1), usage(2000, 2), usage(20_000, 3)];
    expect(toColumns(readings, [cpu], 60_000, 20_000)).toEqual([
      [1, 2, 2.001, 20],
      [1, 2, null, 3],
    ]);
  });

  it('never goes back in time, whatever the clock does', () => {
    const readings = [usage(1000, 1), usage(900, 5), usage(1000, 6), usage(2000, 2)];
    expect(toColumns(readings, [cpu], 60_000, 2000)[0]).toEqual([1, 2]);
  });
});

describe('extremes', () => {
  it('leaves out what is unknown', () => {
    expect(extremes([null, 3, 1, null, 2, null])).toEqual({ least: 1, greatest: 3, last: 2 });
    expect(extremes([null])).toBeNull();
  });
});

describe('networkWord', () => {
  it('knows the networks that are not counted', () => {
    expect(networkWord(['host'])).toBe('host');
    expect(networkWord(['none'])).toBe('none');
    expect(networkWord([])).toBe('uncounted');
  });
});
