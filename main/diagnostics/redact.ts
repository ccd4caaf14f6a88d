const secretKey = /pass|secret|token|auth|credential|api[-_]?key|private[-_]?key/i;
const hidden = '[redacted]';

/**
 * A copy of a value that may be written to a log: values under secret-looking keys, every environment value,
 * URL user info, authorization headers and build arguments are replaced. Depth and length are bounded.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return redactText(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (secretKey.test(key)) return [key, hidden];
      if (/^env$/i.test(key) && Array.isArray(inner))
        return [key, inner.map((entry) => String(entry?.name ?? entry).replace(/=.*$/s, `=${hidden}`))];
      return [key, redact(inner, depth + 1)];
    }),
  );
}

/** The same for text: user info in URLs, `Authorization`-like headers, `KEY=value` of secret-looking keys. */
export function redactText(text: string): string {
  return text
    .slice(0, 20_000)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`)
    .replace(
      /\b((?:proxy-)?authorization|x-registry-auth|x-registry-config)(["']?\s*[:=]\s*["']?)[^\r\n"',}]+/gi,
      `$1$2${hidden}`,
    )
    .replace(/(--build-arg[= ]["']?\w+=)\S+/g, `$1${hidden}`)
    .replace(
      /\b(\w*(?:pass|secret|token|credential|api_?key)\w*)(["']?\s*[:=]\s*["']?)[^\s"',&}]+/gi,
      `$1$2${hidden}`,
    )
    .replace(/((?:-e|--env)[= ]["']?\w+=)(?:"[^"]*"|'[^']*'|\S+)/g, `$1${hidden}`);
}
