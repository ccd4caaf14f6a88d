import type { LogItem } from '@contract/containers';
import { packLog } from '@contract/log-pack';
import { beforeEach, describe, expect, it } from 'vitest';
import { LogMerge } from './log-merge';

const line = (second: number | null, text: string): LogItem => ({
  kind: 'line',
  line: { time: second === null ? '' : `2026-01-02T03:04:0${second}.000000000Z`, stream: 'stdout', text },
});

describe('LogMerge', () => {
  let out: string[];
  let merge: LogMerge;
  beforeEach(() => {
    out = [];
    merge = new LogMerge(2, (_time, text, sign, source) => out.push(`${source} ${sign} ${text}`), 0);
  });

  it('holds a line back until nothing earlier can come', () => {
    merge.push(0, packLog([line(1, 'a'), line(5, 'e')]), 10);
    expect(merge.flush(20)).toBe(false);
    merge.push(1, packLog([line(2, 'b'), line(3, 'c')]), 30);
    expect(merge.flush(40)).toBe(true);
    expect(out).toEqual(['0 o a', '1 o b', '1 o c']);
    expect(merge.waiting).toBe(1);
    // The other one is quiet.
    merge.flush(30 + 1000);
    expect(out.at(-1)).toBe('0 o e');
    expect(merge.waiting).toBe(0);
  });

  it('does not wait for one that has ended', () => {
    merge.push(0, packLog([line(1, 'a')]), 10);
    merge.end(1);
    expect(merge.flush(11)).toBe(true);
  });

  it('keeps marks and lines without a time behind the line before them', () => {
    merge.push(0, packLog([line(2, 'a'), line(null, 'more'), { kind: 'ended' }]), 10);
    merge.push(1, packLog([line(1, 'z'), line(3, 'y')]), 10);
    merge.flush(5000);
    expect(out).toEqual(['1 o z', '0 o a', '0 o more', '0 x ', '1 o y']);
  });

  it('holds no more than a view can spare', () => {
    merge.push(0, packLog(Array.from({ length: 30_000 }, (_unused, at) => line(1, `${at}`))), 10);
    merge.flush(11);
    expect(merge.waiting).toBe(20_000);
    expect(out[0]).toBe('0 o 0');
  });
});
