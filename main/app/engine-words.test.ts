import { type EngineRow, noControl } from '@contract/engine';
import { describe, expect, it } from 'vitest';
import { onEngine, stopQuestion } from './engine-words';
import { containerRow } from './testing/rows';
import { createTexts } from './texts';

const { t } = await createTexts('en');
const here: EngineRow = {
  state: 'running',
  since: 0,
  reason: null,
  epoch: 1,
  lastAnswerAt: 0,
  endpoint: { url: 'unix:///x', source: 'default', context: 'default', host: 'localhost', remote: false },
  version: null,
  control: noControl,
};
const at = (endpoint: Partial<EngineRow['endpoint']>): EngineRow => ({
  ...here,
  endpoint: { ...here.endpoint, ...endpoint },
});

describe('the engine that something happens on', () => {
  it('is named where it is on another machine or was chosen, with its host where the name does not say it', () => {
    expect(onEngine(here, t)).toBeNull();
    expect(onEngine(at({ source: 'config', context: 'two' }), t)).toBeNull();
    expect(onEngine(at({ source: 'chosen', context: 'two' }), t)).toBe('On engine two');
    expect(onEngine(at({ remote: true, host: 'farm.example' }), t)).toBe('On engine farm.example');
    expect(onEngine(at({ remote: true, host: '10.0.0.9', context: 'farm' }), t)).toBe(
      'On engine farm (10.0.0.9)',
    );
  });

  it('stands first in the question before it is stopped, above what stops with it', () => {
    const rows = ['a', 'b'].map((name) => containerRow(name));
    expect(stopQuestion('stop', at({ remote: true, host: '10.0.0.9', context: 'farm' }), rows, t)).toEqual({
      message: 'Stop the engine?',
      detail: 'On engine farm (10.0.0.9)\nThese 2 containers are running and stop with it:\na\nb',
    });
    expect(stopQuestion('stop', here, rows, t)?.detail).not.toContain('engine');
    expect(stopQuestion('stop', { ...here, state: 'unresponsive' }, rows, t)).not.toBeNull();
  });

  it('is asked about before a restart too, unless its containers run on', () => {
    expect(stopQuestion('restart', here, [containerRow('a')], t)?.message).toBe('Restart the engine?');
    const keeps = { ...here, control: { ...noControl, keepsContainers: true } };
    expect(stopQuestion('restart', keeps, [containerRow('a')], t)).toBeNull();
    expect(stopQuestion('stop', keeps, [containerRow('a')], t)).not.toBeNull();
    const podman = { ...here, control: { ...keeps.control, provider: 'podman-socket' as const } };
    expect(stopQuestion('stop', podman, [containerRow('a')], t)).toBeNull();
  });

  it('is not asked about where nothing stops with it, and names ten at most', () => {
    expect(stopQuestion('stop', here, [containerRow('a', { state: 'exited' })], t)).toBeNull();
    expect(stopQuestion('stop', { ...here, state: 'stopped' }, [containerRow('a')], t)).toBeNull();
    const many = Array.from({ length: 12 }, (_, index) => containerRow(`c${index}`));
    expect(stopQuestion('stop', here, many, t)?.detail).toMatch(/c9\nand 2 more$/);
  });
});
