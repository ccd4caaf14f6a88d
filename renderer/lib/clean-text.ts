// Control characters (C0, DEL, C1), the bidi controls that can reverse what follows, line separators and BOM.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/**
 * Text of others (names, labels, commands) for one line of a list: what could move the cursor, reverse the
 * line or hide in it becomes a space; longer than `max` characters ends in an ellipsis.
 */
export function cleanText(text: string, max = 512): string {
  const clean = text.replace(unsafe, ' ').trim();
  if (clean.length <= max) return clean;
  const cut = clean.slice(0, max - 1);
  // Half of a surrogate pair would show as a broken glyph.
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`;
}
