import { LighterError } from '@contract/errors';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What may be opened outside: http(s) without credentials; `ask` for any host that is not this machine's
 *  or the engine's. Throws `invalid-input`. Pure. */
export function checkUrl(url: string, engineHost: string): { url: string; host: string; ask: boolean } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new LighterError({ code: 'invalid-input', message: 'Not a URL' });
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new LighterError({ code: 'invalid-input', message: `${parsed.protocol} links are not opened` });
  if (parsed.username !== '' || parsed.password !== '')
    throw new LighterError({ code: 'invalid-input', message: 'Links with credentials are not opened' });
  const ask = !loopback.has(parsed.hostname) && parsed.hostname !== engineHost.toLowerCase();
  return { url: parsed.href, host: parsed.host, ask };
}
