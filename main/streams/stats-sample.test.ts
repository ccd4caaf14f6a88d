import { describe, expect, it } from 'vitest';
import { type RawStats, toSample } from './stats-sample';

const reading = (total: number, system: number | undefined, read = '2026-01-01T00:00:00Z'): RawStats => ({
  read,
  cpu_stats: { cpu_usage: { total_usage: total }, system_cpu_usage: system, online_cpus: 4 },
  precpu_stats: { cpu_usage: { total_usage: 0 } },
  memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 300 } },
});

describe('toSample', () => {
  it('has no CPU figure from one reading', () => {
    expect(toSample(reading(100, 1000), null).sample).toEqual({ cpu: null, memory: 700, memoryLimit: 5000 });
  });

  it('reckons as docker stats does: one and a half of four CPUs are 150', () => {
    const { point } = toSample(reading(100, 1000), null);
    expect(toSample(reading(100 + 1500, 1000 + 4000), point).sample.cpu).toBe(150);
  });

  it("takes the engine's own previous reading when it has one", () => {
    const raw = {
      ...reading(1600, 5000),
      precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1000 },
    };
    expect(toSample(raw, null).sample.cpu).toBe(150);
  });

  it('goes by the clock where the engine tells no system time', () => {
    const { point } = toSample(reading(0, undefined), null);
    const later = reading(5e8, undefined, '2026-01-01T00:00:02Z');
    expect(toSample(later, point).sample.cpu).toBe(25);
  });

  it('has no figure when the counters began anew', () => {
    const { point } = toSample(reading(5000, 1000), null);
    expect(toSample(reading(10, 2000), point).sample.cpu).toBeNull();
  });

  it('counts CPUs by their list where no number is given', () => {
    const { point } = toSample(reading(0, 1000), null);
    const raw = {
      cpu_stats: { cpu_usage: { total_usage: 500, percpu_usage: [1, 1] }, system_cpu_usage: 2000 },
    };
    expect(toSample(raw, point).sample.cpu).toBe(100);
  });

  it('leaves droppable cache out by the rules of either cgroup version', () => {
    const memory = (memory_stats: RawStats['memory_stats']) => toSample({ memory_stats }, null).sample.memory;
    expect(memory({ usage: 1000, stats: { total_inactive_file: 400, inactive_file: 1 } })).toBe(600);
    expect(memory({ usage: 1000, stats: { inactive_file: 2000 } })).toBe(1000);
    expect(memory({ usage: 1000 })).toBe(1000);
    expect(memory({})).toBe(0);
  });
});
