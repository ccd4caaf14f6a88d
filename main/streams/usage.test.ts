import { describe, expect, it } from 'vitest';
import { type RawUsage, toUsage } from './usage';
import { createUsageHistory } from './usage-history';

/** As an engine on cgroup v1 tells it. */
const v1 = (second: number, moved: number): RawUsage => ({
  read: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  pids_stats: { current: 3 },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'Read', value: 4096 + moved },
      { op: 'Write', value: 8192 + 2 * moved },
      { op: 'Sync', value: 9999 },
      { op: 'Async', value: 9999 },
      { op: 'Total', value: 12_288 + 3 * moved },
    ],
  },
  cpu_stats: {
    cpu_usage: { total_usage: second * 5e8, percpu_usage: [1, 1] },
    system_cpu_usage: second * 2e9,
    online_cpus: 2,
  },
  memory_stats: {
    usage: 10_000,
    limit: 2 ** 63,
    stats: { total_inactive_file: 4000, inactive_file: 1 },
  },
  networks: {
    eth0: { rx_bytes: 1000 + moved, tx_bytes: 500 },
    eth1: { rx_bytes: 10, tx_bytes: 20 + moved },
  },
});

/** As an engine on cgroup v2 tells it. */
const v2: RawUsage = {
  read: '2026-01-01T00:00:01.5Z',
  pids_stats: { current: 7, limit: 2 ** 64 },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'read', value: 100 },
      { op: 'write', value: 200 },
      { op: 'read', value: 1 },
    ],
  },
  cpu_stats: { cpu_usage: { total_usage: 1 }, system_cpu_usage: 2, online_cpus: 4 },
  memory_stats: { usage: 10_000, limit: 64_000_000, stats: { inactive_file: 3000, file: 5000 } },
};

describe('toUsage', () => {
  it('has no rate and no CPU figure from one reading', () => {
    expect(toUsage(v1(1, 0), null, 5)?.usage).toEqual({
      at: 5,
      cpu: null,
      cpus: 2,
      memory: 6000,
      memoryLimit: 0,
      network: { in: 1010, out: 520, inRate: null, outRate: null },
      disk: { in: 4096, out: 8192, inRate: null, outRate: null },
      pids: 3,
      pidsLimit: 0,
    });
  });

  it('reckons rates by the clock of the engine, not by when the answers came', () => {
    const first = toUsage(v1(1, 0), null, 1000);
    const next = toUsage(v1(3, 4000), first?.point ?? null, 1001);
    expect(next?.usage).toMatchObject({
      cpu: 50,
      network: { in: 5010, out: 4520, inRate: 2000, outRate: 2000 },
      disk: { in: 8096, out: 16_192, inRate: 2000, outRate: 4000 },
    });
  });

  it('has no rate over a restart, whose counters begin anew', () => {
    const first = toUsage(v1(1, 4000), null, 1000);
    const next = toUsage(v1(2, 0), first?.point ?? null, 2000);
    expect(next?.usage.network).toMatchObject({ inRate: null, outRate: null });
    expect(next?.usage.disk).toMatchObject({ inRate: null, outRate: null });
  });

  it('reads cgroup v2: small letters, several devices, a limit that is none', () => {
    expect(toUsage(v2, null, 5)?.usage).toMatchObject({
      memory: 7000,
      memoryLimit: 64_000_000,
      disk: { in: 101, out: 200 },
      pids: 7,
      pidsLimit: 0,
    });
  });

  it('tells no network where the engine counts none', () => {
    expect(toUsage(v2, null, 5)?.usage.network).toBeNull();
    expect(toUsage({ ...v2, networks: {} }, null, 5)?.usage.network).toBeNull();
    expect(toUsage({ ...v2, networks: { eth0: {} } }, null, 5)?.usage.network).toMatchObject({ in: 0 });
  });

  it('lives with what engines leave out', () => {
    const bare = toUsage({ blkio_stats: { io_service_bytes_recursive: null } }, null, 5)?.usage;
    expect(bare).toMatchObject({ at: 5, cpu: null, cpus: 0, memory: 0, pids: null, disk: { in: 0, out: 0 } });
  });

  it('takes the empty reading of an ended container for none', () => {
    expect(toUsage({ read: '0001-01-01T00:00:00Z', pids_stats: {} }, null, 5)).toBeNull();
  });
});

describe('the history', () => {
  const usage = (at: number) => ({ ...(toUsage(v2, null, at)?.usage ?? expect.fail('no figures')) });

  it('is bounded, and keeps the latest', () => {
    const history = createUsageHistory();
    for (let at = 0; at < 5000; at += 1) history.add('a', usage(at));
    expect(history.of('a').length).toBeLessThanOrEqual(990);
    expect(history.of('a').at(-1)?.at).toBe(4999);
    expect(history.of('b')).toEqual([]);
  });

  it('forgets the container that nobody has looked at for longest', () => {
    const history = createUsageHistory();
    for (let id = 0; id < 30; id += 1) history.add(`c${id}`, usage(id));
    history.add('c0', usage(100));
    history.add('c30', usage(101));
    expect(history.of('c0')).toHaveLength(2);
    expect(history.of('c1')).toEqual([]);
  });
});
