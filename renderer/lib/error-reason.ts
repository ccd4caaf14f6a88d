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
  ['rate-limit', /toomanyrequests|too many requests|rate limit/i],
  [
    'wrong-password',
    /incorrect username or password|(?:login attempt|authorize|auth).* failed with status: 401/i,
  ],
  ['login', /no basic auth credentials|authentication required|unauthorized/i],
  ['denied', /denied|forbidden|insufficient[ _]scope/i],
  ['proxy', /proxyconnect|ERR_PROXY|ERR_TUNNEL|proxy/i],
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

/** The seconds a registry asks to wait; null where it does not say. Pure. */
export function secondsToWait({ message }: LighterErrorData): number | null {
  const seconds = /retry[- ]?after:?\s*(\d{1,6})\s*(ms|s)?/i.exec(message);
  if (!seconds) return null;
  return seconds[2] === 'ms' ? Number(seconds[1]) / 1000 : Number(seconds[1]);
}
