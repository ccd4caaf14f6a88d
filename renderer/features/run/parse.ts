import type { PortProtocol } from '@contract/containers';

/** A whole number from 1 to 65,535, else null. */
export function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}

/** `8080`, `127.0.0.1:8080`, `[::1]:8080`; null when it is none of these. */
export function parseHostPort(text: string): { port: number; ip?: string } | null {
  const typed = text.trim();
  const at = typed.lastIndexOf(':');
  const port = parsePort(typed.slice(at + 1));
  if (port === null) return null;
  if (at < 0) return { port };
  const ip = typed.slice(0, at);
  if (isIpv4(ip)) return { port, ip };
  const inBrackets = /^\[([0-9a-fA-F:]*::?[0-9a-fA-F:.]*)\]$/.exec(ip)?.[1];
  return inBrackets && isIpv6(inBrackets) ? { port, ip: inBrackets } : null;
}

/** `80`, `80/tcp`, `53/udp`; null when it is none of these. */
export function parseContainerPort(text: string): { port: number; protocol: PortProtocol } | null {
  const match = /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(text.trim());
  const port = parsePort(match?.[1] ?? '');
  if (port === null) return null;
  return { port, protocol: (match?.[2]?.toLowerCase() ?? 'tcp') as PortProtocol };
}

const powers: Record<string, number> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** Bytes of `512m`, `1g`, `1.5 GiB`, as the Docker CLI reads them (powers of 1,024); null when unreadable. */
export function parseBytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?$/i.exec(text.trim());
  if (!match?.[1]) return null;
  const bytes = Math.floor(Number(match[1]) * 1024 ** (powers[(match[2] ?? '').toLowerCase()] ?? 0));
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** `1.5` CPUs; null when it is not a plain number with at most nine decimals, as the engine counts them. */
export function parseCpus(text: string): number | null {
  const typed = text.trim();
  return /^(\d+(\.\d{0,9})?|\.\d{1,9})$/.test(typed) ? Number(typed) : null;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  try {
    return new URL(`http://[${text}]/`).hostname.length > 0;
  } catch {
    return false;
  }
}

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
