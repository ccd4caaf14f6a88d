import { describe, expect, it } from 'vitest';
import { parseBytes, parseCpus, parseDuration, printBytes, printCpus, printDuration } from './quantities';

describe('amounts of memory', () => {
  it.each([
    ['512m', 536_870_912],
    ['512M', 536_870_912],
    ['1g', 1_073_741_824],
    ['1.5 GiB', 1_610_612_736],
    ['6291456', 6_291_456],
    ['7b', 7],
    ['100kb', 102_400],
  ])('reads %s', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  it.each(['', 'm', '1x', '-1g', '1,5g', '1 000m', '99999p', 'NaN'])('refuses %s', (text) =>
    expect(parseBytes(text)).toBeNull(),
  );
});

describe('numbers of CPUs', () => {
  it.each([
    ['1.5', 1.5],
    ['2', 2],
    ['.5', 0.5],
    ['0.25', 0.25],
  ])('reads %s', (text, cpus) => expect(parseCpus(text)).toBe(cpus));

  it.each(['', '1,5', '1e2', 'one', '-1', '0.0000000001'])('refuses %s', (text) =>
    expect(parseCpus(text)).toBeNull(),
  );
});

describe('lengths of time', () => {
  it.each([
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['500ms', 500],
    ['1h0m5s', 3_605_000],
    ['2000us', 2],
    ['0', 0],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '5', '5 s', '1d', 'm', '-1s', '1us'])('refuses %s', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );

  it.each([
    [90_000, '1m30s'],
    [500, '500ms'],
    [3_605_000, '1h5s'],
  ])('writes %i', (ms, text) => {
    expect(printDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });
});

it('writes amounts that read the same', () => {
  for (const bytes of [0, 1, 1023, 1024, 6_291_457, 1_610_612_736, 2 ** 40])
    expect(parseBytes(printBytes(bytes))).toBe(bytes);
  for (const cpus of [0.01, 0.25, 1.5, 10, 0.000000001]) expect(parseCpus(printCpus(cpus))).toBe(cpus);
});
