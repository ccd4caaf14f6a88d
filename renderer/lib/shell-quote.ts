const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One argument for a POSIX shell, quoted only where it must be. */
export function shellQuote(arg: string): string {
  if (plain.test(arg)) return arg;
  return `'${arg.replaceAll("'", `'\\''`)}'`;
}

/** A whole command line for a POSIX shell. */
export function shellLine(args: readonly string[]): string {
  return args.map(shellQuote).join(' ');
}

export type SplitResult = { args: string[] } | { error: 'open-quote' | 'trailing-backslash' };

/** Splits as a POSIX shell would: blanks, single and double quotes, backslashes. Expands nothing. */
export function splitShell(text: string): SplitResult {
  const args: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quote === "'") {
      if (char === "'") quote = null;
      else word += char;
    } else if (char === '\\') {
      const next = text.charAt(i + 1);
      if (next === '') return { error: 'trailing-backslash' };
      i += 1;
      // Between double quotes a backslash is kept unless it stands before one of these.
      const kept: string = quote === '"' && !/["\\$`\n]/.test(next) ? `\\${next}` : next;
      // Backslash and newline continue the line.
      if (next !== '\n') word = (word ?? '') + kept;
    } else if (quote === '"') {
      if (char === '"') quote = null;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== null) args.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote) return { error: 'open-quote' };
  if (word !== null) args.push(word);
  return { args };
}
