/** Spans that end now; null = from the beginning. */
export const presets = [
  { id: 'minutes', ms: 15 * 60_000 },
  { id: 'hour', ms: 3_600_000 },
  { id: 'day', ms: 86_400_000 },
  { id: 'all', ms: null },
] as const;

const two = (value: number) => String(value).padStart(2, '0');

/** A moment as `<input type="datetime-local">` wants it, in local time to the second; empty for null. */
export function toLocalInput(ms: number | null): string {
  if (ms === null) return '';
  const date = new Date(ms);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** The moment such an input stands for, ms since 1970; null for an empty or unfinished one. */
export function fromLocalInput(value: string): number | null {
  const ms = value === '' ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(ms) ? null : ms;
}
