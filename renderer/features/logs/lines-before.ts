import { type LogPack, signs as letters } from '@contract/log-pack';

/**
 * How many lines of a batch are older than a moment (RFC 3339). A log comes in order: where its last line is older,
 * all are, and a million lines need not be taken apart to say so. Pure.
 */
export function linesBefore({ times, signs }: LogPack, moment: string): number {
  const last = times.slice(times.lastIndexOf('\n', times.length - 2) + 1, -1);
  if (last !== '' && last < moment) {
    let lines = 0;
    for (const sign of signs) if (sign !== letters.ended && sign !== letters.reconnected) lines += 1;
    return lines;
  }
  return times.split('\n').filter((time) => time !== '' && time < moment).length;
}
