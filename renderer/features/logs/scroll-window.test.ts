import type { LogItem } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';
import { uniformLayout, wrappedLayout } from './row-layout';
import { placeWindow, windowTop } from './scroll-window';

const line = (length = 10): LogItem => ({
  kind: 'line',
  line: { time: '', stream: 'stdout', text: 'x'.repeat(length) },
});
const filled = (count: number, limit = 2e6) => {
  const buffer = new LogBuffer({ lines: limit, bytes: 1e12 });
  buffer.append(Array.from({ length: count }, () => line()));
  return buffer;
};

describe('placeWindow', () => {
  it('draws only what is near the view', () => {
    const place = placeWindow(uniformLayout(filled(10_000)), 600, { position: 5000, delta: 0 });
    expect(place.start).toBeLessThan(5000);
    expect(place.start).toBeGreaterThan(4980);
    expect(place.end - place.start).toBeLessThan(70);
    expect(place.contentHeight).toBe(200_016);
    expect(place.top).toBe(100_008);
  });

  it('follows the end, and starts at the top when all fits', () => {
    const end = placeWindow(uniformLayout(filled(1000)), 600, null);
    expect(end.end).toBe(1000);
    expect(end.top).toBe(1000 * 20 + 16 - 600);
    const short = placeWindow(uniformLayout(filled(3)), 600, null);
    expect([short.start, short.end, short.top, short.rowsTop]).toEqual([0, 3, 0, 8]);
    expect(placeWindow(uniformLayout(filled(0)), 600, null).end).toBe(0);
  });

  it('finds its way back from the scroll offset', () => {
    for (const layout of [uniformLayout(filled(5000)), wrappedLayout(filled(5000), 4, 8000)]) {
      for (const anchor of [
        { position: 0, delta: 0 },
        { position: 1234, delta: 13 },
        { position: 4000, delta: 0 },
      ]) {
        const place = placeWindow(layout, 600, anchor);
        expect(windowTop(layout, 600, place.top)).toEqual(anchor);
      }
    }
  });

  it('holds its row while lines above fall out', () => {
    const buffer = filled(3000, 3000);
    const layout = uniformLayout(buffer);
    const anchor = { position: 2800, delta: 5 };
    const before = placeWindow(layout, 600, anchor);
    buffer.append(Array.from({ length: 1500 }, () => line()));
    layout.sync();
    const after = placeWindow(layout, 600, anchor);
    expect(after.start).toBe(before.start);
    expect(after.top - after.rowsTop).toBe(before.top - before.rowsTop);
    expect(after.top).toBe(before.top - buffer.first * 20);
  });

  it('stays within what a scrolled element can be, and still reaches both ends', () => {
    const layout = uniformLayout(filled(1_000_000));
    const last = placeWindow(layout, 600, null);
    expect(last.contentHeight).toBe(15_000_000);
    expect(last.end).toBe(1_000_000);
    expect(last.top).toBeCloseTo(15_000_000 - 600);
    expect(windowTop(layout, 600, 0).position).toBe(0);
    const middle = placeWindow(layout, 600, { position: 500_000, delta: 0 });
    expect(middle.start).toBeLessThan(500_000);
    expect(middle.end).toBeGreaterThan(500_030);
    expect(windowTop(layout, 600, middle.top).position).toBeCloseTo(500_000, -1);
  });
});
