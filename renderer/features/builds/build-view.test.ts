import type { BuildRecord, BuildStep } from '@contract/builds';
import { expect, it } from 'vitest';
import { nothing, withMessages } from './build-view';

it('adds output up, and takes steps and records as they come', () => {
  const record = { steps: [], failedLine: null } as unknown as BuildRecord;
  const steps = [{ id: 'a' }] as BuildStep[];
  const view = withMessages(nothing, [
    { kind: 'record', record },
    { kind: 'output', step: 'a', text: 'one ' },
    { kind: 'steps', steps },
    { kind: 'output', step: 'a', text: 'two' },
  ]);
  expect(view.record?.steps).toBe(steps);
  expect(view.output.get('a')).toBe('one two');
  const same = withMessages(view, [{ kind: 'steps', steps: [] }]);
  expect(same.output).toBe(view.output);
  expect(nothing.output.size).toBe(0);
});
