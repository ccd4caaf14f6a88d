import type { LogItem, LogLine } from './containers';

/** Logs shown together; each is a stream of its own. */
export const mostTogether = 16;

/**
 * A batch of a log on its way to the page: two long strings and a sign an item, instead of objects by the
 * hundred thousand, which cost main and page more than all their other work on a line.
 */
export interface LogPack {
  /** One an item, each ended by a line feed, which no line contains. Empty for marks. */
  texts: string;
  times: string;
  /** One letter an item; see `signs`. */
  signs: string;
}

/** The letters of `LogPack.signs`. */
export const signs = {
  stdout: 'o',
  stderr: 'e',
  cutStdout: 'O',
  cutStderr: 'E',
  ended: 'x',
  reconnected: 'r',
} as const;

function signOf({ stream, truncated }: LogLine): string {
  if (stream === 'stderr') return truncated ? signs.cutStderr : signs.stderr;
  return truncated ? signs.cutStdout : signs.stdout;
}

/** Packs a batch. Pure; `unpackLog` gives the same items back. */
export function packLog(items: readonly LogItem[]): LogPack {
  const pack: LogPack = { texts: '', times: '', signs: '' };
  for (const item of items) {
    if (item.kind === 'line') {
      pack.texts += item.line.text;
      pack.times += item.line.time;
      pack.signs += signOf(item.line);
    } else pack.signs += signs[item.kind];
    pack.texts += '\n';
    pack.times += '\n';
  }
  return pack;
}

/** The items of a batch. Pure. */
export function unpackLog(pack: LogPack): LogItem[] {
  const texts = pack.texts.split('\n');
  const times = pack.times.split('\n');
  return Array.from(pack.signs, (sign, index): LogItem => {
    if (sign === signs.ended) return { kind: 'ended' };
    if (sign === signs.reconnected) return { kind: 'reconnected' };
    const line: LogLine = {
      time: times[index] ?? '',
      stream: sign === signs.stderr || sign === signs.cutStderr ? 'stderr' : 'stdout',
      text: texts[index] ?? '',
    };
    if (sign === signs.cutStdout || sign === signs.cutStderr) line.truncated = true;
    return { kind: 'line', line };
  });
}
