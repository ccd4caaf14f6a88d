import { StringDecoder } from 'node:string_decoder';
import type { LogLine } from '@contract/containers';
import type { Output } from './framing';

/** Characters of a line that are kept. */
export const maxLineLength = 256 * 1024;
/** Bytes after which the engine cuts a line into messages, each with a timestamp of its own. */
const fragment = 16 * 1024;
/** Bytes; RFC 3339 with nanoseconds and a zone's offset has 35. */
const longestStamp = 40;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export interface JoinerOptions {
  output: Output;
  /** Each frame starts with a timestamp and a space. */
  timestamps: boolean;
  /** The stream has no frames: a line's further fragments can only be known by their length. */
  raw: boolean;
}

/** Makes lines of one output's frames. */
export interface LineJoiner {
  /** Adds what was completed to `lines`. */
  write(bytes: Buffer, first: boolean, last: boolean, lines: LogLine[]): void;
  /** The stream is over: an unfinished line is a line. */
  end(lines: LogLine[]): void;
}

/**
 * Joins fragments until their newline, keeps the first fragment's timestamp and strips the others'. Bytes are
 * decoded after that, by one decoder over all frames: a character may be cut by a fragment's border.
 */
export function createLineJoiner({ output, timestamps, raw }: JoinerOptions): LineJoiner {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let time = '';
  let truncated = false;
  let open = false;
  /** The start of a frame while its timestamp is not complete. */
  let head: Buffer | null = null;
  /** Payload bytes since the last timestamp, for `raw`. */
  let payload = 0;

  function write(bytes: Buffer, first: boolean, last: boolean, lines: LogLine[]): void {
    if (!timestamps) {
      body(bytes, lines);
      return;
    }
    if (!first && head === null) {
      onwards(bytes, last, lines);
      return;
    }
    const start: Buffer = head === null ? bytes : Buffer.concat([head, bytes]);
    const space = start.subarray(0, longestStamp + 1).indexOf(32);
    if (space < 0 && start.length <= longestStamp && !last) {
      head = start;
      return;
    }
    head = null;
    payload = 0;
    const found = space < 0 ? '' : start.toString('latin1', 0, space);
    const stamped = stamp.test(found);
    if (!open) time = stamped ? found : '';
    open ||= stamped;
    onwards(stamped ? start.subarray(space + 1) : start, last, lines);
  }

  function onwards(bytes: Buffer, last: boolean, lines: LogLine[]): void {
    const room = fragment - payload;
    if (!raw || bytes.length <= room) {
      payload += bytes.length;
      body(bytes, lines);
      return;
    }
    body(bytes.subarray(0, room), lines);
    payload = 0;
    write(bytes.subarray(room), true, last, lines);
  }

  function body(bytes: Buffer, lines: LogLine[]): void {
    const piece = decoder.write(bytes);
    let at = 0;
    for (let newline = piece.indexOf('\n'); newline >= 0; newline = piece.indexOf('\n', at)) {
      add(piece.slice(at, newline));
      finish(lines);
      at = newline + 1;
    }
    if (at < piece.length) add(at === 0 ? piece : piece.slice(at));
  }

  function add(piece: string): void {
    open = true;
    if (truncated) return;
    text = text === '' ? piece : text + piece;
    if (text.length > maxLineLength) {
      truncated = true;
      text = text.slice(0, maxLineLength);
    }
  }

  function finish(lines: LogLine[]): void {
    const clean = text.endsWith('\r') ? text.slice(0, -1) : text;
    lines.push(
      truncated
        ? { time, stream: output, text: clean, truncated: true }
        : { time, stream: output, text: clean },
    );
    text = '';
    truncated = false;
    open = false;
  }

  return {
    write,
    end(lines) {
      if (head !== null) body(head, lines);
      head = null;
      const rest = decoder.end();
      if (rest !== '') add(rest);
      if (open) finish(lines);
    },
  };
}
