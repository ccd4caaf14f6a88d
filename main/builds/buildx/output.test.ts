import { describe, expect, it } from 'vitest';
import { createPlainReader, createRawJsonReader } from './output';

const step = (id: string, name: string, more: object = {}) => ({
  kind: 'step',
  id,
  name,
  startedAt: null,
  endedAt: null,
  cached: false,
  error: null,
  ...more,
});

describe('news as JSON', () => {
  it('are steps, output and what was sent, spread over lines or in one', () => {
    const reader = createRawJsonReader();
    const read = (text: string) => text.split('\n').flatMap(reader.read);
    const vertex = {
      digest: 'sha256:a',
      name: '[2/2] RUN x',
      started: '2026-11-28T20:56:01.5Z',
      completed: '2026-11-28T20:56:02Z',
      cached: true,
      error: 'exit code: 7',
    };
    const expected = step('sha256:a', '[2/2] RUN x', {
      startedAt: Date.parse('2026-11-28T20:56:01.500Z'),
      endedAt: Date.parse('2026-11-28T20:56:02.000Z'),
      cached: true,
      error: 'exit code: 7',
    });
    expect(read(JSON.stringify({ vertexes: [vertex] }, null, 2))).toEqual([expected]);
    expect(read(JSON.stringify({ vertexes: [vertex] }))).toEqual([expected]);
    const bytes = Buffer.from('한글\n');
    const log = (data: Buffer) => ({ vertex: 'sha256:a', stream: 1, data: data.toString('base64') });
    expect(read(JSON.stringify({ logs: [log(bytes.subarray(0, 2)), log(bytes.subarray(2))] }))).toEqual([
      { kind: 'output', id: 'sha256:a', text: '' },
      { kind: 'output', id: 'sha256:a', text: '한글\n' },
    ]);
    expect(
      read('{"statuses":[{"id":"transferring context:","current":20},{"id":"exporting layers"}]}'),
    ).toEqual([{ kind: 'sent', bytes: 20 }]);
  });

  it('end with an error in words, also where a warning or what cannot be read stands before it', () => {
    const reader = createRawJsonReader();
    for (const line of [
      'WARNING: old',
      '{ not json',
      'Dockerfile:2',
      '\u001b[31mERROR: failed to solve: x\u001b[0m',
      'more of it',
    ])
      expect(reader.read(line)).toEqual([]);
    expect(reader.words()).toBe('failed to solve: x\nmore of it');
  });
});

describe('news in words', () => {
  it('are steps and output', () => {
    const reader = createPlainReader(() => 7);
    const read = (...lines: string[]) => lines.flatMap(reader.read);
    const begun = step('4', '[1/2] FROM a', { startedAt: 7 });
    expect(read('#0 building with "default" instance using docker driver', '', '#4 [1/2] FROM a')).toEqual([
      begun,
    ]);
    expect(read('#4 CACHED')).toEqual([{ ...begun, endedAt: 7, cached: true }]);
    const run = step('5', '[2/2] RUN x', { startedAt: 7 });
    expect(read('#5 [2/2] RUN x', '#5 1.812 before', '#5 ...', '#5 [2/2] RUN x')).toEqual([
      run,
      { kind: 'output', id: '5', text: 'before\n' },
    ]);
    expect(read('#5 ERROR: exit code: 7')).toEqual([{ ...run, endedAt: 7, error: 'exit code: 7' }]);
    expect(read('#6 exporting to image', '#6 exporting layers done', '#6 DONE 0.1s').at(-1)).toMatchObject({
      id: '6',
      endedAt: 7,
    });
    expect(read('#7 [3/3] RUN y', '#7 CANCELED').at(-1)).toMatchObject({ error: 'context canceled' });
    expect(read('------', ' > [2/2] RUN x:', '1.812 before', '------', 'ERROR: failed to solve: 7')).toEqual(
      [],
    );
    expect(reader.words()).toBe('failed to solve: 7');
  });
});
