import type { CheckResult, CheckState } from '@contract/diagnose';

const weight: Record<CheckState, number> = { problem: 0, warning: 1, unknown: 2, ok: 3, 'not-applicable': 4 };
/** Findings that several checks share, with the states they stand for. */
const shared = new Set(['blocked', 'late', 'failed', 'notWindows', 'remote', 'elsewhere']);

/** Worst first; among equals the order of the checks, in which one thing rests on the other. */
export function worstFirst(results: readonly CheckResult[]): CheckResult[] {
  return [...results].sort((a, b) => weight[a.state] - weight[b.state]);
}

/** How many of each state. */
export function countStates(results: readonly CheckResult[]): Record<CheckState, number> {
  const counts = { ok: 0, warning: 0, problem: 0, unknown: 0, 'not-applicable': 0 };
  for (const { state } of results) counts[state] += 1;
  return counts;
}

/** The key of the words for what a check found. */
export function wordsKey({ id, state, finding }: Pick<CheckResult, 'id' | 'state' | 'finding'>): string {
  const isShared = shared.has(finding) && (state === 'unknown' || state === 'not-applicable');
  return isShared ? `diagnose:shared.${finding}` : `diagnose:check.${id}.${finding}`;
}
