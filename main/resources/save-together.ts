import { open, rename, rm } from 'node:fs/promises';
import type { LogLine } from '@contract/containers';
import { toLighterError } from '../engine/errors';
import { readLogLines } from '../engine/log-lines';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** Written at a time, characters. */
const pieceSize = 64 * 1024;

interface Source {
  id: string;
  name: string;
}

/** A container's log, line by line. */
interface Reading {
  name: string;
  lines: LogLine[];
  /** The next line in `lines`. */
  at: number;
  next: () => Promise<LogLine[] | null>;
  close: () => void;
}

/**
 * Writes the whole logs of several containers into one file, each line with its container's name, in the order of
 * their times. Reads only as fast as the disk takes it. The file appears under its name when it is complete.
 */
export async function saveTogether(
  client: EngineClient,
  sources: readonly Source[],
  path: string,
  timestamps: boolean,
): Promise<{ path: string; bytes: number }> {
  const partial = `${path}.partial`;
  const readings: Reading[] = [];
  try {
    for (const source of sources) readings.push(await openReading(client, source));
    const bytes = await write(readings, partial, timestamps);
    await rename(partial, path);
    return { path, bytes };
  } catch (error) {
    await rm(partial, { force: true });
    throw toLighterError(error);
  } finally {
    for (const { close } of readings) close();
  }
}

async function openReading(client: EngineClient, { id, name }: Source): Promise<Reading> {
  const details = await client.request<{ Config?: { Tty?: boolean } | null } | null>(
    'GET',
    enginePath`/containers/${id}/json`,
  );
  const source = await client.open('GET', enginePath`/containers/${id}/logs`, {
    query: { stdout: 1, stderr: 1, tail: 'all', timestamps: 1 },
    timeoutMs: 60_000,
  });
  const batches = readLogLines(source, { tty: details?.Config?.Tty === true, timestamps: true });
  return {
    name,
    lines: [],
    at: 0,
    next: async () => {
      const { value, done } = await batches.next();
      return done ? null : value;
    },
    close: () => source.destroy(),
  };
}

async function write(all: readonly Reading[], file: string, timestamps: boolean): Promise<number> {
  const handle = await open(file, 'w');
  const width = Math.max(...all.map(({ name }) => name.length));
  let readings = await refilled([...all]);
  let piece = '';
  let total = 0;
  const flush = async () => {
    const data = Buffer.from(piece);
    piece = '';
    await handle.writeFile(data);
    total += data.length;
  };
  try {
    while (readings.length > 0) {
      const [first] = readings;
      if (!first) break;
      let earliest = first;
      for (const reading of readings) if (timeOf(reading) < timeOf(earliest)) earliest = reading;
      const line = earliest.lines[earliest.at];
      earliest.at += 1;
      if (line)
        piece += `${earliest.name.padEnd(width)} | ${timestamps ? `${line.time} ` : ''}${line.text}\n`;
      if (piece.length >= pieceSize) await flush();
      if (earliest.at >= earliest.lines.length) readings = await refilled(readings);
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return total;
}

const timeOf = ({ lines, at }: Reading): string => lines[at]?.time ?? '';

/** Each with a next line; those that have none left are missing. */
async function refilled(readings: Reading[]): Promise<Reading[]> {
  for (const reading of readings)
    while (reading.at >= reading.lines.length) {
      const lines = await reading.next();
      if (lines === null) break;
      reading.lines = lines;
      reading.at = 0;
    }
  return readings.filter(({ lines, at }) => at < lines.length);
}
