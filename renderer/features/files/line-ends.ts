/** How a text ends its lines; a text field knows `\n` only, so that the others have to be put back. */
export type LineEnds = 'lf' | 'crlf' | 'mixed';

export function lineEndsOf(text: string): LineEnds {
  const all: string[] = text.match(/\r\n|\r|\n/g) ?? [];
  const crlf = all.filter((end) => end === '\r\n').length;
  if (crlf === 0 && !all.includes('\r')) return 'lf';
  return crlf === all.length ? 'crlf' : 'mixed';
}

/** An edited text with the line ends its file has. */
export const withLineEnds = (text: string, ends: LineEnds) =>
  ends === 'crlf' ? text.replaceAll('\n', '\r\n') : text;

/** Marks that show a text in another order than it is read by programs, or hide in it. */
export const hasHiddenMarks = (text: string) => /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/.test(text);
