import { type EngineRow, noControl } from '@contract/engine';
import { describe, expect, it } from 'vitest';
import { shouldStart } from './engine-life';

const row = (
  state: EngineRow['state'],
  part: Partial<EngineRow['control']> = {},
  source: 'default' | 'managed' = 'default',
): EngineRow => ({
  state,
  since: 0,
  reason: null,
  epoch: 0,
  lastAnswerAt: null,
  endpoint: { url: 'unix:///x', source, context: 'default', host: 'localhost', remote: false },
  version: null,
  control: { ...noControl, start: true, ...part },
});

describe('the engine as Lighter opens', () => {
  it('is waited for until it is known what there is', () => {
    expect(shouldStart(row('starting'), 'any', false)).toBeNull();
    expect(shouldStart(row('missing', { start: 'unknown' }), 'any', true)).toBeNull();
    expect(shouldStart(row('running'), 'any', true)).toBe(false);
  });

  it('is started where that is set or asked for', () => {
    expect(shouldStart(row('missing'), 'managed', false)).toBe(false);
    expect(shouldStart(row('stopped', {}, 'managed'), 'managed', false)).toBe(true);
    expect(shouldStart(row('stopped', {}, 'managed'), 'never', false)).toBe(false);
    expect(shouldStart(row('stopped'), 'any', false)).toBe(true);
    expect(shouldStart(row('missing'), 'never', true)).toBe(true);
    expect(shouldStart(row('missing', { start: 'not-installed' }), 'any', true)).toBe(false);
  });
});
