import type { LogItem } from '@contract/containers';
import { packLog } from '@contract/log-pack';
import { describe, expect, it } from 'vitest';
import { LogBuffer, utf8Length } from './log-buffer';

const line = (text: string, stream: 'stdout' | 'stderr' = 'stdout'): LogItem => ({
  kind: 'line',
  line: { time: '2026-01-02T03:04:05.678901234Z', stream, text },
});
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_unused, index) => line(`line ${from + index}`));
const large = { lines: 1e9, bytes: 1e12 };

describe('LogBuffer', () => {
  it('takes a packed batch as it takes its items', () => {
    const items: LogItem[] = [
      line('größer\r'),
      line('', 'stderr'),
      {
        kind: 'line',
        line: { time: '2026-01-02T03:04:05Z', stream: 'stderr', text: 'cut', truncated: true },
      },
      { kind: 'ended' },
      { kind: 'reconnected' },
      line('after'),
    ];
    const [packed, plain] = [new LogBuffer(large), new LogBuffer(large)];
    packed.appendPack(packLog(items));
    plain.append(items);
    for (let seq = 0; seq < items.length; seq += 1) expect(packed.at(seq)).toEqual(plain.at(seq));
    expect([packed.end, packed.lines, packed.bytes]).toEqual([plain.end, plain.lines, plain.bytes]);
  });

  it('keeps rows in order with their marks', () => {
    const buffer = new LogBuffer(large);
    buffer.append([line('out'), line('err', 'stderr'), { kind: 'ended' }, { kind: 'reconnected' }]);
    expect(buffer.size).toBe(4);
    expect(buffer.lines).toBe(2);
    expect(buffer.at(0)).toMatchObject({ kind: 'line', text: 'out', stderr: false });
    expect(buffer.at(1)).toMatchObject({ text: 'err', stderr: true, time: '2026-01-02T03:04:05.678901234Z' });
    expect(buffer.at(2)?.kind).toBe('ended');
    expect(buffer.at(3)?.kind).toBe('started');
    expect(buffer.at(4)).toBeNull();
    expect(buffer.at(-1)).toBeNull();
  });

  it('finds every row across chunks', () => {
    const buffer = new LogBuffer(large);
    for (let i = 0; i < 10; i += 1) buffer.append(lines(i * 777, 777));
    for (const seq of [0, 1, 1023, 1024, 1025, 5000, 7769]) expect(buffer.textAt(seq)).toBe(`line ${seq}`);
    expect(buffer.lengthAt(7769)).toBe('line 7769'.length);
  });

  it('never holds more lines than allowed, and says what it dropped', () => {
    const buffer = new LogBuffer({ lines: 5000, bytes: 1e9 });
    for (let i = 0; i < 100; i += 1) {
      buffer.append(lines(i * 500, 500));
      expect(buffer.lines).toBeLessThanOrEqual(5000);
    }
    expect(buffer.lines).toBeGreaterThan(5000 - 1024);
    expect(buffer.dropped + buffer.lines).toBe(50_000);
    expect(buffer.at(0)).toBeNull();
    expect(buffer.textAt(49_999)).toBe('line 49999');
    expect(buffer.textAt(buffer.first)).toBe(`line ${buffer.first}`);
  });

  it('never holds many more bytes than allowed, however long the lines are', () => {
    const buffer = new LogBuffer({ lines: 1e9, bytes: 4 << 20 });
    const long = 'x'.repeat(256 << 10);
    for (let i = 0; i < 200; i += 1) buffer.append([line(long)]);
    expect(buffer.bytes).toBeLessThanOrEqual(4 << 20);
    expect(buffer.lines).toBeGreaterThan(8);
  });

  it('counts bytes as UTF-8', () => {
    const buffer = new LogBuffer(large);
    buffer.append([line('abc'), line('안녕'), line('é'), line('🚢')]);
    expect(buffer.bytes).toBe(4 + 7 + 3 + 5);
    for (const text of ['', 'a\tb', 'é', '안녕하세요', '🚢x', 'a\u0000b'])
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  });

  it('clears the view but goes on counting rows', () => {
    const buffer = new LogBuffer(large);
    buffer.append(lines(0, 10));
    buffer.clear();
    expect(buffer.size).toBe(0);
    expect(buffer.bytes).toBe(0);
    buffer.append([line('next')]);
    expect(buffer.first).toBe(10);
    expect(buffer.textAt(10)).toBe('next');
    buffer.reset({ lines: 1024, bytes: 1e9 });
    buffer.append(lines(0, 3000));
    expect(buffer.lines).toBeLessThanOrEqual(1024);
    expect(buffer.dropped).toBeGreaterThan(0);
    buffer.clear();
    expect(buffer.dropped).toBe(0);
  });
});
