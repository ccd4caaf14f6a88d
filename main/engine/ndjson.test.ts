import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readJsonLines } from './ndjson';

async function all(source: Readable) {
  const values = [];
  for await (const value of readJsonLines(source)) values.push(value);
  return values;
}

describe('newline-delimited JSON', () => {
  it('decodes across chunk borders (pitfall 1.1 #9: a split é became two U+FFFD)', async () => {
    const bytes = Buffer.from('{"status":"é"}\r\n\n{"status":"한글"}');
    const source = Readable.from(
      Array.from(bytes, (byte) => Buffer.from([byte])),
      { objectMode: false },
    );
    expect(await all(source)).toEqual([{ status: 'é' }, { status: '한글' }]);
  });

  it('skips bad lines instead of throwing where nobody catches (pitfall 1.1 #9)', async () => {
    expect(await all(Readable.from([Buffer.from('{"a":1}\n{broken\n"text"\n{"b":2}\n')]))).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('fails when the stream is destroyed before its end (pitfall 1.1 #6: cancel looks like success)', async () => {
    const source = new PassThrough();
    source.write('{"a":1}\n');
    const values = readJsonLines(source);
    expect(await values.next()).toEqual({ done: false, value: { a: 1 } });
    const next = values.next();
    source.destroy();
    await expect(next).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  it('reads only as fast as it is asked to, and destroys the source when left (pitfall 1.6)', async () => {
    let made = 0;
    const source = new Readable({
      highWaterMark: 16,
      read() {
        made += 1;
        this.push('{"a":1}\n');
      },
    });
    for await (const _ of readJsonLines(source)) break;
    expect(made).toBeLessThan(20);
    expect(source.destroyed).toBe(true);
  });
});
