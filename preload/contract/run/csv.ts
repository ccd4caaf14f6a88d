/**
 * The fields of one line of comma separated values, as the Docker CLI reads `--mount`, `--network` and `--gpus`:
 * a field in double quotes may hold commas, two quotes in it are one. Null when a quote is left open or misplaced.
 */
export function splitCsv(text: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"(?=,|$)/y;
      quoted.lastIndex = at;
      const match = quoted.exec(text);
      if (!match) return null;
      fields.push((match[1] ?? '').replaceAll('""', '"'));
      at += match[0].length;
    } else {
      const end = text.indexOf(',', at);
      const field = text.slice(at, end < 0 ? undefined : end);
      if (field.includes('"')) return null;
      fields.push(field);
      at += field.length;
    }
    if (at >= text.length) return fields;
    at += 1;
  }
}

/** One line that `splitCsv` takes apart again. */
export function joinCsv(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\n]|^\s/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}

/** `key=value`, or `key` alone: then without a value. */
export function cut(text: string, separator = '='): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
