/** Stands for a value that is not shown; the same length for all, which tells nothing. */
export const mask = '••••••••';

/** What to show of a value: itself when asked for, else the mask; nothing stays nothing. */
export function maskedValue(value: string, isShown: boolean): string {
  return isShown || value === '' ? value : mask;
}

/** The set of shown names after a click on one of them. */
export function toggled(shown: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(shown);
  if (!next.delete(name)) next.add(name);
  return next;
}
