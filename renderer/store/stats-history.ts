import type { StatsSample } from '@contract/containers';

/** The last figures of a container, oldest first, two seconds apart. */
export interface StatsHistory {
  /** When the latest came, ms since 1970. */
  at: number;
  cpu: readonly number[];
  memory: readonly number[];
  network: readonly number[];
}

/** A minute of them. */
const most = 30;
/** A gap longer than this, ms, begins anew: a line across it would tell of a time nobody looked at. */
const gap = 7000;
/** Kept for rows that come back into view, ms. */
const kept = gap;

/** The histories after one more update; those of rows that have long been out of view are dropped. Pure. */
export function withSamples(
  before: Readonly<Record<string, StatsHistory>>,
  rows: Readonly<Record<string, StatsSample>>,
  now: number,
): Record<string, StatsHistory> {
  const after: Record<string, StatsHistory> = {};
  for (const id in before) {
    const history = before[id];
    if (history && now - history.at <= kept) after[id] = history;
  }
  for (const id in rows) {
    const sample = rows[id];
    if (!sample) continue;
    const history = after[id];
    after[id] = {
      at: now,
      cpu: more(history?.cpu, sample.cpu),
      memory: more(history?.memory, sample.memory),
      network: more(history?.network, sample.network && sample.network.in + sample.network.out),
    };
  }
  return after;
}

const none: readonly number[] = [];

function more(values: readonly number[] = none, value: number | null): readonly number[] {
  return value === null ? none : [...values.slice(1 - most), value];
}

/**
 * The figures of several containers added up, oldest first: as far back as all of them are known that tell at present.
 * Pure.
 */
export function sumOfHistories(
  histories: readonly (StatsHistory | undefined)[],
  figure: 'cpu' | 'memory' | 'network',
): number[] {
  const latest = Math.max(...histories.map((history) => history?.at ?? 0));
  const lines = histories.flatMap((history) =>
    history?.at === latest && history[figure].length > 0 ? [history[figure]] : [],
  );
  const length = lines.length === 0 ? 0 : Math.min(...lines.map((line) => line.length));
  return Array.from({ length }, (_, index) =>
    lines.reduce((sum, line) => sum + (line[line.length - length + index] ?? 0), 0),
  );
}
