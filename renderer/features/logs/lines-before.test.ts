import type { LogItem } from '@contract/containers';
import { packLog } from '@contract/log-pack';
import { expect, it } from 'vitest';
import { linesBefore } from './lines-before';

const line = (time: string): LogItem => ({ kind: 'line', line: { time, stream: 'stdout', text: 'x' } });
const mark: LogItem = { kind: 'ended' };
const moment = '2026-11-24T08:00:00.5Z';

it.each([
  ['nothing', [], 0],
  ['all older', [line('2026-11-24T07:59:59Z'), line('2026-11-24T08:00:00.4Z')], 2],
  ['older, with a mark between', [line('2026-11-24T07:59:59Z'), mark, line('2026-11-24T07:59:59Z')], 2],
  ['a mark at the end', [line('2026-11-24T07:59:59Z'), mark], 1],
  ['some older', [line('2026-11-24T07:59:59Z'), line('2026-11-24T08:00:01Z')], 1],
  ['none older', [line('2026-11-24T08:00:01Z'), line('2026-11-24T08:00:02Z')], 0],
  ['no times', [line(''), line('')], 0],
  ['only marks', [mark, mark], 0],
])('counts the lines older than a moment: %s', (_, items, count) => {
  expect(linesBefore(packLog(items), moment)).toBe(count);
});
