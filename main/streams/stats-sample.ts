import type { StatsSample } from '@contract/containers';

interface RawCpu {
  cpu_usage?: { total_usage?: number; percpu_usage?: number[] | null } | null;
  system_cpu_usage?: number;
  online_cpus?: number;
}

/** One answer of `GET /containers/{id}/stats`; engines differ in what they leave out. */
export interface RawStats {
  /** RFC 3339, when it was read. */
  read?: string;
  preread?: string;
  cpu_stats?: RawCpu | null;
  precpu_stats?: RawCpu | null;
  memory_stats?: {
    usage?: number;
    limit?: number;
    stats?: Record<string, number> | null;
  } | null;
}

/** A reading of the CPU counters, ns; two of them make a percentage. */
export interface CpuPoint {
  total: number;
  /** All the machine's CPUs together; null where the engine does not tell. */
  system: number | null;
  /** ms since 1970. */
  at: number;
}

/**
 * Figures from a reading and the one before it; without `before` the engine's own previous reading is taken,
 * which one-shot answers leave at zero: then `cpu` is null. `point` is to be given back with the next reading.
 */
export function toSample(
  raw: RawStats,
  before: CpuPoint | null,
): { sample: Omit<StatsSample, 'network'>; point: CpuPoint } {
  const point = pointOf(raw.cpu_stats, raw.read);
  const earlier = before ?? previousOf(raw);
  const cpus = raw.cpu_stats?.online_cpus || raw.cpu_stats?.cpu_usage?.percpu_usage?.length || 1;
  return {
    sample: {
      cpu: earlier && cpuOf(earlier, point, cpus),
      memory: memoryOf(raw.memory_stats),
      memoryLimit: raw.memory_stats?.limit ?? 0,
    },
    point,
  };
}

function pointOf(cpu: RawCpu | null | undefined, read: string | undefined): CpuPoint {
  const at = Date.parse(read ?? '');
  return {
    total: cpu?.cpu_usage?.total_usage ?? 0,
    system: cpu?.system_cpu_usage || null,
    at: Number.isNaN(at) ? 0 : at,
  };
}

function previousOf(raw: RawStats): CpuPoint | null {
  const point = pointOf(raw.precpu_stats, raw.preread);
  return point.system === null ? null : point;
}

/** As `docker stats` reckons: the share of the machine's time, times its CPUs, so that one busy CPU is 100. */
function cpuOf(before: CpuPoint, after: CpuPoint, cpus: number): number | null {
  const used = after.total - before.total;
  // The counters begin anew with a restart.
  if (used < 0) return null;
  let share: number | null = null;
  if (before.system !== null && after.system !== null) {
    if (after.system > before.system) share = (used / (after.system - before.system)) * cpus;
  } else if (after.at > before.at) {
    share = used / ((after.at - before.at) * 1e6);
  }
  return share === null ? null : Math.round(share * 10_000) / 100;
}

/** Without the page cache that can be dropped: `total_inactive_file` in cgroup v1, `inactive_file` in v2. */
function memoryOf(memory: RawStats['memory_stats']): number {
  const usage = memory?.usage ?? 0;
  const cached = memory?.stats?.total_inactive_file ?? memory?.stats?.inactive_file ?? 0;
  return cached < usage ? usage - cached : usage;
}
