import { type ErrorCode, LighterError } from '@contract/errors';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTSOCK',
  'EAGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** The system's error code (`ECONNREFUSED`), or an empty string. */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  // A dual-stack connect fails with an AggregateError that holds one error an address.
  if (error instanceof AggregateError && error.errors.length > 0) return systemCode(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whatever was thrown, as the typed error that may cross to the page. */
export function toLighterError(error: unknown): LighterError {
  if (error instanceof LighterError) return error;
  const system = systemCode(error);
  const message = error instanceof Error && error.message !== '' ? error.message : system || String(error);
  if (system === 'EACCES' || system === 'EPERM') return new LighterError({ code: 'permission', message });
  if (system === 'ETIMEDOUT') return new LighterError({ code: 'timeout', message });
  if (unreachable.has(system) || isTlsError(error)) {
    return new LighterError({ code: 'engine-unreachable', message });
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new LighterError({ code: 'cancelled', message });
  }
  return new LighterError({ code: 'internal', message });
}

/** Whether a connection failed over its certificate rather than over the engine. */
export function isTlsError(error: unknown): boolean {
  const code = systemCode(error);
  return (
    code.startsWith('ERR_TLS_') ||
    code.startsWith('ERR_SSL_') ||
    code.startsWith('CERT_') ||
    code === 'EPROTO' ||
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT' ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code.startsWith('UNABLE_TO_')
  );
}

const inUse =
  /\b(?:is in use|is being used|in use by|being used by|has active endpoints|is using its referenced|already in use|cannot remove a running|stop the container before|is running)\b/i;
const registry =
  /pull access denied|unauthorized: |denied: |manifest (?:for .+ not found|unknown)|Get "?https?:\/\/|toomanyrequests|server gave HTTP response to HTTPS client|no basic auth credentials/i;

/**
 * The typed error for an HTTP status the engine answered with, in the engine's words.
 * A name clash (`POST /containers/create`) is a `conflict`, an object that something uses is `in-use`.
 */
export function errorFromStatus(status: number, message: string): LighterError {
  return new LighterError({ code: codeOf(status, message), message, status });
}

function codeOf(status: number, message: string): ErrorCode {
  // Bad credentials and unreachable registries come as 401, 403, 404 or 500, so only the words tell.
  if (status >= 400 && registry.test(message)) return 'registry';
  if (status >= 300 && status < 400) return 'unsupported';
  switch (status) {
    case 400:
      return 'invalid-input';
    case 401:
    case 403:
      return 'permission';
    case 404:
      return 'not-found';
    case 408:
    case 504:
      return 'timeout';
    case 409:
      return /container name .+ is already in use/i.test(message) || !inUse.test(message)
        ? 'conflict'
        : 'in-use';
    case 405:
    case 501:
      return 'unsupported';
    case 502:
    case 503:
      return 'engine-unreachable';
    default:
      return 'internal';
  }
}

/** The engine's words in an error body: JSON `{message}`, Podman's `{cause, message}`, or plain text. */
export function engineMessage(body: string, status: number): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
      if (typeof parsed.message === 'string' && parsed.message !== '') return parsed.message;
    }
  } catch {
    // Not JSON: a proxy's page, or the engine's router with its plain "page not found".
  }
  const text = body.trim().slice(0, 2000);
  return text === '' ? `HTTP ${status}` : text;
}
