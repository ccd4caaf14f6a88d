import type { LogItem } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';
import { uniformLayout, wrappedLayout } from './row-layout';

const line = (length: number): LogItem => ({
  kind: 'line',
  line: { time: '', stream: 'stdout', text: 'x'.repeat(length) },
});
const lengths = (count: number) => Array.from({ length: count }, (_unused, index) => (index * 37) % 500);

/** What the layout must say, counted the slow way. */
function reference(buffer: LogBuffer, columns: number, seq: number) {
  let offset = 0;
  for (let at = buffer.first; at < seq; at += 1)
    offset += Math.max(1, Math.ceil(buffer.lengthAt(at) / columns));
  return offset;
}

describe('uniformLayout', () => {
  it('gives each row one line, from the first one kept', () => {
    const buffer = new LogBuffer({ lines: 2000, bytes: 1e9 });
    const layout = uniformLayout(buffer);
    buffer.append(lengths(5000).map(line));
    layout.sync();
    expect(layout.total).toBe(buffer.size);
    expect(layout.positionAt(0)).toBe(buffer.first);
    expect(layout.positionAt(1e9)).toBe(buffer.end - 1);
    expect(layout.offsetOf(layout.positionAt(123))).toBe(123);
  });
});

describe('wrappedLayout', () => {
  it('agrees with counting every row, while rows come and go', () => {
    const buffer = new LogBuffer({ lines: 3000, bytes: 1e9 });
    buffer.append(lengths(10).map(line));
    const layout = wrappedLayout(buffer, 80, 1e9);
    for (let round = 0; round < 12; round += 1) {
      buffer.append(lengths(700 + round).map(line));
      layout.sync();
      expect(layout.total).toBe(reference(buffer, 80, buffer.end));
      for (const seq of [buffer.first, buffer.first + 1, buffer.first + 1025, buffer.end - 1, buffer.end]) {
        if (seq <= buffer.end)
          expect(layout.offsetOf(seq)).toBe(reference(buffer, 80, Math.min(seq, buffer.end)));
      }
    }
  });

  it('finds the row that covers a line', () => {
    const buffer = new LogBuffer({ lines: 1e9, bytes: 1e9 });
    buffer.append([line(10), line(200), line(0), line(80), line(81)]);
    const layout = wrappedLayout(buffer, 80, 1e9);
    expect(layout.total).toBe(1 + 3 + 1 + 1 + 2);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 99].map((offset) => layout.positionAt(offset))).toEqual([
      0, 1, 1, 1, 2, 3, 4, 4, 4,
    ]);
  });

  it('believes measurements over estimates, and keeps them', () => {
    const buffer = new LogBuffer({ lines: 1e9, bytes: 1e9 });
    buffer.append(lengths(3000).map(line));
    const layout = wrappedLayout(buffer, 80, 1e9);
    const before = layout.total;
    expect(layout.measured(5, 9)).toBe(true);
    expect(layout.measured(5, 9)).toBe(false);
    const grown = 9 - Math.max(1, Math.ceil(buffer.lengthAt(5) / 80));
    expect(layout.total).toBe(before + grown);
    expect(layout.offsetOf(2000)).toBe(reference(buffer, 80, 2000) + grown);
    buffer.append([line(1)]);
    layout.sync();
    expect(layout.total).toBe(before + grown + 1);
  });

  it('does not let one endless line take over, and survives a clear', () => {
    const buffer = new LogBuffer({ lines: 1e9, bytes: 1e9 });
    buffer.append([line(1_000_000)]);
    const layout = wrappedLayout(buffer, 80, 8000);
    expect(layout.total).toBe(100);
    buffer.clear();
    layout.sync();
    expect(layout.total).toBe(0);
    buffer.append([line(5), line(5)]);
    layout.sync();
    expect(layout.total).toBe(2);
    expect(layout.offsetOf(buffer.first + 1)).toBe(1);
  });
});
