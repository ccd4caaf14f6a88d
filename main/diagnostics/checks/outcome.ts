import type { CheckResult, Fix } from '@contract/diagnose';
import type { Fact, Facts } from '../facts/types';

/** What one check says; pure, over the facts alone. */
export type Outcome = Omit<CheckResult, 'id'>;
export type Check = (facts: Facts) => Outcome;

type Values = CheckResult['values'];
const noFix: Fix = { kind: 'none' };

export const ok = (finding: string, values: Values = {}): Outcome => ({
  state: 'ok',
  finding,
  values,
  fix: noFix,
});

export const warning = (finding: string, values: Values = {}, fix: Fix = noFix): Outcome => ({
  state: 'warning',
  finding,
  values,
  fix,
});

export const problem = (finding: string, values: Values = {}, fix: Fix = noFix): Outcome => ({
  state: 'problem',
  finding,
  values,
  fix,
});

export const notApplicable = (finding: string, values: Values = {}): Outcome => ({
  state: 'not-applicable',
  finding,
  values,
  fix: noFix,
});

/** Something before it in the list has to be mended first. */
export const blocked: Outcome = { state: 'unknown', finding: 'blocked', values: {}, fix: noFix };

/** Why a fact is not known, as an outcome. */
export function unknown(fact: Extract<Fact<unknown>, { known: false }>): Outcome {
  return { state: 'unknown', finding: fact.why, values: { detail: fact.detail }, fix: noFix };
}

export const terminal = (command: string) => ({ kind: 'command', command, place: 'terminal' }) satisfies Fix;
export const powershell = (command: string) =>
  ({ kind: 'command', command, place: 'powershell' }) satisfies Fix;
export const adminPowershell = (command: string): Fix => ({
  kind: 'command',
  command,
  place: 'admin-powershell',
});
export const getEngine: Fix = { kind: 'action', action: 'get-engine' };
export const switchEngine: Fix = { kind: 'action', action: 'switch-engine' };
export const lookAgain: Fix = { kind: 'action', action: 'look-again' };

/** The value, or null where it is not known or does not exist. */
export function valueIn<T>(fact: Fact<T> | null): T | null {
  return fact?.known ? fact.value : null;
}

/** The engine is on another machine. */
export function isRemote(facts: Facts): boolean {
  return valueIn(facts.endpoint)?.row.remote ?? false;
}

/** The engine answers, or at least something listens that this user may not talk to. */
export function isThere(facts: Facts): boolean {
  const error = valueIn(facts.dial)?.error;
  return valueIn(facts.answer)?.ok === true || error === null || error === 'EACCES' || error === 'EPERM';
}

/** Numbers of a version, compared place by place: negative when `left` is older. */
export function compareVersions(left: string, right: string): number {
  const numbers = (text: string) => text.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [a, b] = [numbers(left), numbers(right)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
