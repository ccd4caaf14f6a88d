export type JsonKind = 'plain' | 'key' | 'string' | 'number' | 'word';

export interface JsonPart {
  text: string;
  kind: JsonKind;
  /** Part of a search hit. */
  hit: boolean;
}

const shape = /^(\s*)("(?:[^"\\]|\\.)*"(?=: ))?(: )?("(?:[^"\\]|\\.)*")?(.*)$/;

/** A line of indented JSON in its parts, cut where hits of `query` begin and end. */
export function jsonParts(line: string, query: string): JsonPart[] {
  const [, indent = '', key = '', colon = '', string = '', rest = ''] = shape.exec(line) ?? ['', line];
  const word = rest.replace(/[,{}[\]]+$/, '');
  const wordKind: JsonKind = /^-?\d/.test(word) ? 'number' : 'word';
  const parts: [string, JsonKind][] = [
    [indent, 'plain'],
    [key, 'key'],
    [colon, 'plain'],
    [string, 'string'],
    [word, wordKind],
    [rest.slice(word.length), 'plain'],
  ];
  const hits = hitsIn(line, query);
  const cut: JsonPart[] = [];
  let start = 0;
  for (const [text, kind] of parts) {
    const end = start + text.length;
    let at = start;
    for (const [from, to] of hits) {
      if (to <= at || from >= end) continue;
      if (from > at) cut.push({ text: line.slice(at, from), kind, hit: false });
      cut.push({ text: line.slice(Math.max(at, from), Math.min(to, end)), kind, hit: true });
      at = Math.min(to, end);
    }
    if (at < end) cut.push({ text: line.slice(at, end), kind, hit: false });
    start = end;
  }
  return cut;
}

function hitsIn(line: string, query: string): [from: number, to: number][] {
  if (query === '') return [];
  const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  return [...line.matchAll(pattern)].map(({ index, 0: text }) => [index, index + text.length]);
}

/** The numbers of the lines that hold the query, in any case; none for an empty one. */
export function matchingLines(lines: readonly string[], query: string): number[] {
  if (query === '') return [];
  const wanted = query.toLowerCase();
  return lines.flatMap((line, index) => (line.toLowerCase().includes(wanted) ? [index] : []));
}
