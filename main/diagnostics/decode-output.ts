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
 * Text that `wsl.exe` writes has line breaks, digits or blanks, whose second byte is zero in UTF-16LE; no other
 * text has zeros there. A few letters of Hangul (가 is 00 AC) have one in front, so the majority decides.
 */
function looksUtf16(bytes: Buffer): boolean {
  let first = 0;
  let second = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) first += 1;
    else second += 1;
  }
  return second > first;
}

/** `wsl.exe` ends lines with CR CR LF through some pipes, and pads with zeros. */
function tidy(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replace(/\r+\n/g, '\n');
}
