/** An object of the engine's JSON; engines leave out and null what they please. */
export type Json = Record<string, unknown>;

export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A list of strings; old engines and images give a plain string where others give a list. */
export const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return list(value).filter((item) => typeof item === 'string');
};

/** ms since 1970; the engine's `0001-01-01T00:00:00Z` means never. */
export function moment(value: unknown): number | null {
  const ms = Date.parse(text(value));
  return Number.isNaN(ms) || ms <= 0 ? null : ms;
}
