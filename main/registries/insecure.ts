import { BlockList, isIP } from 'node:net';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** What `GET /info` says about registries without TLS: names and networks. */
export async function insecureRegistries(client: EngineClient): Promise<string[]> {
  const info = await client.request<{
    RegistryConfig?: {
      IndexConfigs?: Record<string, { Secure?: boolean }> | null;
      InsecureRegistryCIDRs?: string[] | null;
    } | null;
  }>('GET', enginePath`/info`);
  const named = Object.entries(info.RegistryConfig?.IndexConfigs ?? {}).filter(
    ([, config]) => config.Secure === false,
  );
  return [...named.map(([name]) => name), ...(info.RegistryConfig?.InsecureRegistryCIDRs ?? [])];
}

/** Whether a registry is one of them; `localhost` counts as its address. Pure. */
export function isInsecure(server: string, insecure: readonly string[]): boolean {
  if (insecure.includes(server)) return true;
  const host = server.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const family = isIP(address);
  if (family === 0) return false;
  const networks = new BlockList();
  for (const cidr of insecure) {
    const [net = '', bits = ''] = cidr.split('/');
    const netFamily = isIP(net);
    if (netFamily !== 0 && /^\d{1,3}$/.test(bits)) {
      networks.addSubnet(net, Number(bits), netFamily === 6 ? 'ipv6' : 'ipv4');
    }
  }
  return networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
