/** An IPv4 network: its first address as a number, and the length of its prefix. */
export interface Network {
  first: number;
  bits: number;
}

const mask = (bits: number) => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0);

/** `10.98.0.1/16`, or an address alone. Null for anything else. Pure. */
export function parseNetwork(text: string): Network | null {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match
    .slice(1)
    .map((part) => (part === undefined ? 32 : Number(part)));
  if ([a, b, c, d].some((part) => part > 255) || bits > 32) return null;
  return { first: (((a << 24) | (b << 16) | (c << 8) | d) & mask(bits)) >>> 0, bits };
}

/** Whether two networks share an address. Pure. */
export function overlaps(one: Network, other: Network): boolean {
  const bits = Math.min(one.bits, other.bits);
  return (one.first & mask(bits)) >>> 0 === (other.first & mask(bits)) >>> 0;
}

/** The routes of `/proc/net/route`, but for the default one; its numbers are written backwards. Pure. */
export function parseRoutes(text: string): Network[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([, destination = '', , , , , , netmask = '']) => {
      const turn = (hex: string) => Number.parseInt(hex.match(/../g)?.reverse().join('') ?? '', 16);
      const first = turn(destination);
      const bits = turn(netmask).toString(2).replaceAll('0', '').length;
      return Number.isNaN(first) || bits === 0 ? [] : [{ first, bits }];
    });
}

/** The name servers of `/etc/resolv.conf` that are IPv4 addresses. Pure. */
export function parseNameServers(text: string): Network[] {
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)]
    .map(([, address = '']) => parseNetwork(address))
    .filter((network) => network !== null);
}

/**
 * Networks of /16 to choose from. None of those that dockerd takes by itself (172.17 to 172.31 and 192.168): an
 * engine of the system would meet us there. Numbers that routers and company networks seldom use come first.
 */
const bases = [98, 99, 111, 113, 117, 119, 121, 123, 131, 137, 149, 151, 157, 163, 167, 173].map(
  (second) => `10.${second}.0.0/16`,
);

/**
 * The first network that overlaps none of those in use: `preferred` (the one of last time) where it is still free.
 * Null when all are taken. Pure.
 */
export function choosePool(used: readonly Network[], preferred: string | null = null): string | null {
  const free = (text: string) => {
    const network = parseNetwork(text);
    return network !== null && !used.some((other) => overlaps(network, other));
  };
  return [...(preferred ? [preferred] : []), ...bases].find(free) ?? null;
}

/** The default network's own address in a pool: `10.98.0.0/16` → `10.98.0.1/24`. Pure. */
export function bridgeAddress(pool: string): string {
  return pool.replace(/\.0\/\d+$/, '.1/24');
}
