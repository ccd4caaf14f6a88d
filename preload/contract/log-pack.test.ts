import { expect, it } from 'vitest';
import type { LogItem } from './containers';
import { packLog, unpackLog } from './log-pack';

it('gives back what was packed', () => {
  const time = '2026-01-02T03:04:05.000000006Z';
  const items: LogItem[] = [
    { kind: 'line', line: { time, stream: 'stdout', text: 'größer\r than 🐳' } },
    { kind: 'line', line: { time, stream: 'stderr', text: '' } },
    { kind: 'ended' },
    { kind: 'reconnected' },
    { kind: 'line', line: { time: '', stream: 'stdout', text: 'cut', truncated: true } },
    { kind: 'line', line: { time: '', stream: 'stderr', text: 'cut too', truncated: true } },
  ];
  expect(unpackLog(packLog(items))).toEqual(items);
  expect(unpackLog(packLog([]))).toEqual([]);
});
