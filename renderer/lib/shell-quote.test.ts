import { describe, expect, it } from 'vitest';
import { shellLine, shellQuote, splitShell } from './shell-quote';

describe('shellQuote', () => {
  it('quotes only where it must', () => {
    expect(shellQuote('nginx:latest')).toBe('nginx:latest');
    expect(shellQuote('')).toBe("''");
    expect(shellQuote('a b')).toBe("'a b'");
    expect(shellQuote('$(rm -rf /)')).toBe("'$(rm -rf /)'");
    expect(shellQuote("it's")).toBe("'it'\\''s'");
    expect(shellQuote('*')).toBe("'*'");
  });
});

describe('splitShell', () => {
  it.each([
    ['nginx -g "daemon off;"', ['nginx', '-g', 'daemon off;']],
    ['sh -c \'echo "$HOME"\'', ['sh', '-c', 'echo "$HOME"']],
    ['a\\ b "c\\"d" "e\\f"', ['a b', 'c"d', 'e\\f']],
    ["x'y'z ''", ['xyz', '']],
    ['  ', []],
    ['one\\\ntwo', ['onetwo']],
  ])('splits %j', (text, args) => {
    expect(splitShell(text)).toEqual({ args });
  });

  it('says what is unfinished', () => {
    expect(splitShell('echo "a')).toEqual({ error: 'open-quote' });
    expect(splitShell("echo 'a")).toEqual({ error: 'open-quote' });
    expect(splitShell('echo \\')).toEqual({ error: 'trailing-backslash' });
  });

  it('undoes shellLine for every argument', () => {
    const args = ['', ' ', "'", '"', '\\', '$x', '`a`', 'a\nb', '한글', '#', '~', '!', '&&'];
    expect(splitShell(shellLine(args))).toEqual({ args });
  });
});
