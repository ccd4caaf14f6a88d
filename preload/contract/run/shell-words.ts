/** The first command of a pasted text, split into words. */
export interface ShellWords {
  words: string[];
  /** What a shell would put a value for, as written and in order: `$PWD`, `$(id -u)`, `~`, `%cd%`. */
  placeholders: string[];
  /** The text behind the first command, where there is one. */
  rest: string;
  /** A quote was left open: the last word goes to the end of the text. */
  isOpen: boolean;
}

/** `user@host:~$ `, `$ `, `PS C:\> ` in front of a copied line. */
const prompt = /^\s*(?:[\w.-]+@[\w.-]+[^$#\n]*[$#]|PS [^>\n]*>|[$#>%])[ \t]+(?=\S)/;
/** A line that ends in the continuation sign of a POSIX shell, PowerShell or cmd. */
const continued = /[ \t]*[\\`^][ \t]*\r?\n/y;
/** Variables of cmd: a per cent sign alone means nothing elsewhere. */
const cmdVariable = /%(?:cd|userprofile|homepath|homedrive|appdata|localappdata|username)%/iy;
const variable = /\$(?:\{[^}]*\}|[A-Za-z_]\w*(?::\w+)?|[0-9@*#?$!-])/y;
const backtick = /`[^`\n]*`/y;
const home = /~(?=[/\\\s]|$)/y;

/**
 * Splits as a shell would, without running or looking up anything: what stands for a value of the user's machine
 * stays as written, unless `values` has it, and is named. Ends before the next command, pipe or redirection.
 * Takes the continuation signs of POSIX shells, PowerShell and cmd, and an indented option on the next line.
 */
export function shellWords(text: string, values: Readonly<Record<string, string>> = {}): ShellWords {
  const line = text.replace(prompt, '').replace(/\u00a0/g, ' ');
  const words: string[] = [];
  const placeholders: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  let at = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(line)?.[0];
  };
  const add = (piece: string) => {
    word = (word ?? '') + piece;
  };
  const end = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const placeholder = (written: string) => {
    if (values[written] === undefined && !placeholders.includes(written)) placeholders.push(written);
    add(values[written] ?? written);
    at += written.length;
  };

  while (at < line.length) {
    const char = line.charAt(at);
    if (quote === "'") {
      if (char === "'") quote = null;
      else add(char);
      at += 1;
      continue;
    }
    const expansion =
      (char === '$' ? (substitution(line, at) ?? match(variable)) : undefined) ??
      (char === '`' ? match(backtick) : undefined) ??
      (char === '%' ? match(cmdVariable) : undefined) ??
      (char === '~' && word === null && quote === null ? match(home) : undefined);
    const joint = quote === null || char === '\\' ? match(continued) : undefined;
    if (joint !== undefined) {
      if (quote === null && /^[ \t]/.test(joint)) end();
      at += joint.length;
    } else if (expansion !== undefined) placeholder(expansion);
    else if (char === '\\') at += escaped(line.charAt(at + 1));
    else if (quote === '"') {
      if (char === '"') quote = null;
      else add(char);
      at += 1;
    } else if (char === '"' || char === "'") {
      quote = char;
      add('');
      at += 1;
    } else if (char === '\n') {
      end();
      if (words.length > 0 && !/^\s*-/.test(line.slice(at))) break;
      at += 1;
    } else if (/\s/.test(char)) {
      end();
      at += 1;
    } else if (char === '#' && word === null) {
      const stop = line.indexOf('\n', at);
      at = stop < 0 ? line.length : stop;
    } else if (/[;|&<>]/.test(char)) {
      // `2>file`: the number belongs to the redirection.
      if (/[<>]/.test(char) && word !== null && /^\d$/.test(word)) word = null;
      break;
    } else {
      add(char);
      at += 1;
    }
  }
  const isOpen = quote !== null;
  end();
  return { words, placeholders, rest: line.slice(at).trim(), isOpen };

  /** How far a backslash and what is behind it reach. */
  function escaped(next: string): number {
    // Between double quotes it is kept unless it stands before one of these; before a drive's path, always.
    if (next === '') add('\\');
    else if (quote === '"' && !/["\\$`]/.test(next)) add(`\\${next}`);
    else if (quote === null && isWindowsPath(word, next)) add(`\\${next}`);
    else add(next);
    return next === '' ? 1 : 2;
  }
}

/** `C:\data` is no escape: nobody escapes a letter behind a drive's colon. */
const isWindowsPath = (word: string | null, next: string) =>
  word !== null && /(?:^|[=,])[A-Za-z]:(?:\\[^\\:]*)*$/.test(word) && /[A-Za-z0-9_.]/.test(next);

/** `$(…)` with whatever is nested in it. */
function substitution(line: string, from: number): string | undefined {
  if (!line.startsWith('$(', from)) return undefined;
  let depth = 0;
  for (let at = from + 1; at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    else if (line[at] === ')') depth -= 1;
    if (depth === 0) return line.slice(from, at + 1);
  }
  return undefined;
}
