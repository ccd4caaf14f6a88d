import type { HistoryEntry } from '@contract/images';
import { describe, expect, it } from 'vitest';
import { readInspect } from '../image-details/read-inspect';
import { compareFacts, compareSteps, sharedLayers } from './compare';

const facts = (Config: object) => readInspect({ Os: 'linux', Architecture: 'amd64', Config });
const step = (createdBy: string, size = 1, createdAt = 5): HistoryEntry => ({
  id: '<missing>',
  createdAt,
  createdBy,
  size,
  comment: '',
  tags: [],
});

describe('comparing two images', () => {
  it('says what changed from one to the other, absent and empty apart', () => {
    const found = compareFacts(
      facts({ Env: ['V=8', 'GONE=1', 'EMPTY='], Cmd: ['run', 'a b'], ExposedPorts: { '80/tcp': {} } }),
      facts({ Env: ['V=17', 'NEW=', 'EMPTY='], Cmd: ['run', 'a b'], Labels: { a: 'b' } }),
    );
    const changes = Object.fromEntries(found.map(({ name, change }) => [name, change]));
    expect(changes).toEqual({
      platform: 'same',
      command: 'same',
      ports: 'removed',
      EMPTY: 'same',
      GONE: 'removed',
      NEW: 'added',
      V: 'changed',
      a: 'added',
    });
    expect(found.find(({ name }) => name === 'V')).toMatchObject({ before: '8', after: '17' });
  });

  it('finds where the steps part', () => {
    const base = [step('ADD base', 100), step('ENV A=1', 0)];
    const steps = compareSteps(
      [step('RUN old'), ...base.toReversed()],
      [step('CMD x', 0), step('RUN new'), ...base.toReversed()],
    );
    expect(steps.map(({ change, text }) => [change, text])).toEqual([
      ['same', 'ADD base'],
      ['same', 'ENV A=1'],
      ['removed', 'RUN old'],
      ['added', 'RUN new'],
      ['added', 'CMD x'],
    ]);
    expect(compareSteps([step('RUN x', 1, 1)], [step('RUN x', 1, 2)]).map(({ change }) => change)).toEqual([
      'removed',
      'added',
    ]);
  });

  it('counts the layers both stand on', () => {
    const image = (...Layers: string[]) => ({ RootFS: { Layers } });
    expect(sharedLayers(image('a', 'b'), image('a', 'c', 'd'))).toEqual({ shared: 1, before: 2, after: 3 });
    expect(sharedLayers({}, null)).toEqual({ shared: 0, before: 0, after: 0 });
  });
});
