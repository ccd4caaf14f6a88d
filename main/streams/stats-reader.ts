import type { StatsSample } from '@contract/containers';
import type { ContainerUsage } from '@contract/stats';
import { readJsonLines } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { type RawUsage, toUsage, type UsagePoint } from './usage';

/** Streams open at a time; each costs the engine a reading and us a parse a second. */
const maxStreams = 20;
/** One-shot readings under way at a time, and begun a round. */
const maxReads = 4;
/** The age at which a figure is read anew, ms; without a CPU figure yet, the second reading comes sooner. */
const oldAfter = 5000;
const soonAfter = 1000;

interface Known {
  sample: StatsSample;
  point: UsagePoint;
  /** `performance.now()` */
  at: number;
}

/** The last figures of running containers on one connection. */
export interface StatsReader {
  samples(): ReadonlyMap<string, { sample: StatsSample }>;
  /** To be called about once a second: opens and closes streams, reads a few of the others, oldest first. */
  round(running: ReadonlySet<string>, visible: Iterable<string>): void;
  close(): void;
}

/** What a row of the list shows of it. */
function sampleOf({ cpu, memory, memoryLimit, network }: ContainerUsage): StatsSample {
  const { inRate = null, outRate = null } = network ?? {};
  return {
    cpu,
    memory,
    memoryLimit,
    network:
      inRate === null || outRate === null ? null : { in: Math.round(inRate), out: Math.round(outRate) },
  };
}

/** Nothing is read until the first round. */
export function createStatsReader(client: EngineClient): StatsReader {
  const known = new Map<string, Known>();
  const streams = new Map<string, AbortController>();
  const reads = new Map<string, AbortController>();

  async function read(id: string, follow: boolean, signal: AbortSignal): Promise<void> {
    // A socket of its own: some engines take a second for a reading, which would hold up the calls.
    const source = await client.open('GET', enginePath`/containers/${id}/stats`, {
      query: follow ? { stream: 1 } : { stream: 0, 'one-shot': 1 },
      timeoutMs: 30_000,
      signal,
    });
    for await (const raw of readJsonLines(source)) {
      if (signal.aborted) return;
      const found = toUsage(raw as RawUsage, known.get(id)?.point ?? null, Date.now());
      if (found) known.set(id, { sample: sampleOf(found.usage), point: found.point, at: performance.now() });
    }
  }

  function begin(under: Map<string, AbortController>, id: string, follow: boolean): void {
    const abort = new AbortController();
    under.set(id, abort);
    read(id, follow, abort.signal)
      // Gone, stopped or unreachable: a figure that is missing says so, and the next round asks again for
      // what still runs.
      .catch(() => undefined)
      .finally(() => {
        if (under.get(id) === abort) under.delete(id);
      });
  }

  function stop(under: Map<string, AbortController>, id: string): void {
    under.get(id)?.abort();
    under.delete(id);
  }

  return {
    samples: () => known,
    round(running, visible) {
      const wanted = new Set<string>();
      for (const id of visible) if (wanted.size < maxStreams && running.has(id)) wanted.add(id);
      for (const id of [...streams.keys()]) if (!wanted.has(id)) stop(streams, id);
      for (const id of [...reads.keys()]) if (!running.has(id)) stop(reads, id);
      for (const id of [...known.keys()]) if (!running.has(id)) known.delete(id);
      for (const id of wanted) if (!streams.has(id)) begin(streams, id, true);

      const now = performance.now();
      const due: [id: string, at: number][] = [];
      for (const id of running) {
        if (streams.has(id) || reads.has(id)) continue;
        const last = known.get(id);
        const at = last?.at ?? Number.NEGATIVE_INFINITY;
        if (now - at > (last?.sample.cpu === null ? soonAfter : oldAfter)) due.push([id, at]);
      }
      due.sort((a, b) => a[1] - b[1]);
      for (const [id] of due.slice(0, maxReads - reads.size)) begin(reads, id, false);
    },
    close() {
      for (const id of [...streams.keys()]) stop(streams, id);
      for (const id of [...reads.keys()]) stop(reads, id);
      known.clear();
    },
  };
}
