import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { LighterError } from '@contract/errors';
import { toLighterError } from './errors';

/** Characters; the longest known line is an event with every label of its object, some 10 kB. */
const maxLine = 16 * 1024 * 1024;

/**
 * The lines of a stream as they come, without their ends, decoded across chunk borders. A stream that breaks
 * off throws `LighterError`; leaving the loop destroys it. Reads only as fast as it is asked to.
 */
export async function* readLines(source: Readable): AsyncGenerator<string, void, void> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let held = 0;
  try {
    for await (const chunk of source) {
      const text = decoder.write(chunk);
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        const line = parts.join('') + text.slice(start, end);
        parts = [];
        held = 0;
        start = end + 1;
        yield line.endsWith('\r') ? line.slice(0, -1) : line;
      }
      parts.push(text.slice(start));
      held += text.length - start;
      if (held > maxLine) {
        throw new LighterError({ code: 'internal', message: 'The engine sent a line without an end.' });
      }
    }
  } catch (error) {
    throw toLighterError(error);
  }
  const rest = parts.join('') + decoder.end();
  if (rest !== '') yield rest;
}

/**
 * The JSON objects of a stream, one a line (`/events`, `/images/create`). Lines that are no JSON object are
 * skipped. A stream that is cut before its end throws: a cancelled pull must not look like a finished one.
 */
export async function* readJsonLines(source: Readable): AsyncGenerator<Record<string, unknown>, void, void> {
  for await (const line of readLines(source)) {
    const value = parseObject(line);
    if (value !== null) yield value;
  }
}

/** A line's JSON object, or null where it is none. */
export function parseObject(line: string): Record<string, unknown> | null {
  if (line.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
