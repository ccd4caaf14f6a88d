import { describe, expect, it } from 'vitest';
import { parseAge, parseExitCode, parseHealth, parseState, sinceOf } from './container-status';

const s = 1000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;

describe('parseAge', () => {
  it.each<[string, number | null]>([
    ['Up Less than a second', 0],
    ['Up 1 second', s],
    ['Up 42 seconds', 42 * s],
    ['Up About a minute', m],
    ['Up 2 minutes', 2 * m],
    ['Up 59 minutes (unhealthy)', 59 * m],
    ['Up About an hour (healthy)', h],
    ['Up 3 hours (Paused)', 3 * h],
    ['Up 47 hours', 47 * h],
    ['Exited (0) 2 days ago', 2 * d],
    ['Exited (137) 3 weeks ago', 21 * d],
    ['Exited (137) About a minute ago', m],
    ['Exited (0) Less than a second ago', 0],
    ['Restarting (1) 5 seconds ago', 5 * s],
    ['Exited (255) 2 months ago', 60 * d],
    ['Exited (1) 2 years ago', 730 * d],
    ['Created', null],
    ['Dead', null],
    ['Removal In Progress', null],
    ['', null],
  ])('%s', (status, guess) => {
    expect(parseAge(status)?.guess ?? null).toBe(guess);
  });

  // The engine's own rounding (go-units HumanDuration), to check the bounds against.
  function humanDuration(ms: number): string {
    const seconds = Math.floor(ms / s);
    if (seconds < 1) return 'Less than a second';
    if (seconds === 1) return '1 second';
    if (seconds < 60) return `${seconds} seconds`;
    const minutes = Math.floor(ms / m);
    if (minutes === 1) return 'About a minute';
    if (minutes < 60) return `${minutes} minutes`;
    const hours = Math.floor(ms / h + 0.5);
    if (hours === 1) return 'About an hour';
    if (hours < 48) return `${hours} hours`;
    if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
    if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
    if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
    return `${Math.floor(ms / h / 24 / 365)} years`;
  }

  it('bounds the true age for every wording', () => {
    for (let ms = 1; ms < 5 * 365 * d; ms = Math.ceil(ms * 1.013) + 7) {
      const text = `Up ${humanDuration(ms)}`;
      const age = parseAge(text);
      expect(age, text).not.toBeNull();
      if (!age) continue;
      expect(age.least, `${text} for ${ms} ms`).toBeLessThanOrEqual(ms);
      expect(age.most, `${text} for ${ms} ms`).toBeGreaterThanOrEqual(ms);
    }
  });
});

describe('sinceOf', () => {
  const now = 100 * d;
  const age = parseAge('Up 3 hours');

  it('guesses from the words when nothing better is known', () => {
    expect(sinceOf(age, null, now)).toBe(now - 3 * h);
  });

  it('keeps an earlier, more exact reading that the words allow', () => {
    const exact = now - 3 * h - 17 * m;
    expect(sinceOf(age, exact, now)).toBe(exact);
  });

  it('drops an earlier reading that the words contradict: it has restarted in between', () => {
    expect(sinceOf(parseAge('Up 2 seconds'), now - 3 * h, now)).toBe(now - 2 * s);
    expect(sinceOf(age, now - 5 * h, now)).toBe(now - 3 * h);
  });

  it('has none for what never ran', () => {
    expect(sinceOf(parseAge('Created'), now, now)).toBeNull();
  });
});

it.each<[string, number | null]>([
  ['Exited (0) 3 days ago', 0],
  ['Exited (137) 3 days ago', 137],
  ['Restarting (1) 5 seconds ago', 1],
  ['Exited (-1) 5 seconds ago', -1],
  ['Up 3 hours', null],
  ['Created', null],
])('exit code of %s', (status, code) => {
  expect(parseExitCode(status)).toBe(code);
});

it.each<[string, string | null]>([
  ['Up 3 hours (healthy)', 'healthy'],
  ['Up 3 hours (unhealthy)', 'unhealthy'],
  ['Up 3 seconds (health: starting)', 'starting'],
  ['Up 3 seconds (starting)', 'starting'],
  ['Up 3 hours (Paused)', null],
  ['Up 3 hours', null],
])('health of %s', (status, health) => {
  expect(parseHealth(status)).toBe(health);
});

it.each([
  ['running', 'Up 3 hours', 'running'],
  ['paused', 'Up 3 hours (Paused)', 'paused'],
  ['configured', '', 'created'],
  ['stopped', '', 'exited'],
  ['', 'Up 3 hours', 'running'],
  ['', 'Up 3 hours (Paused)', 'paused'],
  ['', 'Exited (0) 3 days ago', 'exited'],
  ['', 'Created', 'created'],
  ['surprising', 'new words', 'dead'],
])('state of %s, %s', (state, status, expected) => {
  expect(parseState(state, status)).toBe(expected);
});
