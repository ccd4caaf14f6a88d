import type { LogLine } from '@contract/containers';

/** How far a log has been read, so that reading can go on without a gap and without a line told twice. */
export interface LogPosition {
  /** The `since` of the next request, `seconds.nanoseconds`; null before the first line with a time. */
  since(): string | null;
  /** A new request begins: its first lines may be known already. */
  resume(): void;
  /** The lines that are new. */
  take(lines: LogLine[]): LogLine[];
}

export function createLogPosition(): LogPosition {
  let last = '';
  /** The lines at that very time: `since` is inclusive. */
  let atLast = new Set<string>();
  let overlapping = false;

  const keyOf = (line: LogLine) => `${line.stream} ${line.text}`;

  function remember(lines: LogLine[]): void {
    const time = lines.at(-1)?.time ?? '';
    if (time === '' || time < last) return;
    if (time > last) {
      last = time;
      atLast = new Set();
    }
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      const line = lines[index];
      if (line?.time !== time) break;
      atLast.add(keyOf(line));
    }
  }

  return {
    since: () => (last === '' ? null : toSeconds(last)),
    resume() {
      overlapping = last !== '';
    },
    take(lines) {
      let fresh = lines;
      if (overlapping) {
        // A line without a time belongs to the one before it.
        let known = true;
        fresh = lines.filter((line) => {
          if (line.time !== '') known = line.time < last || (line.time === last && atLast.has(keyOf(line)));
          return !known;
        });
        if (fresh.length === lines.length && lines.length > 0) overlapping = false;
      }
      remember(fresh);
      return fresh;
    },
  };
}

/** `2026-01-02T03:04:05.000000006Z` as `1767323045.000000006`, which is the form that every engine honours. */
function toSeconds(time: string): string | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (!match) return null;
  const [, whole = '', nanos = '', zone = 'Z'] = match;
  return `${Date.parse(whole + zone) / 1000}.${nanos.padEnd(9, '0').slice(0, 9)}`;
}
