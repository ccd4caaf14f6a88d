import type { Condition } from './filter-query';

export interface Hider {
  kind: 'terms' | 'filter' | 'words';
  texts: readonly string[];
  /** Rows that would be shown without it. */
  hidden: number;
}

/** Which of the conditions alone hide rows, most first. Pure. */
export function hidersOf<Row>(
  rows: readonly Row[],
  conditions: readonly (Condition<Row> & Pick<Hider, 'kind'>)[],
): Hider[] {
  return conditions
    .map(({ kind, texts }, index) => {
      const others = conditions.filter((_, other) => other !== index);
      const hidden = rows.reduce((sum, row) => sum + (others.every(({ test }) => test(row)) ? 1 : 0), 0);
      return { kind, texts, hidden };
    })
    .filter(({ hidden }) => hidden > 0)
    .sort((a, b) => b.hidden - a.hidden);
}
