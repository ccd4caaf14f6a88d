/** A step from an object or a list to what it holds. */
export type JsonKey = string | number;

/** One line of indented JSON, and its place in the tree. */
export interface JsonLine {
  text: string;
  /** The line that opens what this line is in; -1 for the outermost. */
  parent: number;
  /** Its key there; null for the outermost and for closing brackets. */
  key: JsonKey | null;
  /** Where it opens an object or list with content: the line that closes it; else -1. */
  end: number;
  /** Where it closes one: the line that opened it; else -1. */
  start: number;
  /** What an opened object or list holds. */
  size: number;
}

// A string may hold characters that reverse or hide text around them; as escapes they are still the same JSON.
const unsafe = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const escapeUnsafe = (text: string) =>
  text.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const scalar = (value: unknown) => escapeUnsafe(JSON.stringify(value) ?? 'null');

/** The value as indented JSON, as `JSON.stringify(value, null, 2)` writes it, line by line with places. Pure. */
export function jsonDocument(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  const add = (inside: unknown, parent: number, key: JsonKey | null, depth: number, comma: string): void => {
    const indent = '  '.repeat(depth);
    const name = typeof key === 'string' ? `${scalar(key)}: ` : '';
    const line: JsonLine = { text: '', parent, key, end: -1, start: -1, size: 0 };
    const at = lines.push(line) - 1;
    const isList = Array.isArray(inside);
    if (!isList && (typeof inside !== 'object' || inside === null)) {
      line.text = `${indent}${name}${scalar(inside)}${comma}`;
      return;
    }
    const entries: [JsonKey, unknown][] = isList
      ? inside.map((item, index) => [index, item])
      : Object.entries(inside as object).filter(([, item]) => item !== undefined);
    const [open, close] = isList ? '[]' : '{}';
    if (entries.length === 0) {
      line.text = `${indent}${name}${open}${close}${comma}`;
      return;
    }
    line.text = `${indent}${name}${open}`;
    line.size = entries.length;
    entries.forEach(([inner, item], index) => {
      add(item, at, inner, depth + 1, index < entries.length - 1 ? ',' : '');
    });
    line.end =
      lines.push({ text: `${indent}${close}${comma}`, parent, key: null, end: -1, start: at, size: 0 }) - 1;
  };
  add(value, -1, null, 0, '');
  return lines;
}

/** The keys that lead from the outermost value to the line's. */
export function pathOf(lines: readonly JsonLine[], at: number): JsonKey[] {
  const path: JsonKey[] = [];
  let line = lines[at];
  // A closing bracket belongs to what it closes.
  if (line && line.start >= 0) line = lines[line.start];
  while (line && line.key !== null) {
    path.unshift(line.key);
    line = lines[line.parent];
  }
  return path;
}

/** What a path leads to; undefined when it leads nowhere. */
export function valueAt(value: unknown, path: readonly JsonKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null ? (inside as Record<JsonKey, unknown>)[key] : undefined,
    value,
  );
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `State.Health.Status`, `Mounts[0].Source`, `Config.Labels["a.b"]`; empty for the outermost. */
export function pathText(path: readonly JsonKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!identifier.test(key)) return `[${JSON.stringify(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}

/** The template that makes `docker inspect --format` print what the path leads to: lists and objects as JSON. */
export function formatTemplate(path: readonly JsonKey[], value: unknown): string {
  let place = '';
  for (const key of path) {
    if (typeof key === 'string' && identifier.test(key)) place += `.${key}`;
    else {
      const index = typeof key === 'number' ? String(key) : goString(key);
      place = `(index ${place === '' ? '.' : place} ${index})`;
    }
  }
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (place === '') return '{{json .}}';
  if (!isPlain) return `{{json ${place}}}`;
  // The outermost brackets are the template's own.
  return `{{${place.startsWith('(') && place.endsWith(')') && closesAtEnd(place) ? place.slice(1, -1) : place}}}`;
}

/** Whether the bracket that opens the text is closed by its last character. */
function closesAtEnd(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\' && quoted) at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '(') depth += 1;
    else if (!quoted && char === ')') {
      depth -= 1;
      if (depth === 0) return at === text.length - 1;
    }
  }
  return false;
}

/** A Go string literal; JSON's escapes are Go's as well, but for the slash, which `stringify` leaves alone. */
const goString = (text: string) => JSON.stringify(text);

/** The lines to show when some are folded (by the line that opens them), in order. */
export function shownLines(lines: readonly JsonLine[], folded: ReadonlySet<number>): number[] {
  const shown: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    shown.push(at);
    const line = lines[at];
    if (line && line.end >= 0 && folded.has(at)) at = line.end;
  }
  return shown;
}

/** `folded` without what hides the line. The same set when nothing does. */
export function unfoldedFor(
  lines: readonly JsonLine[],
  folded: ReadonlySet<number>,
  at: number,
): ReadonlySet<number> {
  const hiding: number[] = [];
  const line = lines[at];
  for (let up = line?.start !== -1 ? (line?.start ?? -1) : line.parent; up >= 0; up = lines[up]?.parent ?? -1)
    if (folded.has(up)) hiding.push(up);
  if (hiding.length === 0) return folded;
  return new Set([...folded].filter((open) => !hiding.includes(open)));
}
