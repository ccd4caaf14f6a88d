import type { ContainerState, Health } from '@contract/containers';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const month = 30 * day;
const year = 365 * day;

/** How long ago, as the engine's rounded words allow: at least `least`, less than `most`, ms. */
export interface Age {
  least: number;
  most: number;
  /** The likeliest, ms. */
  guess: number;
}

const units: Record<string, number> = { second, minute, hour, day, week, month, year };

/**
 * Reads the engine's `HumanDuration` out of a status: `Up About an hour`, `Exited (0) 3 days ago`. The engine
 * cuts seconds and minutes off, rounds hours to the nearest, and cuts days, weeks, months and years off those.
 */
export function parseAge(status: string): Age | null {
  if (/\bless than a second\b/i.test(status)) return { least: 0, most: second, guess: 0 };
  if (/\babout a minute\b/i.test(status)) return { least: minute, most: 2 * minute, guess: minute };
  if (/\babout an hour\b/i.test(status)) return { least: hour, most: 1.5 * hour, guess: hour };
  const match = /\b(\d+) (second|minute|hour|day|week|month|year)s?\b/i.exec(status);
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match || unit === undefined) return null;
  const length = Number(match[1]) * unit;
  if (unit < hour) return { least: length, most: length + unit, guess: length };
  return { least: length - hour / 2, most: length + (unit === hour ? hour / 2 : unit), guess: length };
}

/** `Exited (137) 3 days ago` and `Restarting (1) 5 seconds ago` hold the last exit code. */
export function parseExitCode(status: string): number | null {
  const match = /^(?:exited|restarting|dead)\s*\((-?\d+)\)/i.exec(status);
  return match ? Number(match[1]) : null;
}

/** `Up 3 hours (unhealthy)`; null without a health check. */
export function parseHealth(status: string): Health | null {
  const match = /\((healthy|unhealthy|health: starting|starting)\)/i.exec(status);
  if (!match) return null;
  const word = match[1]?.toLowerCase();
  return word === 'healthy' || word === 'unhealthy' ? word : 'starting';
}

// Podman has words of its own for the same things.
const states: Record<string, ContainerState> = {
  created: 'created',
  configured: 'created',
  initialized: 'created',
  running: 'running',
  stopping: 'running',
  paused: 'paused',
  restarting: 'restarting',
  exited: 'exited',
  stopped: 'exited',
  dead: 'dead',
  removing: 'removing',
};

/** The engine's state word; read from the status where an engine sends none. */
export function parseState(state: string, status: string): ContainerState {
  const known = states[state.toLowerCase()];
  if (known) return known;
  if (/^up\b/i.test(status)) return /\(paused\)/i.test(status) ? 'paused' : 'running';
  return states[/^\w+/.exec(status)?.[0].toLowerCase() ?? ''] ?? 'dead';
}

/**
 * Since when, in ms since 1970. An earlier reading of the same state was made closer to the change and is more
 * exact, so it stays as long as the words do not contradict it (as they do when it has restarted in between).
 */
export function sinceOf(age: Age | null, earlier: number | null, now: number): number | null {
  if (!age) return null;
  const slack = 2 * second;
  if (earlier !== null && earlier <= now - age.least + slack && earlier >= now - age.most - slack)
    return earlier;
  return now - age.guess;
}
