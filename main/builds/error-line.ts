/** The line that an error names (`dockerfile parse error line 3`, `Dockerfile:3`); null where it names none. Pure. */
export function lineOfError(message: string): number | null {
  const line = /(?:parse error (?:on )?line |Dockerfile[^\s:]*:)(\d+)/i.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}
