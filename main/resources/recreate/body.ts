import { compareApi } from '../../engine/version';
import {
  type Json,
  type RawBody,
  type RawConfig,
  type RawContainer,
  type RawEndpoint,
  type RawHostConfig,
  sameJson,
} from './raw';

/** What makes a container like another one: the request's body, and the networks it is connected to afterwards. */
export interface CreateSpec {
  body: RawBody;
  networks: { network: string; endpoint: RawEndpoint }[];
  /** Another name than the old one's. */
  name?: string;
  /** `linux/arm64/v8`; absent: the image's own. */
  platform?: string;
}

/** The engine's own networks take no aliases, links or addresses of one's own. */
const builtIn = new Set(['default', 'bridge', 'host', 'none', 'nat']);

/**
 * What has to be sent to make a container like this one from another image. What came from `image` (the old one's
 * configuration; null when it is gone) is left out, so that the new image's own takes its place. Volumes come
 * along by name, anonymous ones too; networks with static addresses, links and aliases. `api`: `1.41`. Pure.
 */
export function specOf(old: RawContainer, image: RawConfig | null, api: string): CreateSpec {
  const mode = old.HostConfig.NetworkMode ?? 'default';
  const config = withoutImage(old.Config, image ?? {});
  const shared = mode.startsWith('container:');
  if (config.Hostname === old.Id.slice(0, 12) || shared || mode === 'host') delete config.Hostname;
  if (shared) {
    // The other container has the name, the addresses and the ports.
    delete config.Domainname;
    delete config.ExposedPorts;
  } else {
    // The engine publishes only what is exposed, also by an image that does not expose it.
    const published = Object.keys(old.HostConfig.PortBindings ?? {}).map((port) => [port, {}]);
    config.ExposedPorts = { ...config.ExposedPorts, ...Object.fromEntries(published) };
  }
  const mac = config.MacAddress;
  // From then on an address belongs to the network, not to the container.
  const hasMacPerNetwork = compareApi(api, '1.44') >= 0;
  if (hasMacPerNetwork || !mac) delete config.MacAddress;
  // All of them come along as mounts.
  delete config.Volumes;
  const endpoints = endpointsOf(old, mode, hasMacPerNetwork ? mac : undefined);
  const [first, ...networks] = endpoints;
  return {
    body: {
      ...config,
      HostConfig: hostConfigOf(old),
      NetworkingConfig: { EndpointsConfig: first ? { [first.network]: first.endpoint } : {} },
    },
    networks,
  };
}

/** The configuration as it was given when the container was created, without what its image has added. */
function withoutImage(config: RawConfig, image: RawConfig): RawConfig {
  const given: RawConfig = { ...config };
  const imageEnv = new Set(image.Env ?? []);
  given.Env = (config.Env ?? []).filter((entry) => !imageEnv.has(entry));
  given.Labels = withoutEqual(config.Labels, image.Labels);
  given.ExposedPorts = withoutEqual(config.ExposedPorts, image.ExposedPorts);
  for (const key of ['WorkingDir', 'User', 'StopSignal', 'Shell', 'OnBuild'])
    if (sameJson(given[key] ?? null, image[key] ?? null)) delete given[key];
  delete given.ArgsEscaped;
  const health = withoutEqual(config.Healthcheck, image.Healthcheck);
  if (Object.keys(health).length > 0) given.Healthcheck = health;
  else delete given.Healthcheck;

  const hasOwnEntrypoint = !sameList(config.Entrypoint, image.Entrypoint);
  if (!hasOwnEntrypoint) delete given.Entrypoint;
  // Taken away with `--entrypoint ''`: absent would bring the image's back.
  else if (!config.Entrypoint?.length) given.Entrypoint = [''];
  // An entrypoint of one's own switches the image's command off, so the command stays with it.
  if (!hasOwnEntrypoint && sameList(config.Cmd, image.Cmd)) delete given.Cmd;
  return given;
}

const sameList = (a: string[] | null | undefined, b: string[] | null | undefined) =>
  sameJson(a ?? [], b ?? []);

function withoutEqual<T>(
  given: Record<string, T> | null | undefined,
  images: Record<string, unknown> | null | undefined,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(given ?? {}).filter(
      ([key, value]) => !(images && key in images && sameJson(value, images[key])),
    ),
  );
}

function hostConfigOf(old: RawContainer): RawHostConfig {
  const host: RawHostConfig = { ...old.HostConfig };
  delete host.ContainerIDFile;
  // `/db:/web/alias` is how the engine writes `db:alias`.
  if (host.Links) host.Links = host.Links.map((link) => link.replace(/^\/([^:]+):.*\/([^/]+)$/, '$1:$2'));
  const volumes = (old.Mounts ?? []).filter(({ Type, Name, Destination }) =>
    Boolean(Type === 'volume' && Name && Destination),
  );
  const nameAt = new Map(volumes.map(({ Name, Destination }) => [Destination, Name]));
  const taken = new Set<string>(Object.keys(host.Tmpfs ?? {}));

  host.Binds = (host.Binds ?? []).map((bind) => {
    const name = nameAt.get(bind);
    // A path alone asks for a new anonymous volume.
    const full = name ? `${name}:${bind}` : bind;
    taken.add(targetOf(full));
    return full;
  });
  const mounts = (host.Mounts ?? []).map((mount): Json => {
    const target = String(mount.Target ?? '');
    taken.add(target);
    const name = nameAt.get(target);
    return mount.Type === 'volume' && !mount.Source && name ? { ...mount, Source: name } : mount;
  });
  for (const { Name, Destination, RW } of volumes)
    if (!taken.has(Destination ?? ''))
      mounts.push({
        Type: 'volume',
        Source: Name,
        Target: Destination,
        ...(RW === false && { ReadOnly: true }),
      });
  if (mounts.length > 0) host.Mounts = mounts;
  else delete host.Mounts;
  return host;
}

/** `source:target:options`; the source may be a drive's path. */
export function targetOf(bind: string): string {
  const parts = bind.replace(/^[a-zA-Z]:[\\/]/, '').split(':');
  return parts[1] ?? parts[0] ?? '';
}

/** The networks, the one of `NetworkMode` first: that one is part of the create request. */
function endpointsOf(old: RawContainer, mode: string, mac: string | undefined): CreateSpec['networks'] {
  if (mode.startsWith('container:') || mode === 'host' || mode === 'none') return [];
  const main = mode === 'default' ? 'bridge' : mode;
  const isMain = (name: string, endpoint: RawEndpoint | null) =>
    name === main || endpoint?.NetworkID === main;
  const entries = Object.entries(old.NetworkSettings?.Networks ?? {});
  const all = [
    ...entries.filter(([name, endpoint]) => isMain(name, endpoint)),
    ...entries.filter(([name, endpoint]) => !isMain(name, endpoint)),
  ];
  return all.map(([network, endpoint]) => ({
    network,
    endpoint: {
      ...endpointOf(old, network, endpoint ?? {}),
      ...(mac && isMain(network, endpoint) && { MacAddress: mac }),
    },
  }));
}

/** What was asked for; what the engine has given (addresses, gateways, names of its own) is left out. */
function endpointOf(old: RawContainer, network: string, given: RawEndpoint): RawEndpoint {
  if (builtIn.has(network)) return {};
  const short = old.Id.slice(0, 12);
  const aliases = (given.Aliases ?? []).filter((alias) => alias !== short);
  return {
    ...(aliases.length > 0 && { Aliases: [...new Set(aliases)] }),
    ...(given.Links?.length && { Links: given.Links }),
    ...(given.IPAMConfig && Object.keys(given.IPAMConfig).length > 0 && { IPAMConfig: given.IPAMConfig }),
    ...(given.DriverOpts && { DriverOpts: given.DriverOpts }),
    ...(typeof given.GwPriority === 'number' && given.GwPriority !== 0 && { GwPriority: given.GwPriority }),
  };
}
