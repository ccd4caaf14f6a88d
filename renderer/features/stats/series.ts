import type { ContainerUsage } from '@contract/stats';

/** Readings further apart than this leave a gap in the line, ms. */
const gapAfter = 5000;

/** Columns for the chart: seconds since 1970, then one column a line; null where nothing is known. */
export type Columns = [times: number[], ...values: (number | null)[][]];

/**
 * The readings of the last `span` ms before `now`, as columns. Where nobody looked for a while the line is
 * interrupted. Pure.
 */
export function toColumns(
  readings: readonly ContainerUsage[],
  lines: readonly ((usage: ContainerUsage) => number | null)[],
  span: number,
  now: number,
): Columns {
  const times: number[] = [];
  const values = lines.map((): (number | null)[] => []);
  let before = 0;
  for (const usage of readings) {
    if (usage.at < now - span || usage.at <= before) continue;
    if (before > 0 && usage.at - before > gapAfter) {
      times.push((before + 1) / 1000);
      for (const column of values) column.push(null);
    }
    times.push(usage.at / 1000);
    for (const [index, line] of lines.entries()) values[index]?.push(line(usage));
    before = usage.at;
  }
  return [times, ...values];
}

/** Least, greatest and last of what is known in a column; null without any. Pure. */
export function extremes(
  column: readonly (number | null)[],
): { least: number; greatest: number; last: number } | null {
  let found: { least: number; greatest: number; last: number } | null = null;
  for (const value of column) {
    if (value === null) continue;
    if (found) {
      found.least = Math.min(found.least, value);
      found.greatest = Math.max(found.greatest, value);
      found.last = value;
    } else found = { least: value, greatest: value, last: value };
  }
  return found;
}

/** Why the engine counts no network for a container on these networks. */
export function networkWord(networks: readonly string[]): 'host' | 'none' | 'uncounted' {
  if (networks.includes('host')) return 'host';
  return networks.includes('none') ? 'none' : 'uncounted';
}
