import { LighterError } from '@contract/errors';
import type { Credential } from './docker-config';

interface Authorization {
  /** The registry's own address: `https://registry.example`. */
  base: string;
  scope: string;
  credential: Credential | null;
  ask(url: string, init?: RequestInit): Promise<Response>;
}

/**
 * The `Authorization` header a registry asks for in `WWW-Authenticate`: Basic, or Bearer with a token fetched from
 * the place it names. Null where there is nothing to log in with. A login never leaves TLS where the registry has it.
 */
export async function authorize(challenge: string, how: Authorization): Promise<string | null> {
  const { credential } = how;
  if (/^basic\b/i.test(challenge)) {
    return credential && !credential.isIdentityToken ? basic(credential) : null;
  }
  if (!/^bearer\b/i.test(challenge)) return null;
  const { realm, service, scope } = parameters(challenge);
  const url = tokenUrl(realm, how.base);
  url.searchParams.set('scope', scope ?? how.scope);
  if (service) url.searchParams.set('service', service);
  const response = credential?.isIdentityToken
    ? await how.ask(`${url.origin}${url.pathname}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          ...Object.fromEntries(url.searchParams),
          grant_type: 'refresh_token',
          refresh_token: credential.secret,
          client_id: 'lighter',
        }).toString(),
      })
    : await how.ask(url.toString(), { headers: credential ? { authorization: basic(credential) } : {} });
  if (response.status !== 200) {
    throw new LighterError({
      code: 'registry',
      message: `unauthorized: ${url.host} gives no token`,
      status: 401,
    });
  }
  const { token, access_token: access } = JSON.parse(await response.text()) as Record<string, unknown>;
  const found = typeof token === 'string' ? token : access;
  return typeof found === 'string' && found !== '' ? `Bearer ${found}` : null;
}

const basic = ({ user, secret }: Credential) =>
  `Basic ${Buffer.from(`${user ?? ''}:${secret}`).toString('base64')}`;

function parameters(challenge: string): Record<string, string | undefined> {
  return Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value]) => [name.toLowerCase(), value]),
  );
}

function tokenUrl(realm: string | undefined, base: string): URL {
  try {
    const url = new URL(realm ?? '', base);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && base.startsWith('http:'))) return url;
  } catch {
    // Said below.
  }
  throw new LighterError({ code: 'registry', message: 'The registry sends logins to an unsafe place.' });
}
