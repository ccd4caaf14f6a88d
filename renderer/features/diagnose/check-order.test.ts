import type { CheckResult } from '@contract/diagnose';
import { describe, expect, it } from 'vitest';
import { countStates, wordsKey, worstFirst } from './check-order';

const result = (id: CheckResult['id'], state: CheckResult['state'], finding = 'x'): CheckResult => ({
  id,
  state,
  finding,
  values: {},
  fix: { kind: 'none' },
});

const results = [
  result('platform', 'ok'),
  result('tls', 'not-applicable'),
  result('socket', 'problem'),
  result('answer', 'unknown'),
  result('inodes', 'ok'),
  result('ports', 'warning'),
  result('proxy', 'problem'),
];

describe('order of the checks', () => {
  it('puts the worst first, and what rests on it behind', () => {
    expect(worstFirst(results).map(({ id }) => id)).toEqual([
      'socket',
      'proxy',
      'ports',
      'answer',
      'platform',
      'inodes',
      'tls',
    ]);
  });

  it('counts', () => {
    expect(countStates(results)).toEqual({ ok: 2, warning: 1, problem: 2, unknown: 1, 'not-applicable': 1 });
  });

  it('takes shared words only for what was not looked at', () => {
    expect(wordsKey(result('answer', 'unknown', 'blocked'))).toBe('diagnose:shared.blocked');
    expect(wordsKey(result('disk-space', 'not-applicable', 'elsewhere'))).toBe('diagnose:shared.elsewhere');
    expect(wordsKey(result('engine-binary', 'ok', 'elsewhere'))).toBe(
      'diagnose:check.engine-binary.elsewhere',
    );
  });
});
