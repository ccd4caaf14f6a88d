import type { FilterField } from './types';

/** One `field:value` of a query; `not` for `-field:value`. */
export interface Term {
  field: string;
  value: string;
  not: boolean;
  /** As it is written. */
  text: string;
}

export interface Query {
  terms: readonly Term[];
  /** Plain search: all words must be there. */
  words: readonly string[];
}

const piece = /(-?)([a-z]+):(?:"([^"]*)"?|(\S*))|\S+/gi;

/**
 * Reads a query: `image:nginx label:env=prod -state:exited web`. A word whose front is no known field, like `80:80`,
 * stays plain text; a field without a value yet says nothing. Pure.
 */
export function parseQuery(text: string, fields: readonly { id: string }[]): Query {
  const terms: Term[] = [];
  const words: string[] = [];
  for (const [whole, minus, name, quoted, bare] of text.matchAll(piece)) {
    const field = fields.find(({ id }) => id === name?.toLowerCase());
    if (!field) {
      words.push(...whole.split(/\s+/).filter(Boolean));
      continue;
    }
    const value = (quoted ?? bare ?? '').trim();
    if (value !== '') terms.push(makeTerm(field.id, value, minus === '-'));
  }
  return { terms, words };
}

/** A term as a person would write it. */
export function makeTerm(field: string, value: string, not: boolean): Term {
  const written = /\s/.test(value) ? `"${value}"` : value;
  return { field, value, not, text: `${not ? '-' : ''}${field}:${written}` };
}

/** Something a row must fulfil to be shown, and how it is written. */
export interface Condition<Row> {
  /** The terms, chips and words it stands for. */
  texts: readonly string[];
  test: (row: Row) => boolean;
}

/**
 * What the terms ask of a row: of several for one field one is enough, of labels all; of excluded ones none may fit.
 * A value that some row has is meant as it is, any other one as a part. Pure.
 */
export function conditionsOf<Row extends object>(
  terms: readonly Term[],
  fields: readonly FilterField<Row>[],
  rows: readonly Row[],
): Condition<Row>[] {
  const conditions: Condition<Row>[] = [];
  for (const field of fields) {
    const own = terms.filter((term) => term.field === field.id);
    const wanted = own.filter(({ not }) => !not);
    const sets = field.every ? wanted.map((term) => [term]) : wanted.length > 0 ? [wanted] : [];
    for (const set of sets) {
      const tests = set.map(({ value }) => testOf(field, value, rows));
      conditions.push({ texts: set.map(({ text }) => text), test: (row) => tests.some((test) => test(row)) });
    }
    for (const { value, text } of own.filter(({ not }) => not)) {
      const test = testOf(field, value, rows);
      conditions.push({ texts: [text], test: (row) => !test(row) });
    }
  }
  return conditions;
}

function testOf<Row extends object>(
  field: FilterField<Row>,
  value: string,
  rows: readonly Row[],
): (row: Row) => boolean {
  const wanted = value.toLowerCase();
  const whole = (row: Row) => lowered(field, row).includes(wanted);
  if (rows.some(whole)) return whole;
  return (row) => lowered(field, row).some((one) => one.includes(wanted));
}

const known = new WeakMap<object, WeakMap<object, readonly string[]>>();

/** Rows never change in place: a row's values are read once a field. */
function lowered<Row extends object>(field: FilterField<Row>, row: Row): readonly string[] {
  let values = known.get(field);
  if (!values) {
    values = new WeakMap();
    known.set(field, values);
  }
  let found = values.get(row);
  if (!found) {
    found = field.values(row).map((value) => value.toLowerCase());
    values.set(row, found);
  }
  return found;
}

/** A value to choose, and how many rows have it. */
export interface Suggestion {
  term: Term;
  count: number;
}

const mostSuggestions = 8;

/** The word that is being written: the last one, if it begins with a field. */
export function openTerm(
  text: string,
  fields: readonly { id: string }[],
): { field: string; not: boolean; value: string; from: number } | null {
  const [whole, minus, name, value] = /(?:^|\s)(-?)([a-z]+):("[^"]*|[^\s"]*)$/i.exec(text) ?? [];
  const field = fields.find(({ id }) => id === name?.toLowerCase());
  if (whole === undefined || value === undefined || !field) return null;
  const from = text.length - whole.trimStart().length;
  return { field: field.id, not: minus === '-', value: value.replace('"', ''), from };
}

/** The values that the field being written has, commonest first. Pure. */
export function suggest<Row extends object>(
  text: string,
  fields: readonly FilterField<Row>[],
  rows: readonly Row[],
): Suggestion[] {
  const open = openTerm(text, fields);
  const field = fields.find(({ id }) => id === open?.field);
  if (!open || !field) return [];
  const wanted = open.value.toLowerCase();
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const value of new Set(field.values(row)))
      if (value.toLowerCase().includes(wanted)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const before = (value: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return [...counts]
    .sort(([a, m], [b, n]) => before(a) - before(b) || n - m || (a < b ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(([value, count]) => ({ term: makeTerm(field.id, value, open.not), count }));
}
