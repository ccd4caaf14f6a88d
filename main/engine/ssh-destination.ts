/** A host to be reached with the system's ssh; `null` leaves it to ssh's own configuration. */
export interface SshDestination {
  user: string | null;
  /** A host's name or address, or an alias of ssh's configuration. */
  host: string;
  port: number | null;
  /** The engine's socket over there. */
  socket: string;
}

export const defaultRemoteSocket = '/var/run/docker.sock';

const user = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;
const name = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;
const address6 = /^[0-9A-Fa-f:.]+$/;
// ssh expands % and $ in forwarded paths, and parts them at colons.
const path = /^\/[A-Za-z0-9._/-]+$/;

/**
 * Reads `ssh://[user@]host[:port][/path/of/the/socket]`, as the docker CLI does. Gives what is wrong with it as a
 * sentence: no part may be taken for an option (`-oProxyCommand=…`) or be expanded by ssh. Pure.
 */
export function parseSshUrl(
  text: string,
): { ok: true; destination: SshDestination } | { ok: false; message: string } {
  const bad = (message: string) => ({ ok: false as const, message });
  const rest = /^ssh:\/\/(.*)$/i.exec(text.trim())?.[1];
  if (rest === undefined) return bad('An ssh address begins with ssh://.');
  if (/[?#]/.test(rest)) return bad('An ssh address has no ? or #.');
  const [, authority = '', socket = ''] = /^([^/]*)(\/.*)?$/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const who = at < 0 ? null : authority.slice(0, at);
  if (who?.includes(':')) return bad('Passwords do not belong in an address; ssh takes keys.');
  if (who !== null && !user.test(who))
    return bad('The user of the ssh address has characters that cannot be used.');
  const [, bracketed, plain, port] =
    /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(authority.slice(at + 1)) ?? [];
  const host = bracketed ?? plain ?? '';
  if (host === '') return bad('The ssh address has no host.');
  if (!(bracketed === undefined ? name : address6).test(host))
    return bad('The host of the ssh address has characters that cannot be used.');
  const number = port === undefined ? null : Number(port);
  if (number !== null && (number < 1 || number > 65_535)) return bad('The port is not between 1 and 65535.');
  const remote = socket === '' || socket === '/' ? defaultRemoteSocket : socket;
  if (!path.test(remote)) return bad('The path of the socket has characters that cannot be used.');
  return { ok: true, destination: { user: who, host, port: number, socket: remote } };
}

/** The address again, as `DOCKER_HOST` would say it. Pure. */
export function sshUrl({ user, host, port, socket }: SshDestination): string {
  const where = host.includes(':') ? `[${host}]` : host;
  const path = socket === defaultRemoteSocket ? '' : socket;
  return `ssh://${user === null ? '' : `${user}@`}${where}${port === null ? '' : `:${port}`}${path}`;
}
