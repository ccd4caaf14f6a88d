import type { ContainerUsage, Traffic } from '@contract/stats';
import { type CpuPoint, type RawStats, toSample } from './stats-sample';

interface RawBlkio {
  op?: string;
  value?: number;
}

/** `GET /containers/{id}/stats` with what the details read beyond CPU and memory. */
export interface RawUsage extends RawStats {
  networks?: Record<string, { rx_bytes?: number; tx_bytes?: number } | null> | null;
  blkio_stats?: { io_service_bytes_recursive?: RawBlkio[] | null } | null;
  /** Only Windows containers have it. */
  storage_stats?: { read_size_bytes?: number; write_size_bytes?: number } | null;
  pids_stats?: { current?: number; limit?: number } | null;
}

/** What the next reading is compared with. */
export interface UsagePoint {
  cpu: CpuPoint;
  /** ms since 1970, by the engine's clock where it tells its time. */
  at: number;
  network: Moved | null;
  disk: Moved;
}

interface Moved {
  in: number;
  out: number;
}

/** A limit beyond this is the kernel's word for none. */
const noLimit = 2 ** 53;

/**
 * The figures of a reading and the one before it; `point` is to be given back with the next. `now` is this
 * machine's clock, ms since 1970. Null for the empty reading that an engine gives of a container that has just
 * ended: its zeros would look like figures.
 */
export function toUsage(
  raw: RawUsage,
  before: UsagePoint | null,
  now: number,
): { usage: ContainerUsage; point: UsagePoint } | null {
  const read = Date.parse(raw.read ?? '');
  // Go's zero time: nothing was read.
  if (read < 0) return null;
  const { sample, point: cpu } = toSample(raw, before?.cpu ?? null);
  const point: UsagePoint = {
    cpu,
    at: Number.isNaN(read) ? now : read,
    network: networkOf(raw),
    disk: diskOf(raw),
  };
  const elapsed = before ? point.at - before.at : 0;
  const { online_cpus, cpu_usage } = raw.cpu_stats ?? {};
  return {
    usage: {
      at: now,
      cpu: sample.cpu,
      cpus: online_cpus || cpu_usage?.percpu_usage?.length || 0,
      memory: sample.memory,
      memoryLimit: sample.memoryLimit < noLimit ? sample.memoryLimit : 0,
      network: point.network && traffic(point.network, before?.network ?? null, elapsed),
      disk: traffic(point.disk, before?.disk ?? null, elapsed),
      pids: raw.pids_stats?.current ?? null,
      pidsLimit: limitOf(raw.pids_stats?.limit),
    },
    point,
  };
}

const limitOf = (limit: number | undefined) => (limit !== undefined && limit < noLimit ? limit : 0);

function traffic(now: Moved, before: Moved | null, elapsed: number): Traffic {
  const rate = (current: number, earlier: number | undefined) =>
    // Counters that went back began anew, with a restart or another interface.
    earlier === undefined || elapsed <= 0 || current < earlier
      ? null
      : ((current - earlier) / elapsed) * 1000;
  return { ...now, inRate: rate(now.in, before?.in), outRate: rate(now.out, before?.out) };
}

/** All interfaces together; null where none is counted: with the host's network, or without any. */
function networkOf({ networks }: RawUsage): Moved | null {
  const interfaces = Object.values(networks ?? {});
  if (interfaces.length === 0) return null;
  return {
    in: interfaces.reduce((sum, one) => sum + (one?.rx_bytes ?? 0), 0),
    out: interfaces.reduce((sum, one) => sum + (one?.tx_bytes ?? 0), 0),
  };
}

/** cgroup v1 writes `Read`, v2 and Podman `read`; before the first access there is no entry at all. */
function diskOf({ blkio_stats, storage_stats }: RawUsage): Moved {
  const entries = blkio_stats?.io_service_bytes_recursive ?? [];
  const sum = (name: string) =>
    entries.reduce((all, { op, value }) => all + (op?.toLowerCase() === name ? (value ?? 0) : 0), 0);
  return {
    in: sum('read') + (storage_stats?.read_size_bytes ?? 0),
    out: sum('write') + (storage_stats?.write_size_bytes ?? 0),
  };
}
