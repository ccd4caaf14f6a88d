import { LighterError } from '@contract/errors';
import type { EnginePath } from './types';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const forbidden = /[?#%\u0000-\u001f\u007f-\u009f]/;

function escapePart(value: string | number): string {
  const text = String(value);
  const parts = text.split('/');
  if (forbidden.test(text) || parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new LighterError({ code: 'invalid-input', message: 'Not a name the engine could have given.' });
  }
  return encodeURIComponent(text);
}

/**
 * Builds a request path: enginePath`/containers/${id}/json`. Each value is escaped, and one that could lead
 * to another endpoint (empty, `.` or `..` as a path part, `?`, `#`, `%`, control characters) throws
 * `invalid-input`: the engine answers `../images` with a redirect, and `x?force=1` would add a parameter.
 */
export function enginePath(strings: TemplateStringsArray, ...values: (string | number)[]): EnginePath {
  let path = strings[0] ?? '';
  values.forEach((value, index) => {
    path += escapePart(value) + (strings[index + 1] ?? '');
  });
  return path as EnginePath;
}
