// @ts-check
import { loadavg } from 'node:os';

/** ms since 1970 with fractions, comparable between the processes of this machine. */
export const clock = () => performance.timeOrigin + performance.now();

/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 50);

/** The value that `rank` per cent of the values do not exceed (nearest rank). @param {readonly number[]} values @param {number} rank */
export function percentile(values, rank) {
  if (values.length === 0) throw new Error('No values were measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {number} value @param {number} [digits] */
export const round = (value, digits = 1) => Number(value.toFixed(digits));

/** Load average of the last minute: what else the machine does. */
export const load = () => round(loadavg()[0] ?? 0, 2);
