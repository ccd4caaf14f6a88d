import type { LighterErrorData } from '@contract/errors';

/** Why something failed, where the words say more than the code; each has words in `errors:reason`. */
export type ErrorReason =
  | 'disk-full'
  | 'rate-limit'
  | 'wrong-password'
  | 'login'
  | 'denied'
  | 'missing'
  | 'proxy'
  | 'http-only'
  | 'certificate'
  | 'unreachable';

/** In the order they are looked for: a proxy's refusal also names a host that was not reached. */
const registryReasons: readonly [ErrorReason, RegExp][] = [
  // Go has only the status' words for what a proxy answers; a registry's refusal has more.
  [
    'proxy',
    /proxyconnect|ERR_PROXY|ERR_TUNNEL|Proxy Authentication Required|": (?:Forbidden|Bad Gateway|Service Unavailable|Gateway Timeout)$/,
  ],
  ['rate-limit', /toomanyrequests|too many requests|rate limit|status(?: code)?:? 429/i],
  [
    'wrong-password',
    /incorrect username or password|(?:login attempt|authorize|auth).* failed with status: 401/i,
  ],
  ['login', /no basic auth credentials|authentication required|unauthorized/i],
  ['denied', /denied|forbidden|insufficient[ _]scope/i],
  ['proxy', /proxy/i],
  ['http-only', /server gave HTTP response to HTTPS client|ERR_SSL_PROTOCOL|wrong version number/i],
  ['certificate', /x509|certificate|ERR_CERT/i],
  [
    'unreachable',
    /no such host|connection refused|i\/o timeout|unreachable|dial tcp|deadline exceeded|ERR_NAME_NOT|ERR_CONNECTION|ERR_ADDRESS|ERR_INTERNET|ECONNREFUSED|ENOTFOUND|EOF$/i,
  ],
  ['missing', /manifest (?:for .+ )?(?:unknown|not found)|not found|name unknown|NAME_UNKNOWN/i],
];

/** The reason behind an error; null where only its code is known. Pure. */
export function errorReason({ code, message }: LighterErrorData): ErrorReason | null {
  if (/no space left|ENOSPC|disk quota/i.test(message)) return 'disk-full';
  if (code !== 'registry') return null;
  return registryReasons.find(([, words]) => words.test(message))?.[0] ?? null;
}

/**
 * The seconds a registry asks to wait, or (`isAtMost`) over which its limit counts; null where it says neither. Pure.
 */
export function secondsToWait({ message }: LighterErrorData): { seconds: number; isAtMost: boolean } | null {
  const found = /retry[- ]?(after|within):?\s*(\d{1,7})\s*(ms|s)?/i.exec(message);
  if (!found) return null;
  const [, word = '', number, unit] = found;
  return {
    seconds: unit === 'ms' ? Number(number) / 1000 : Number(number),
    isAtMost: word.toLowerCase() === 'within',
  };
}
