/** 0 to 15: the palette (its look depends on the theme); otherwise `rgbFlag | 0xrrggbb`. */
export type AnsiColor = number;

/** Set in an `AnsiColor` that carries red, green and blue instead of a place in the palette. */
export const rgbFlag = 0x1000000;

export interface AnsiStyle {
  readonly fg: AnsiColor | null;
  readonly bg: AnsiColor | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly inverse: boolean;
}

/** A run of text in one style; `null` is the default one. */
export interface AnsiToken {
  readonly text: string;
  readonly style: AnsiStyle | null;
}

export interface AnsiLine {
  readonly tokens: readonly AnsiToken[];
  /** The tokens' text in one piece. */
  readonly plain: string;
  /** Characters of the source left out because the line is longer than what is shown. */
  readonly hidden: number;
}

const initial: AnsiStyle = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

const tabWidth = 8;

// C0, DEL, C1, and the characters that turn the direction of the text around them: a log line must not be
// able to make its neighbours, or itself, read differently from what it holds.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const special = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const nextSpecial = new RegExp(special, 'g');

// The shapes of ECMA-48: CSI … final; OSC/DCS/SOS/PM/APC up to their terminator; two-byte escapes. Bounded
// repetitions and no nesting: linear on any input.
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/y;

/** Whether the line holds nothing but text, so that it can be used as it is. */
export const isPlain = (text: string): boolean => !special.test(text);

/** What a terminal would leave standing of a line that its program overwrote with carriage returns. */
function lastOverwrite(text: string): string {
  if (!text.includes('\r')) return text;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 13) end -= 1;
  const start = text.lastIndexOf('\r', end - 1) + 1;
  return text.slice(start, end);
}

/**
 * Splits a log line into styled runs. Of the escape sequences only colours and weights (SGR) have an effect;
 * the others (cursor, titles, links, clipboard) and control characters are dropped, tabs become spaces.
 * `limit`: characters to show at most.
 */
export function parseAnsi(source: string, limit = Number.POSITIVE_INFINITY): AnsiLine {
  if (source.length <= limit && isPlain(source)) {
    return { tokens: source === '' ? [] : [{ text: source, style: null }], plain: source, hidden: 0 };
  }
  const text = lastOverwrite(source);
  const tokens: AnsiToken[] = [];
  let plain = '';
  let run = '';
  let style: AnsiStyle | null = null;
  let at = 0;
  while (at < text.length && plain.length + run.length < limit) {
    nextSpecial.lastIndex = at;
    const found = nextSpecial.exec(text)?.index ?? text.length;
    const end = Math.min(found, at + limit - plain.length - run.length);
    run += text.slice(at, end);
    at = end;
    if (at < found || at === text.length) continue;
    sequence.lastIndex = at;
    const matched = sequence.exec(text);
    if (matched) {
      at += matched[0].length;
      if (matched[2] !== 'm') continue;
      if (run !== '') tokens.push({ text: run, style });
      plain += run;
      run = '';
      style = applySgr(style, matched[1] ?? '');
    } else {
      if (text.charCodeAt(at) === 9) run += ' '.repeat(tabWidth - ((plain.length + run.length) % tabWidth));
      at += 1;
    }
  }
  if (run !== '') tokens.push({ text: run, style });
  return { tokens, plain: plain + run, hidden: text.length - at };
}

/** The line's text without escape sequences and controls; tabs stay, for copying and searching. */
export function plainText(source: string): string {
  if (isPlain(source)) return source;
  const text = lastOverwrite(source);
  let plain = '';
  let at = 0;
  while (at < text.length) {
    nextSpecial.lastIndex = at;
    const found = nextSpecial.exec(text)?.index ?? text.length;
    plain += text.slice(at, found);
    at = found;
    if (at === text.length) break;
    sequence.lastIndex = at;
    const length = sequence.exec(text)?.[0].length ?? 1;
    if (length === 1 && text.charCodeAt(at) === 9) plain += '\t';
    at += length;
  }
  return plain;
}

type Change = Partial<AnsiStyle>;
const simple: Record<number, Change> = {
  0: initial,
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
  39: { fg: null },
  49: { bg: null },
};

function applySgr(from: AnsiStyle | null, params: string): AnsiStyle | null {
  let style = from ?? initial;
  // `38:2::r:g:b` has a colour space in front of the colours, `38;2;r;g;b` has none.
  const codes = params
    .replace(/([34]8):2:\d*:(\d+:\d+:\d+)/g, '$1:2:$2')
    .split(/[;:]/)
    .map((code) => (code === '' ? 0 : Number(code)));
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extendedColor(codes, i + 1);
      i += used;
      if (color !== null) style = { ...style, [code === 38 ? 'fg' : 'bg']: color };
    } else {
      style = { ...style, ...(simple[code] ?? paletteColor(code)) };
    }
  }
  return isInitial(style) ? null : style;
}

function paletteColor(code: number): Change {
  if (code >= 30 && code <= 37) return { fg: code - 30 };
  if (code >= 40 && code <= 47) return { bg: code - 40 };
  if (code >= 90 && code <= 97) return { fg: code - 82 };
  if (code >= 100 && code <= 107) return { bg: code - 92 };
  return {};
}

/** `5;n` or `2;r;g;b` at `at`: the colour, and how many codes it took. */
function extendedColor(codes: readonly number[], at: number): [AnsiColor | null, number] {
  const byte = (index: number) => Math.min(255, codes[index] ?? 0);
  if (codes[at] === 5) return [codes[at + 1] === undefined ? null : indexedColor(byte(at + 1)), 2];
  if (codes[at] === 2) return [rgbFlag | (byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3), 4];
  return [null, 1];
}

const cube = (step: number) => (step === 0 ? 0 : 55 + step * 40);

function indexedColor(index: number): AnsiColor {
  if (index < 16) return index;
  if (index >= 232) return rgbFlag | ((8 + (index - 232) * 10) * 0x010101);
  const place = index - 16;
  return (
    rgbFlag | (cube(Math.floor(place / 36)) << 16) | (cube(Math.floor(place / 6) % 6) << 8) | cube(place % 6)
  );
}

function isInitial(style: AnsiStyle): boolean {
  return (
    style.fg === null &&
    style.bg === null &&
    !style.bold &&
    !style.dim &&
    !style.italic &&
    !style.underline &&
    !style.strike &&
    !style.inverse
  );
}
