import type { NetworkOption } from '../run-form';
import { cut, joinCsv, splitCsv } from './csv';

/** `--network`'s value: a name or mode, or `name=…,alias=…,ip=…`; null when the CLI would refuse it. */
export function parseNetwork(text: string): NetworkOption | null {
  const typed = text.trim();
  if (typed === '') return null;
  // `container:a=b` is no list of fields.
  if (!/[=,]/.test(typed)) return { name: typed };
  const fields = splitCsv(typed);
  if (!fields) return null;
  const network: NetworkOption = { name: '' };
  for (const field of fields) {
    const [key, value] = cut(field);
    if (value === undefined || !take(network, key.toLowerCase(), value)) return null;
  }
  return network.name === '' ? null : network;
}

function take(network: NetworkOption, key: string, value: string): boolean {
  switch (key) {
    case 'name':
      network.name = value;
      return true;
    case 'alias':
      network.aliases = [...(network.aliases ?? []), value];
      return true;
    case 'ip':
      network.ip = value;
      return true;
    case 'ip6':
      network.ip6 = value;
      return true;
    case 'link-local-ip':
      network.linkLocalIps = [...(network.linkLocalIps ?? []), value];
      return true;
    case 'mac-address':
      network.mac = value;
      return true;
    case 'driver-opt': {
      const [name, option = ''] = cut(value);
      network.driverOptions = [...(network.driverOptions ?? []), { name, value: option }];
      return true;
    }
    case 'gw-priority':
      network.gatewayPriority = Number(value);
      return /^-?\d+$/.test(value);
    default:
      return false;
  }
}

/** The options that say the networks: the first by options of their own, which every CLI knows. */
export function networkOptions(networks: readonly NetworkOption[]): [flag: string, value: string][] {
  return networks.flatMap((network, index): [string, string][] => {
    const {
      name,
      aliases = [],
      ip,
      ip6,
      linkLocalIps = [],
      mac,
      driverOptions = [],
      gatewayPriority,
    } = network;
    if (index === 0 && driverOptions.length === 0 && gatewayPriority === undefined) {
      return [
        ...option('--network', [name]),
        ...option('--network-alias', aliases),
        ...option('--ip', ip === undefined ? [] : [ip]),
        ...option('--ip6', ip6 === undefined ? [] : [ip6]),
        ...option('--link-local-ip', linkLocalIps),
        ...option('--mac-address', mac === undefined ? [] : [mac]),
      ];
    }
    const fields: [string, string][] = [
      ['name', name],
      ...aliases.map((alias): [string, string] => ['alias', alias]),
      ...(ip === undefined ? [] : [['ip', ip] as [string, string]]),
      ...(ip6 === undefined ? [] : [['ip6', ip6] as [string, string]]),
      ...linkLocalIps.map((one): [string, string] => ['link-local-ip', one]),
      ...(mac === undefined ? [] : [['mac-address', mac] as [string, string]]),
      ...driverOptions.map((one): [string, string] => ['driver-opt', `${one.name}=${one.value}`]),
      ...(gatewayPriority === undefined ? [] : [['gw-priority', `${gatewayPriority}`] as [string, string]]),
    ];
    if (fields.length === 1) return [['--network', name]];
    return [['--network', joinCsv(fields.map(([key, value]) => `${key}=${value}`))]];
  });
}

const option = (flag: string, values: readonly string[]): [string, string][] =>
  values.map((value) => [flag, value]);

/** Whether the name is a network that someone made, where a container has aliases and fixed addresses. */
export const isUserDefined = (name: string) =>
  !['default', 'bridge', 'host', 'none', 'nat'].includes(name) && !name.startsWith('container:');

/** Whether containers on this network have ports that can be published. */
export const publishes = (name: string) =>
  name !== 'host' && name !== 'none' && !name.startsWith('container:');
