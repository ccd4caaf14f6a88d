const powers: Record<string, number> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** Bytes of `512m`, `1g`, `1.5 GiB`, as the Docker CLI reads them (powers of 1,024); null when unreadable. */
export function parseBytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+) ?([kmgtp]?)i?b?$/i.exec(text.trim());
  if (!match?.[1]) return null;
  const bytes = Math.floor(Number(match[1]) * 1024 ** (powers[(match[2] ?? '').toLowerCase()] ?? 0));
  return Number.isSafeInteger(bytes) ? bytes : null;
}

const units = ['b', 'k', 'm', 'g', 't'] as const;

/** Exact: the largest unit that leaves no fraction. */
export function printBytes(bytes: number): string {
  if (bytes < 0) return `${bytes}`;
  let value = bytes;
  let unit = 0;
  while (unit < units.length - 1 && value !== 0 && value % 1024 === 0) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${units[unit]}`;
}

/** `1.5` CPUs; null when it is not a plain number with at most nine decimals, as the engine counts them. */
export function parseCpus(text: string): number | null {
  const typed = text.trim();
  return /^(\d+(\.\d{0,9})?|\.\d{1,9})$/.test(typed) ? Number(typed) : null;
}

/** Never in exponent form, which the CLI does not read. */
export function printCpus(cpus: number): string {
  return cpus.toFixed(9).replace(/\.?0+$/, '');
}

/** In ms. */
const spans: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Whole ms of `1m30s`, `1.5h`, `500ms`, as Go reads them; null when unreadable or no whole number of ms. */
export function parseDuration(text: string): number | null {
  const typed = text.trim();
  if (typed === '0') return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(typed)) return null;
  let ms = 0;
  for (const [, count, unit] of typed.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    ms += Number(count) * (spans[unit ?? ''] ?? 0);
  const whole = Math.round(ms);
  return Math.abs(ms - whole) < 1e-6 && Number.isSafeInteger(whole) ? whole : null;
}

/** `1h`, `1m30s`, `500ms` */
export function printDuration(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join('') || '0s';
}

/** A whole number from 1 to 65,535, else null. */
export function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}

export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

export function isIpv6(text: string): boolean {
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return false;
  try {
    return new URL(`http://[${text}]/`).hostname.length > 0;
  } catch {
    return false;
  }
}
