import type { LogLine } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { createLogPosition } from './log-position';

const line = (second: number, text: string, stream: LogLine['stream'] = 'stdout'): LogLine => ({
  time: second < 0 ? '' : `2026-01-02T03:04:0${second}.000000006Z`,
  stream,
  text,
});
const texts = (lines: LogLine[]) => lines.map(({ text }) => text);

describe('a log position', () => {
  it('asks for what follows the last line, to the nanosecond', () => {
    const position = createLogPosition();
    expect(position.since()).toBeNull();
    position.take([line(5, 'a')]);
    expect(position.since()).toBe(`${Date.UTC(2026, 0, 2, 3, 4, 5) / 1000}.000000006`);
  });

  it("reads an offset's time and a short fraction", () => {
    const position = createLogPosition();
    position.take([{ time: '2026-01-02T04:04:05.5+01:00', stream: 'stdout', text: 'a' }]);
    expect(position.since()).toBe(`${Date.UTC(2026, 0, 2, 3, 4, 5) / 1000}.500000000`);
  });

  it('drops what it has told after a resume, and only that', () => {
    const position = createLogPosition();
    position.take([line(1, 'a'), line(2, 'b')]);
    position.take([line(2, 'c')]);
    position.resume();
    const again = [
      line(2, 'b'),
      line(2, 'c'),
      line(2, 'b', 'stderr'),
      line(2, 'd'),
      line(-1, 'd, more'),
      line(3, 'e'),
    ];
    expect(texts(position.take(again))).toEqual(['b', 'd', 'd, more', 'e']);
  });

  it('tells repeated lines of one stream as they come', () => {
    const position = createLogPosition();
    expect(texts(position.take([line(1, 'a'), line(1, 'a')]))).toEqual(['a', 'a']);
    expect(texts(position.take([line(1, 'a')]))).toEqual(['a']);
  });
});
