import { PassThrough, Readable } from 'node:stream';
import type { LogLine } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { maxLineLength } from './line-joiner';
import { type LogFormat, readLogLines } from './log-lines';
import { frameOf } from './testing/fake-engine';

const framed: LogFormat = { tty: false, timestamps: true };
const stamp = '2026-11-24T04:05:06.123456789Z';
const later = '2026-11-24T04:05:06.223456789Z';

/** Reads it whole, then cut into pieces of `size` bytes. */
async function lines(bytes: Buffer, format: LogFormat, size = bytes.length): Promise<LogLine[]> {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  let result: LogLine[] = [];
  for await (const batch of readLogLines(Readable.from(chunks), format)) result = result.concat(batch);
  return result;
}

describe('framed logs', () => {
  const bytes = Buffer.concat([
    frameOf(1, `${stamp} hello\n`),
    frameOf(2, `${stamp} oh é 한글\r\n`),
    frameOf(1, `${stamp} \n`),
    frameOf(1, `${stamp} without end`),
  ]);
  const expected: LogLine[] = [
    { time: stamp, stream: 'stdout', text: 'hello' },
    { time: stamp, stream: 'stderr', text: 'oh é 한글' },
    { time: stamp, stream: 'stdout', text: '' },
    { time: stamp, stream: 'stdout', text: 'without end' },
  ];

  it.each([1, 2, 3, 7, 8, 9, 50, 10_000])('reads them in pieces of %i bytes', async (size) => {
    expect(await lines(bytes, framed, size)).toEqual(expected);
  });

  it('joins a line of several frames and strips their timestamps (pitfall 1.6: over 16 KiB)', async () => {
    const euro = Buffer.from('€'.repeat(20_000));
    const cuts = [16_384, 32_768, 49_152].map((end) => euro.subarray(end - 16_384, end));
    const parts = [...cuts, Buffer.concat([euro.subarray(49_152), Buffer.from('\n')])];
    const long = Buffer.concat(
      parts.map((part, index) => frameOf(1, Buffer.concat([Buffer.from(`${index ? later : stamp} `), part]))),
    );
    const between = Buffer.concat([frameOf(2, `${stamp} x\n`), long]);
    for (const size of [between.length, 1000, 16_384]) {
      expect(await lines(between, framed, size)).toEqual([
        { time: stamp, stream: 'stderr', text: 'x' },
        { time: stamp, stream: 'stdout', text: '€'.repeat(20_000) },
      ]);
    }
  });

  it('keeps both outputs apart when their characters are cut by each other (pitfall 1.6)', async () => {
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    const mixed = Buffer.concat([
      frameOf(1, first),
      frameOf(2, Buffer.from('ü\n')),
      frameOf(1, Buffer.concat([second, Buffer.from('\n')])),
    ]);
    expect(await lines(mixed, { tty: false, timestamps: false })).toEqual([
      { time: '', stream: 'stderr', text: 'ü' },
      { time: '', stream: 'stdout', text: 'é' },
    ]);
  });

  it('caps a line and says so', async () => {
    const frames = Array.from({ length: 40 }, () => frameOf(1, 'x'.repeat(16_384)));
    const [line, next] = await lines(Buffer.concat([...frames, frameOf(1, '\nnext\n')]), {
      tty: false,
      timestamps: false,
    });
    expect(line?.text).toHaveLength(maxLineLength);
    expect(line?.truncated).toBe(true);
    expect(next).toEqual({ time: '', stream: 'stdout', text: 'next' });
  });

  it('tells the engine’s own complaint as stderr (pitfall 1.1 #8: frame type 3 flipped to raw)', async () => {
    const bytes = Buffer.concat([frameOf(3, 'Error grabbing logs: EOF\n\n'), frameOf(1, `${stamp} on\n`)]);
    const [error, , after] = await lines(bytes, framed);
    expect(error).toEqual({ time: '', stream: 'stderr', text: 'Error grabbing logs: EOF' });
    expect(after).toEqual({ time: stamp, stream: 'stdout', text: 'on' });
  });

  it('takes 2-byte frames in one chunk without recursion (pitfall 1.1 #8: call stack)', async () => {
    const frames = Buffer.concat(Array.from({ length: 200_000 }, () => frameOf(1, 'a\n')));
    const started = performance.now();
    expect(await lines(frames, { tty: false, timestamps: false })).toHaveLength(200_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('fails on what is not framed instead of showing headers', async () => {
    await expect(lines(Buffer.from('plain text, no frames'), framed)).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('fails when it is cut in the middle of a frame', async () => {
    const source = new PassThrough();
    const batches = readLogLines(source, framed);
    source.write(Buffer.concat([frameOf(1, `${stamp} a\n`), frameOf(1, 'half').subarray(0, 10)]));
    expect((await batches.next()).value).toHaveLength(1);
    source.destroy();
    await expect(batches.next()).rejects.toMatchObject({ code: 'engine-unreachable' });
  });
});

describe('logs of a terminal', () => {
  const raw: LogFormat = { tty: true, timestamps: true };

  it('leaves JSON a text (pitfall 1.1 #7) and bytes that look like a header alone (pitfall 1.6)', async () => {
    const bytes = Buffer.from(
      `${stamp} {"a":1}\r\n${stamp} \u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0005\r\n`,
    );
    for (const size of [bytes.length, 1, 13]) {
      expect((await lines(bytes, raw, size)).map(({ text }) => text)).toEqual([
        '{"a":1}',
        '\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0005',
      ]);
    }
  });

  it('joins fragments, known by their length', async () => {
    const text = 'y'.repeat(40_000);
    const parts = [text.slice(0, 16_384), text.slice(16_384, 32_768), text.slice(32_768)];
    const bytes = Buffer.from(`${parts.map((part) => `${stamp} ${part}`).join('')}\r\n${later} z\r\n`);
    for (const size of [bytes.length, 1000]) {
      expect(await lines(bytes, raw, size)).toEqual([
        { time: stamp, stream: 'stdout', text },
        { time: later, stream: 'stdout', text: 'z' },
      ]);
    }
  });
});
