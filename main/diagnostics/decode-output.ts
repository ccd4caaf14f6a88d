/**
 * A program's output as text. Windows' own programs write UTF-16LE (`wsl.exe`) or the system's old code page
 * (`netstat`, `tasklist`), newer ones UTF-8; nothing says which, so the bytes have to. What is neither Unicode
 * is taken for Korean (code page 949), which plain ASCII and most of the Korean output pass unharmed.
 */
export function decodeOutput(bytes: Buffer): string {
  return tidy(decode(bytes));
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (looksUtf16(bytes)) return bytes.toString('utf16le');
  try {
    // `stream`: a letter that the size limit has cut at the end is no sign of another encoding.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

/**
 * Text that `wsl.exe` writes has line breaks, digits or blanks, whose second byte is zero in UTF-16LE; a zero
 * byte occurs in no other text. Hangul alone has none, so the places of the zeros count, not their share.
 */
function looksUtf16(bytes: Buffer): boolean {
  const even = bytes.length - (bytes.length % 2);
  let odd = 0;
  for (let at = 0; at < even; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] !== 0) return false;
    if (bytes[at + 1] === 0 && bytes[at] !== 0) odd += 1;
  }
  return odd > 0;
}

/** `wsl.exe` ends lines with CR CR LF through some pipes, and pads with zeros. */
function tidy(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replace(/\r+\n/g, '\n');
}
