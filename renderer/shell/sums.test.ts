import { expect, it } from 'vitest';
import { sumTexts } from './sums';

it.each([
  ['no container runs', { cpu: 0, memory: 0, sampled: 0, running: 0 }, 0, '0.0 %', '0 B'],
  ['one has just started', { cpu: null, memory: 0, sampled: 0, running: 0 }, 1, '–', '–'],
  ['none has been read', { cpu: null, memory: 0, sampled: 0, running: 2 }, 2, '–', '–'],
  ['one reading gives no CPU yet', { cpu: null, memory: 5e6, sampled: 1, running: 2 }, 2, '–', '5 MB'],
  ['all are known', { cpu: 3.25, memory: 7e6, sampled: 2, running: 2 }, 2, '3.3 %', '7 MB'],
  ['the last one has just ended', { cpu: 3.25, memory: 7e6, sampled: 1, running: 1 }, 0, '0.0 %', '0 B'],
])('says no more than is known: %s', (_, sum, running, cpu, memory) => {
  expect(sumTexts(sum, running)).toEqual({ cpu, memory });
});
