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

/** The networks of `ip -oneline -4 address`, by device: those that are down too, which Node does not list. Pure. */
export function parseAddresses(text: string): { device: string; cidr: string }[] {
  return [...text.matchAll(/^\d+:\s+(\S+?)(?:@\S+)?\s+inet\s+(\S+)/gm)].map(([, device = '', cidr = '']) => ({
    device,
    cidr,
  }));
}

async function allAddresses(
  commands: Commands,
  signal: AbortSignal,
): Promise<{ device: string; cidr: string }[]> {
  const ip = commands.find('ip');
  if (ip) {
    const { stdout } = await commands.run(ip, ['-oneline', '-4', 'address'], { signal, limitMs: ipMs });
    return parseAddresses(stdout);
  }
  return Object.entries(networkInterfaces()).flatMap(([device, list]) =>
    (list ?? []).flatMap(({ family, cidr }) => (family === 'IPv4' && cidr ? [{ device, cidr }] : [])),
  );
}

/** Whether this bridge is the one we have made: another program's may have taken the name meanwhile. */
async function isOurs(
  commands: Commands,
  { device, pool }: BridgeChoice,
  signal: AbortSignal,
): Promise<boolean> {
  if (!device || !deviceExists(device)) return false;
  const wanted = bridgeAddress(pool);
  return (await allAddresses(commands, signal)).some((one) => one.device === device && one.cidr === wanted);
}

/** Networks that the machine uses now, by its addresses, routes and name servers. */
async function usedNetworks(commands: Commands, signal: AbortSignal): Promise<Network[]> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  const addresses = (await allAddresses(commands, signal))
    .map(({ cidr }) => parseNetwork(cidr))
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
  if (last && (await isOurs(commands, last, signal))) return last;
  const pool = choosePool(await usedNetworks(commands, signal), last?.pool);
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
  bridge: BridgeChoice,
  signal: AbortSignal,
): Promise<void> {
  const ip = commands.find('ip');
  if (!ip || !bridge.device || !(await isOurs(commands, bridge, signal))) return;
  await removeRules(commands, bridge.device, signal);
  await commands.run(ip, ['link', 'delete', bridge.device], { signal, limitMs: ipMs });
}
