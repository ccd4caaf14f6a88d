import type { CheckResult } from '@contract/diagnose';
import type { Facts } from './facts/types';
import { redactPrivate } from './private-words';
import { redact } from './redact';

export type Words = (key: string, values?: Record<string, string | number>) => string;

export interface ReportInput {
  results: readonly CheckResult[];
  facts: Facts;
  versions: { lighter: string; electron: string; node: string };
  at: number;
  took: number;
  t: Words;
}

const marks = {
  ok: ' ok ',
  warning: 'warn',
  problem: 'FAIL',
  unknown: ' ?  ',
  'not-applicable': '  - ',
} as const;
/** Findings that more than one check has. */
const shared = new Set(['blocked', 'late', 'failed', 'notWindows', 'remote', 'elsewhere']);

/** The key of the words for what a check found. */
export function wordsKey({ id, state, finding }: Pick<CheckResult, 'id' | 'state' | 'finding'>): string {
  const isShared = shared.has(finding) && (state === 'unknown' || state === 'not-applicable');
  return isShared ? `diagnose:shared.${finding}` : `diagnose:check.${id}.${finding}`;
}

/**
 * The whole diagnosis as text, to be sent to somebody: each check with its words and figures, then the facts.
 * Every line passes the redaction of secrets, names and home folders.
 */
export function reportText({ results, facts, versions, at, took, t }: ReportInput): string {
  const { system } = facts;
  const lines = [
    `Lighter ${versions.lighter} (Electron ${versions.electron}, Node ${versions.node})`,
    `${system.prettyName || system.platform} ${system.release} ${system.arch}`,
    `${new Date(at).toISOString()}, ${took} ms`,
    '',
    ...results.flatMap((result) => resultLines(result, t)),
    '',
    'Facts',
    ...JSON.stringify(redact(facts), null, 1).split('\n'),
    '',
  ];
  return lines.map((line) => redactPrivate(line, system)).join('\n');
}

function resultLines(result: CheckResult, t: Words): string[] {
  const { id, state, finding, values, fix } = result;
  const head = `[${marks[state]}] ${t(`diagnose:title.${id}`)} (${id}: ${finding})`;
  if (state === 'not-applicable') return [head];
  const words = t(wordsKey(result), shown(values));
  return [head, `       ${words}`, ...(fix.kind === 'command' ? [`       $ ${fix.command}`] : [])];
}

const gigabyte = 1e9;

/** Bytes as a person reads them; the report is English. */
function shown(values: CheckResult['values']): CheckResult['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isBytes = typeof value === 'number' && (name === 'free' || name === 'total');
      return [name, isBytes ? `${(value / gigabyte).toFixed(1)} GB` : value];
    }),
  );
}
