import i18next from 'i18next';
import { afterEach, describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTook,
  shortId,
} from './format';

const use = (language: string) => i18next.init({ lng: language, fallbackLng: false, resources: {} });
afterEach(() => use('en'));

describe('formatBytes', () => {
  it('counts in thousands with three digits', async () => {
    await use('en');
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(1000)).toBe('1 kB');
    expect(formatBytes(812_000_000)).toBe('812 MB');
    expect(formatBytes(23_400_000_000)).toBe('23.4 GB');
  });

  it('never writes 1000 of a unit', async () => {
    await use('en');
    expect(formatBytes(999_600)).toBe('1 MB');
  });
});

describe('numbers', () => {
  it('follow the language', async () => {
    await use('de');
    expect(formatNumber(10_000)).toBe('10.000');
    expect(formatPercent(6.24)).toBe('6,2 %');
    await use('en');
    expect(formatPercent(150)).toBe('150.0 %');
  });
});

it('tells what took little to a tenth', () => {
  expect(formatTook(0)).toBe('0.0s');
  expect(formatTook(1240)).toBe('1.2s');
  expect(formatTook(65_000)).toBe('1m 5s');
});

describe('formatDuration', () => {
  const hour = 3_600_000;
  it('names the two largest neighbouring units', async () => {
    await use('en');
    expect(formatDuration(0)).toBe('0s');
    expect(formatDuration(52 * hour)).toBe('2d 4h');
    expect(formatDuration(hour + 5000)).toBe('1h');
    expect(formatDuration(52 * hour, 1)).toBe('2d');
    expect(formatDuration(-5)).toBe('0s');
  });

  it('speaks Korean', async () => {
    await use('ko');
    expect(formatDuration(52 * hour)).toBe('2일 4시간');
  });
});

describe('formatRelative', () => {
  it('says how long ago', async () => {
    await use('en');
    expect(formatRelative(0, 12 * 60_000)).toBe('12 min. ago');
    expect(formatRelative(0, 500)).toBe('now');
    await use('ko');
    expect(formatRelative(0, 12 * 60_000)).toBe('12분 전');
  });
});

describe('shortId', () => {
  it('takes twelve digits without the algorithm', () => {
    expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
  });
});
