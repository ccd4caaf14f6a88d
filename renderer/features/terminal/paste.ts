/** The longest text that is pasted, characters. */
export const maxPaste = 4_000_000;

// Everything below the space but tab and line ends, DEL, and C1: a pasted escape could end the brackets that tell
// the shell what was pasted, and type on.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Pasted text without control characters; line ends as they were. Pure. */
export function cleanPaste(text: string): string {
  return text.replace(unsafe, '');
}

/** Lines of text; a line end at the very end counts as one more, because it would run the line before. Pure. */
export function pasteLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

/** Cuts `text` at `size` characters at most, never through a surrogate pair. Pure. */
export function cutInput(text: string, size: number): [now: string, later: string] {
  let at = Math.min(size, text.length);
  const last = text.charCodeAt(at - 1);
  if (at < text.length && at > 1 && last >= 0xd800 && last <= 0xdbff) at -= 1;
  return [text.slice(0, at), text.slice(at)];
}
