import type { LogItem } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';
import { allRows } from './log-hits';
import { orderedRange, selectedText } from './log-selection';

const item = (text: string): LogItem => ({ kind: 'line', line: { time: '', stream: 'stdout', text } });
const buffer = new LogBuffer({ lines: 1e6, bytes: 1e9 });
buffer.append([item('first'), item('second'), { kind: 'ended' }, item('third')]);
const textOf = (seq: number) => (buffer.at(seq)?.kind === 'line' ? buffer.textAt(seq) : null);
const selected = (anchor: [number, number], focus: [number, number]) =>
  selectedText(
    allRows(buffer),
    orderedRange({ seq: anchor[0], offset: anchor[1] }, { seq: focus[0], offset: focus[1] }),
    textOf,
  );

describe('selectedText', () => {
  it('is a part of one line, forwards or backwards', () => {
    expect(selected([1, 1], [1, 4])).toBe('eco');
    expect(selected([1, 4], [1, 1])).toBe('eco');
  });

  it('is what lies between two lines, without marks', () => {
    expect(selected([0, 2], [3, 2])).toBe('rst\nsecond\nth');
    expect(selected([3, 2], [0, 2])).toBe('rst\nsecond\nth');
  });

  it('is everything, and what is left of it when rows are gone', () => {
    expect(selected([0, 0], [3, Number.MAX_SAFE_INTEGER])).toBe('first\nsecond\nthird');
    expect(selected([-5, 3], [900, 1])).toBe('first\nsecond\nthird');
  });
});
