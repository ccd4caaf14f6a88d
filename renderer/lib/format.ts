import i18next from 'i18next';

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Formatters cost more to build than to use: one a language and a shape. */
function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  shape: string,
  make: (language: string) => F,
): F {
  const language = i18next.language ?? 'en';
  const key = `${language} ${shape}`;
  const known = cache.get(key);
  if (known) return known as F;
  const made = make(language);
  cache.set(key, made);
  return made;
}

const byteUnits = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in powers of 1000, as `docker` prints them, three digits at most: `812 MB`, `23.4 GB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 'B';
  for (const next of byteUnits) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  const digits = cached('3', (l) => new Intl.NumberFormat(l, { maximumSignificantDigits: 3 }));
  return `${digits.format(unit === 'B' ? Math.round(value) : value)} ${unit}`;
}

/** Per cent with one digit: `6.2 %`. 100 = all of one CPU. */
export function formatPercent(percent: number): string {
  const digits = cached(
    '.1',
    (l) => new Intl.NumberFormat(l, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  );
  return `${digits.format(percent)} %`;
}

/** A whole or broken number with the language's separators. */
export function formatNumber(value: number): string {
  return cached('n', (l) => new Intl.NumberFormat(l)).format(value);
}

const steps = [
  { unit: 'year', ms: 31_557_600_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

/** How long ago (or ahead) a moment is: `12 min. ago`. Both in ms since 1970. */
export function formatRelative(ms: number, now = Date.now()): string {
  const distance = ms - now;
  const step = steps.find((s) => Math.abs(distance) >= s.ms);
  const relative = cached('r', (l) => new Intl.RelativeTimeFormat(l, { numeric: 'auto', style: 'short' }));
  if (!step) return relative.format(0, 'second');
  return relative.format(Math.trunc(distance / step.ms), step.unit);
}

/** The exact moment, to the second, in the machine's time zone. */
export function formatExact(ms: number): string {
  return cached('e', (l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium', timeStyle: 'medium' })).format(
    ms,
  );
}

/** A length of time in its largest units: `2d 4h`, with `parts` 1 just `2d`. */
export function formatDuration(ms: number, parts: 1 | 2 = 2): string {
  const words: string[] = [];
  let rest = Math.max(0, ms);
  for (const { unit, ms: size } of steps) {
    const count = Math.floor(rest / size);
    if (count === 0) {
      // `1h 0m 5s` would be odd: only neighbouring units are joined.
      if (words.length > 0) break;
      if (unit !== 'second') continue;
    }
    const number = cached(
      unit,
      (l) => new Intl.NumberFormat(l, { style: 'unit', unit, unitDisplay: 'narrow' }),
    );
    words.push(number.format(count));
    if (words.length === parts) break;
    rest -= count * size;
  }
  return words.join(' ');
}

/** How long something took; under ten seconds with a tenth: `0.4s`. */
export function formatTook(ms: number): string {
  if (ms >= 10_000) return formatDuration(ms);
  const shape = { style: 'unit', unit: 'second', unitDisplay: 'narrow', minimumFractionDigits: 1 } as const;
  return cached('took', (l) => new Intl.NumberFormat(l, { ...shape, maximumFractionDigits: 1 })).format(
    ms / 1000,
  );
}

/** An engine id as `docker` shortens it: twelve hex digits, without the algorithm. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
