import type { ContainerState, Health } from '@contract/containers';
import en from '@locales/en/common.json';
import { describe, expect, it } from 'vitest';
import { containerLook } from './state-mark';

const looks: [ContainerState, Health | null, number | null][] = [
  ['created', null, null],
  ['running', null, null],
  ['running', 'healthy', null],
  ['running', 'unhealthy', null],
  ['running', 'starting', null],
  ['paused', null, null],
  ['restarting', null, 1],
  ['removing', null, null],
  ['exited', null, 0],
  ['exited', null, 137],
  ['dead', null, null],
];

describe('containerLook', () => {
  it('gives every state a word and an explanation that exist', () => {
    for (const [state, health, code] of looks) {
      const { word } = containerLook(state, health, code);
      expect(en.state).toHaveProperty(word);
      expect(en.stateHelp).toHaveProperty(word);
    }
  });

  it('tells trouble from a normal end', () => {
    expect(containerLook('exited', null, 0).tone).toBe('idle');
    expect(containerLook('exited', null, 137).tone).toBe('bad');
    expect(containerLook('running', 'unhealthy', null)).toMatchObject({ shape: 'heart', tone: 'bad' });
  });
});
