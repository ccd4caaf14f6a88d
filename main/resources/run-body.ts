import { LighterError } from '@contract/errors';
import { objectName } from '@contract/ids';
import { effectiveCapabilities } from '@contract/run/capabilities';
import { isCdiDevice } from '@contract/run/devices';
import { engineMount, record } from '@contract/run/mounts';
import { isUserDefined } from '@contract/run/networks';
import { isUnsaid, plainOptions } from '@contract/run/options';
import { portBindings, portKeys } from '@contract/run/ports';
import { isHostPath, printVolume } from '@contract/run/volumes';
import type { HealthOption, NetworkOption, RunForm } from '@contract/run-form';
import { compareApi } from '../engine/version';

type Json = Record<string, unknown>;

/** The body of `POST /containers/create`. */
export interface CreateBody extends Json {
  Image: string;
  HostConfig: Json;
  NetworkingConfig: { EndpointsConfig: Record<string, Json> };
}

export interface BodyOptions {
  /** As `docker run -d`: nobody is attached. Else as `docker create`, whose container can be attached to later. */
  detached: boolean;
  /** The engine's API, `1.41`; absent: the newest. */
  apiVersion?: string;
}

/**
 * The body of `POST /containers/create` that the Docker CLI (20.10 and later) sends for the same choices. Throws
 * `invalid-input` for what the CLI itself would refuse.
 */
export function createBody(form: RunForm, { detached, apiVersion }: BodyOptions): CreateBody {
  refuseContradictions(form);
  const isOld = takesOneNetwork(apiVersion);
  const mac = form.networks?.[0]?.mac;
  const said: { Config: Json; HostConfig: Json } = { Config: {}, HostConfig: {} };
  for (const { key, at, write } of plainOptions) {
    const value = form[key];
    if (!isUnsaid(value)) put(said, at, write ? write(value as never) : plainValue(value));
  }
  const caps = effectiveCapabilities(form.capAdd, form.capDrop);
  const cdi = (form.devices ?? []).filter(isCdiDevice);
  const { Config } = said;
  return {
    Hostname: '',
    Domainname: '',
    User: '',
    AttachStdin: !detached && form.stdin === true,
    AttachStdout: !detached,
    AttachStderr: !detached,
    Tty: false,
    OpenStdin: false,
    StdinOnce: !detached && form.stdin === true,
    ...(form.ports.length > 0 || form.expose?.length ? { ExposedPorts: exposedPorts(form) } : {}),
    Env: form.env.length > 0 ? variables(form.env) : null,
    Cmd: form.command.length > 0 ? form.command : null,
    ...(form.health && { Healthcheck: healthcheck(form.health) }),
    Image: form.image,
    Volumes: Object.fromEntries(
      form.volumes.flatMap(({ source, target }) => (source === undefined ? [[target, {}]] : [])),
    ),
    WorkingDir: '',
    Entrypoint: form.entrypoint ?? null,
    Labels: {},
    ...Config,
    ...(isOld && mac !== undefined && { MacAddress: mac }),
    HostConfig: {
      ...defaults(),
      ...said.HostConfig,
      Binds: binds(form),
      PortBindings: portBindings(form.ports),
      LogConfig: { Type: '', Config: {}, ...(said.HostConfig.LogConfig as Json | undefined) },
      NetworkMode: form.networks?.[0]?.name ?? 'default',
      RestartPolicy: { Name: form.restart, MaximumRetryCount: form.restartRetries ?? 0 },
      CapAdd: caps.add,
      CapDrop: caps.drop,
      ...(form.tmpfs && {
        Tmpfs: Object.fromEntries(form.tmpfs.map(({ target, options }) => [target, options])),
      }),
      ...(form.mounts && form.mounts.length > 0 && { Mounts: form.mounts.map(engineMount) }),
      ...(cdi.length > 0 && {
        DeviceRequests: [
          ...((said.HostConfig.DeviceRequests as Json[] | undefined) ?? []),
          { Driver: 'cdi', DeviceIDs: cdi },
        ],
      }),
      ...systemPaths(form.securityOptions ?? []),
    },
    NetworkingConfig: { EndpointsConfig: Object.fromEntries(firstEndpoints(form, isOld)) },
  };
}

const plainValue = (value: unknown) =>
  Array.isArray(value) && typeof value[0] === 'object'
    ? record(value as { name: string; value: string }[])
    : value;

/** What the CLI sends for options that were not given, where that is not the same as saying nothing. */
const defaults = (): Json => ({
  Dns: [],
  DnsOptions: [],
  DnsSearch: [],
  Devices: [],
  Ulimits: [],
  BlkioWeightDevice: [],
  BlkioDeviceReadBps: [],
  BlkioDeviceWriteBps: [],
  BlkioDeviceReadIOps: [],
  BlkioDeviceWriteIOps: [],
  MemorySwappiness: -1,
  OomKillDisable: false,
  PidsLimit: 0,
});

function put(target: Json, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) target[key] = value;
  else {
    target[key] ??= {};
    put(target[key] as Json, rest, value);
  }
}

function exposedPorts(form: RunForm): Record<string, object> {
  const published = Object.keys(portBindings(form.ports));
  const exposed = (form.expose ?? []).flatMap(portKeys);
  return Object.fromEntries([...published, ...exposed].map((key) => [key, {}]));
}

/** Of two values of one variable the last one counts. */
function variables(env: RunForm['env']): string[] {
  const last = new Map(env.map(({ name, value }) => [name, value]));
  return [...last].map(([name, value]) => (value === null ? name : `${name}=${value}`));
}

function binds(form: RunForm): string[] | null {
  const list = form.volumes.flatMap((volume) => {
    const { source, target } = volume;
    if (source === undefined) return [];
    if (!isHostPath(source) && !objectName.safeParse(source).success)
      throw refusal(`${source} is neither an absolute path nor a volume's name`);
    const path = source.replace(/^[a-zA-Z]:/, '');
    if (path.includes(':') || target.includes(':'))
      throw refusal(`The path ${path.includes(':') ? source : target} holds a colon`);
    return [printVolume(volume)];
  });
  return list.length > 0 ? list : null;
}

function healthcheck(health: HealthOption): Json {
  if ('disabled' in health) return { Test: ['NONE'] };
  const { test, interval, timeout, startPeriod, startInterval, retries } = health;
  const nanoseconds = (key: string, ms: number | undefined) => ms !== undefined && { [key]: ms * 1e6 };
  return {
    ...(test !== undefined && { Test: typeof test === 'string' ? ['CMD-SHELL', test] : ['CMD', ...test] }),
    ...nanoseconds('Interval', interval),
    ...nanoseconds('Timeout', timeout),
    ...nanoseconds('StartPeriod', startPeriod),
    ...nanoseconds('StartInterval', startInterval),
    ...(retries !== undefined && { Retries: retries }),
  };
}

/** `systempaths=unconfined` is no word of the engine's: it stands for two empty lists. */
function systemPaths(options: readonly string[]): Json {
  const rest = options.filter((option) => option !== 'systempaths=unconfined');
  if (rest.length === options.length) return {};
  return { SecurityOpt: rest.length > 0 ? rest : null, MaskedPaths: [], ReadonlyPaths: [] };
}

/** Engines before API 1.44 connect a container to one network when it is made. */
export const takesOneNetwork = (apiVersion: string | undefined) =>
  apiVersion !== undefined && compareApi(apiVersion, '1.44') < 0;

/** The networks that an old engine is told of after the container was made, each with its endpoint's settings. */
export const laterEndpoints = (form: RunForm): [string, Json][] => endpoints(form, true).slice(1);

function firstEndpoints(form: RunForm, isOld: boolean): [string, Json][] {
  const all = endpoints(form, isOld);
  const first = isOld ? all.slice(0, 1) : all;
  // A single network without choices of its own is said by the mode alone.
  return all.length === 1 || isOld ? first.filter(([, one]) => Object.keys(one).length > 0) : first;
}

function endpoints({ networks = [], links = [] }: RunForm, isOld: boolean): [string, Json][] {
  return networks.map((network, index) => [
    network.name,
    endpoint(network, {
      links: index === 0 && isUserDefined(network.name) ? links : [],
      mac: isOld ? undefined : network.mac,
    }),
  ]);
}

function endpoint(
  network: NetworkOption,
  { links, mac }: { links: readonly string[]; mac: string | undefined },
): Json {
  const { aliases, ip, ip6, linkLocalIps, driverOptions, gatewayPriority } = network;
  const isFixed = ip !== undefined || ip6 !== undefined || (linkLocalIps && linkLocalIps.length > 0);
  return {
    ...(isFixed && {
      IPAMConfig: {
        ...(ip !== undefined && { IPv4Address: ip }),
        ...(ip6 !== undefined && { IPv6Address: ip6 }),
        ...(linkLocalIps && linkLocalIps.length > 0 && { LinkLocalIPs: linkLocalIps }),
      },
    }),
    ...(links.length > 0 && { Links: links }),
    ...(aliases && aliases.length > 0 && { Aliases: aliases }),
    ...(mac !== undefined && { MacAddress: mac }),
    ...(driverOptions && driverOptions.length > 0 && { DriverOpts: record(driverOptions) }),
    ...(gatewayPriority !== undefined && { GwPriority: gatewayPriority }),
  };
}

function refuseContradictions(form: RunForm): void {
  if (form.autoRemove && form.restart !== 'no')
    throw refusal('A container that is removed when it ends cannot have a restart policy');
  const networks = form.networks ?? [];
  const own = networks.filter(({ name }) => isUserDefined(name)).length;
  if (own > 0 && own < networks.length) throw refusal('A network and a network mode cannot be combined');
  if (new Set(networks.map(({ name }) => name)).size < networks.length)
    throw refusal('A network is named twice');
}

const refusal = (message: string) => new LighterError({ code: 'invalid-input', message });
