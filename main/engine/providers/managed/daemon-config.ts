import type { BridgeChoice } from './bridge';
import type { ManagedPaths } from './paths';
import { bridgeAddress } from './pool';

interface ConfigChoice {
  paths: ManagedPaths;
  /** Null for a rootless engine, which has a network of its own. */
  bridge: BridgeChoice | null;
  /** Off while another engine uses this machine's firewall: a second dockerd would rewrite the first one's rules. */
  firewall: boolean;
  /**
   * On while it runs, so that containers outlive a crash of dockerd; off before it is stopped on purpose, as
   * dockerd leaves its containers running otherwise.
   */
  liveRestore: boolean;
}

/** daemon.json of Lighter's own engine. Pure. */
export function daemonConfig({
  paths,
  bridge,
  firewall,
  liveRestore,
}: ConfigChoice): Record<string, unknown> {
  const network =
    bridge === null
      ? {}
      : {
          ...(bridge.device ? { bridge: bridge.device } : { bip: bridgeAddress(bridge.pool) }),
          'default-address-pools': [{ base: bridge.pool, size: 24 }],
        };
  return {
    hosts: [`unix://${paths.socket}`],
    'data-root': paths.data,
    'exec-root': paths.exec,
    pidfile: paths.pidFile,
    ...network,
    ...(firewall ? {} : { iptables: false, 'ip-masq': false, 'ip-forward': false }),
    'live-restore': liveRestore,
    'shutdown-timeout': 15,
  };
}
