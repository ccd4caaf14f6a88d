import { PassThrough } from 'node:stream';
import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createEventMemory, followEvents, parseEvent } from './events';
import type { EngineEvent } from './types';

const line = (nano: string, more: object = {}, time = 1700000000) =>
  JSON.stringify({
    Type: 'container',
    Action: 'start',
    Actor: { ID: 'abc', Attributes: { name: 'web', image: 'nginx' } },
    time,
    ...more,
  }).replace(/}$/, `,"timeNano":${nano}}`);

describe('events (pitfall 1.5)', () => {
  it('tells two events apart whose timeNano is the same number (beyond 2^53)', () => {
    const [one, two] = ['1700000000000000001', '1700000000000000002'];
    expect(Number(one)).toBe(Number(two));
    const memory = createEventMemory();
    expect(memory.take(line(one))).not.toBeNull();
    expect(memory.take(line(two))).not.toBeNull();
  });

  it('drops the events that an inclusive since repeats, also when they come in again after a reconnect', () => {
    const memory = createEventMemory();
    expect(memory.take(line('1700000000000000001'))?.id).toBe('abc');
    expect(memory.take(line('1700000000000000001'))).toBeNull();
    expect(memory.take(line('1700000000000000001', { Action: 'die' }))?.action).toBe('die');
  });

  it('resumes one second before the last event', () => {
    const memory = createEventMemory();
    expect(memory.since()).toBeNull();
    memory.take(line('1700000007000000000', {}, 1700000007));
    memory.take(line('1700000005000000000', {}, 1700000005));
    expect(memory.since()).toBe(1700000006);
  });

  it('keeps nothing of an action’s suffix: it holds command lines', () => {
    const taken = parseEvent(line('1', { Action: 'exec_create: sh -c echo secret=abc' }));
    expect(taken?.event.action).toBe('exec_create');
    expect(JSON.stringify(taken)).not.toContain('secret');
    expect(parseEvent(line('1', { Action: 'health_status: healthy' }))?.event.action).toBe('health_status');
  });

  it('reads legacy fields where the new ones are missing (1.3: API 1.52 has lost them)', () => {
    const legacy = '{"status":"die","id":"abc","from":"nginx","time":5,"timeNano":5000000000}';
    expect(parseEvent(legacy)?.event).toEqual({
      type: 'container',
      action: 'die',
      id: 'abc',
      attributes: { image: 'nginx' },
      time: 5,
    });
  });

  it('tolerates bad lines, null fields, and characters cut in half', async () => {
    const source = new PassThrough();
    const seen: EngineEvent[] = [];
    const done = followEvents(source, createEventMemory(), (event) => seen.push(event));
    const text = Buffer.from(
      `nonsense\n[1]\n{"Action":7}\n${line('1', { Actor: { ID: 'é', Attributes: null } })}\n`,
    );
    for (const byte of text) source.write(Buffer.from([byte]));
    source.end();
    await done;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.id).toBe('é');
  });

  it('rejects when the stream breaks off, so that it is opened anew', async () => {
    const source = new PassThrough();
    const done = followEvents(source, createEventMemory(), () => undefined);
    source.destroy();
    await expect(done).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  it('keeps nothing of an event’s line, however long it is', () => {
    v8.setFlagsFromString('--expose-gc');
    const gc = vm.runInNewContext('gc') as () => void;
    const held = () => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    const memory = createEventMemory();
    const labels = 'x'.repeat(50_000);
    const before = held();
    for (let index = 0; index < 1000; index += 1)
      memory.take(line(`${1700000000000000000n + BigInt(index)}`, { labels }));
    // 50 MB of lines have gone by; the memory itself is in use until here.
    expect(held() - before).toBeLessThan(5_000_000);
    expect(memory.take(line('1700000000000000999'))).toBeNull();
  });

  it('remembers a bounded number', () => {
    const memory = createEventMemory();
    for (let index = 0; index < 2000; index += 1) memory.take(line(`17000000000${index}`));
    expect(memory.take(line('170000000001999'))).toBeNull();
    expect(memory.take(line('170000000000'))).not.toBeNull();
  });
});
