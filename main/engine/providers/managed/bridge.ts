import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Commands } from '../commands';
import { ProviderFailure } from '../types';
import { bridgeAddress, choosePool, type Network, parseNameServers, parseNetwork, parseRoutes } from './pool';

/** The device of the default network, and the addresses of all networks. */
export interface BridgeChoice {
  /** Null where the program `ip` is missing: dockerd then makes its usual docker0 itself. */
  device: string | null;
  pool: string;
}

const ipMs = 5_000;
const mostEngines = 10;

const deviceExists = (name: string) => existsSync(`/sys/class/net/${name}`);

const addressesOf = (device: string) =>
  (networkInterfaces()[device] ?? []).filter(({ family }) => family === 'IPv4').map(({ cidr }) => cidr);

/** Networks that the machine uses now, by its addresses, routes and name servers. */
async function usedNetworks(): Promise<Network[]> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ cidr }) => parseNetwork(cidr ?? ''))
    .filter((network) => network !== null);
  const routes = parseRoutes(await read('/proc/net/route'));
  return [...addresses, ...routes, ...parseNameServers(await read('/etc/resolv.conf'))];
}

/**
 * Makes the bridge of our default network, `lighter0` or the next number that is free, with addresses that clash
 * with nothing; the one of last time where it is still there, or free. Throws `ProviderFailure`.
 */
export async function prepareBridge(
  commands: Commands,
  last: BridgeChoice | null,
  signal: AbortSignal,
): Promise<BridgeChoice> {
  if (
    last?.device &&
    deviceExists(last.device) &&
    addressesOf(last.device).includes(bridgeAddress(last.pool))
  ) {
    return last;
  }
  const pool = choosePool(await usedNetworks(), last?.pool);
  if (!pool) throw new ProviderFailure('network', 'No range of addresses is free for the engine.');
  const ip = commands.find('ip');
  if (!ip) {
    if (deviceExists('docker0')) {
      throw new ProviderFailure(
        'network',
        'docker0 belongs to another engine, and the program ip is missing.',
      );
    }
    return { device: null, pool };
  }
  const run = (...args: string[]) => commands.run(ip, args, { signal, limitMs: ipMs });
  for (let number = 0; number < mostEngines; number += 1) {
    const device = `lighter${number}`;
    if (deviceExists(device)) continue;
    const made = await run('link', 'add', device, 'type', 'bridge');
    if (made.code !== 0) {
      if (/File exists/.test(made.stderr)) continue;
      throw new ProviderFailure('network', made.stderr.trim() || `The bridge ${device} cannot be made.`);
    }
    for (const args of [
      ['address', 'add', bridgeAddress(pool), 'dev', device],
      ['link', 'set', device, 'up'],
    ]) {
      const { code, stderr } = await run(...args);
      if (code === 0) continue;
      await run('link', 'delete', device);
      throw new ProviderFailure('network', stderr.trim() || `The bridge ${device} cannot be set up.`);
    }
    return { device, pool };
  }
  throw new ProviderFailure('network', `The bridges lighter0 to lighter${mostEngines - 1} all exist.`);
}

/** The rules in what `iptables --list-rules` prints that name a device, as arguments that delete them. Pure. */
export function rulesOf(device: string, text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter(([verb, ...words]) => verb === '-A' && words.includes(device))
    .map(([, ...words]) => ['-D', ...words]);
}

/** dockerd leaves its rules behind when it ends; those for our bridge go with it, all others stay. */
async function removeRules(commands: Commands, device: string, signal: AbortSignal): Promise<void> {
  const iptables = commands.find('iptables');
  if (!iptables) return;
  const run = (...args: string[]) =>
    commands.run(iptables, ['--wait', '2', ...args], { signal, limitMs: ipMs });
  for (const table of ['filter', 'nat']) {
    const { stdout } = await run('--table', table, '--list-rules');
    for (const rule of rulesOf(device, stdout)) await run('--table', table, ...rule);
  }
}

/** Takes our bridge away again, and the firewall's rules for it. */
export async function removeBridge(
  commands: Commands,
  { device, pool }: BridgeChoice,
  signal: AbortSignal,
): Promise<void> {
  const ip = commands.find('ip');
  if (!ip || !device || !deviceExists(device) || !addressesOf(device).includes(bridgeAddress(pool))) return;
  await removeRules(commands, device, signal);
  await commands.run(ip, ['link', 'delete', device], { signal, limitMs: ipMs });
}
