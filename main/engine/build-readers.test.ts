import { describe, expect, it } from 'vitest';
import { createClassicReader } from './build-classic';
import { readTrace } from './build-trace';
import { readFields, writeFields } from './protobuf';

const said = (...texts: string[]) => {
  const reader = createClassicReader(() => 7);
  const events = texts.flatMap((stream) => reader.read({ stream }));
  return { reader, events };
};

describe('the classic builder’s words', () => {
  it('become steps and output, also across pieces, without colours and noise', () => {
    const { events, reader } = said(
      'Step 1/2 : FROM a',
      '\n',
      ' ---> 0123456789ab\n',
      'Step 2/2 : RUN x\n',
      ' ---> Using cache\n',
      '\u001b[91mwarning\n',
      '\u001b[0mRemoving intermediate container 01\n',
    );
    const step = (id: string, name: string, more: object) => ({
      kind: 'step',
      id,
      name,
      startedAt: 7,
      endedAt: null,
      cached: false,
      error: null,
      ...more,
    });
    expect(events).toEqual([
      step('1', '[1/2] FROM a', {}),
      step('1', '[1/2] FROM a', { endedAt: 7 }),
      step('2', '[2/2] RUN x', {}),
      step('2', '[2/2] RUN x', { cached: true }),
      { kind: 'output', id: '2', text: 'warning\n' },
    ]);
    expect(reader.read({ aux: { ID: 'sha256:1' } })).toEqual([{ kind: 'image', id: 'sha256:1' }]);
    expect(reader.end('exit code 1')).toEqual([
      step('2', '[2/2] RUN x', { cached: true, endedAt: 7, error: 'exit code 1' }),
    ]);
  });
});

describe('BuildKit’s trace', () => {
  const time = (seconds: number, nanos: number) =>
    writeFields([
      [1, seconds],
      [2, nanos],
    ]);
  it('becomes steps and output', () => {
    const vertex = writeFields([
      [1, 'sha256:a'],
      [2, 'sha256:input'],
      [3, '[2/2] RUN x'],
      [4, 1],
      [5, time(1_700_000_000, 500_000_000)],
      [6, time(1_700_000_001, 0)],
      [7, 'exit code: 1'],
    ]);
    const log = writeFields([
      [1, 'sha256:a'],
      [2, time(1, 0)],
      [3, 2],
      [4, Buffer.from('한글\n')],
    ]);
    const aux = writeFields([
      [1, vertex],
      [2, 'a status'],
      [3, log],
    ]).toString('base64');
    expect(readTrace(aux)).toEqual([
      {
        kind: 'step',
        id: 'sha256:a',
        name: '[2/2] RUN x',
        startedAt: 1_700_000_000_500,
        endedAt: 1_700_000_001_000,
        cached: true,
        error: 'exit code: 1',
      },
      { kind: 'output', id: 'sha256:a', text: '한글\n' },
    ]);
  });
  it('says nothing where it cannot be read', () => {
    expect(readTrace(Buffer.from([0x0a, 0x7f, 1]).toString('base64'))).toEqual([]);
    expect(readTrace({})).toEqual([]);
  });
  it('passes over fields of fixed width', () => {
    const bytes = Buffer.concat([
      Buffer.from([0x09, ...Array(8).fill(1)]),
      Buffer.from([0x15, 1, 2, 3, 4]),
      writeFields([[3, 300]]),
    ]);
    expect([...readFields(bytes)]).toEqual([{ number: 3, value: 300 }]);
  });
});
