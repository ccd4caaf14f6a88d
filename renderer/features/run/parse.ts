/** The variables of a pasted `.env` text: `KEY=VALUE` lines, comments and `export` dropped, quotes taken off. */
export function parseEnvText(text: string): { name: string; value: string }[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const match = /^\s*(?:export\s+)?([^\s=#][^=]*?)\s*=(.*)$/.exec(line);
    if (!match?.[1]) return [];
    return [{ name: match[1], value: unquote(match[2] ?? '') }];
  });
}

function unquote(text: string): string {
  const value = text.trim();
  const quote = value[0];
  const isQuoted = (quote === '"' || quote === "'") && value.length >= 2 && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1) : value;
}
