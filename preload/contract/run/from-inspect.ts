import { blankForm, type HealthOption, type NetworkOption, type RunForm } from '../run-form';
import { type DeviceRequest, isCdiDevice } from './devices';
import { type EngineMount, readMount } from './mounts';
import { isUserDefined } from './networks';
import { isUnsaid, plainOptions } from './options';
import { parseExposed, portBindings, portKeys, readBindings } from './ports';
import { soundForm } from './sound-form';
import { parseVolume } from './volumes';

type Json = Record<string, unknown>;
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export interface InspectedForm {
  form: RunForm;
  /** What the container has and the form cannot say: the engine's names, `HostConfig.CpuCount`. */
  lost: string[];
}

/**
 * A container's `GET /containers/{id}/json` back to the form that makes another one like it. What the image or the
 * engine gave it is left out, so that a newer image's own values apply; `image` is the image's inspection, null when it
 * is gone: then everything counts as chosen. `cgroupVersion` is the engine's, where it is known. Pure.
 */
export function formFromInspect(
  inspect: unknown,
  image: unknown,
  engine: { cgroupVersion?: string } = {},
): InspectedForm {
  const container = object(inspect);
  const config = object(container.Config);
  const host = object(container.HostConfig);
  const base = object(object(image).Config);
  const lost: string[] = [];
  const form: RunForm = {
    ...blankForm(text(config.Image)),
    ...(text(container.Name) && { name: text(container.Name).replace(/^\//, '') }),
    env: variables(texts(config.Env), texts(base.Env)),
    ports: readBindings(object(host.PortBindings)),
    ...restart(object(host.RestartPolicy)),
    ...program(config, base),
  };
  readPlainOptions(form, { container, config, host, base, engine, lost });
  readStorage(form, { config, host, base, lost });
  const exposed = exposedOnly(form, object(config.ExposedPorts), object(base.ExposedPorts));
  if (exposed.length > 0) form.expose = exposed;
  const networks = readNetworks(container, host, config);
  if (networks.length > 0) form.networks = networks;
  const health = readHealth(object(config.Healthcheck), base.Healthcheck, lost);
  if (health) form.health = health;
  const sound = soundForm(form);
  return { form: sound.form, lost: [...lost, ...sound.dropped.map(({ key, value }) => `${key}: ${value}`)] };
}

interface Sources {
  container: Json;
  config: Json;
  host: Json;
  base: Json;
  engine: { cgroupVersion?: string };
  lost: string[];
}

function readPlainOptions(form: RunForm, sources: Sources): void {
  const { config, host, lost } = sources;
  const said: Record<string, unknown> = {};
  for (const { key, kind, at, read } of plainOptions) {
    const raw = at.reduce<unknown>((value, name) => object(value)[name], {
      Config: config,
      HostConfig: host,
    });
    if (isDefault(key, raw, sources)) continue;
    const value = read
      ? read(raw)
      : kind === 'pairs'
        ? pairsOf(raw, key === 'labels' ? sources.base : {})
        : raw;
    if (value === undefined && key !== 'memorySwappiness') lost.push(at.join('.'));
    else if (!isUnsaid(value)) said[key] = value;
  }
  Object.assign(form, said);
  const cdi = ((host.DeviceRequests as DeviceRequest[] | null) ?? []).filter(
    ({ Driver }) => Driver === 'cdi',
  );
  const names = cdi.flatMap(({ DeviceIDs }) => DeviceIDs ?? []).filter(isCdiDevice);
  if (names.length > 0) form.devices = [...(form.devices ?? []), ...names];
  const isUnconfined = Array.isArray(host.MaskedPaths) && host.MaskedPaths.length === 0;
  if (isUnconfined && !form.privileged)
    form.securityOptions = [...(form.securityOptions ?? []), 'systempaths=unconfined'];
  for (const name of ['CpuCount', 'CpuPercent', 'IOMaximumIOps', 'IOMaximumBandwidth', 'KernelMemory'])
    if (host[name]) lost.push(`HostConfig.${name}`);
}

const pairsOf = (raw: unknown, base: Json) => {
  const known = object(base.Labels);
  return Object.entries(object(raw))
    .filter(([name, value]) => known[name] !== value)
    .map(([name, value]) => ({ name, value: text(value) }));
};

/** Whether the value is what the image or the engine puts where nobody chose anything. */
function isDefault(key: string, raw: unknown, { container, config, host, base, engine }: Sources): boolean {
  if (key === 'init' || key === 'stopTimeout') return raw === null || raw === undefined;
  if (!raw || (typeof raw === 'object' && Object.keys(raw).length === 0))
    return key !== 'memorySwappiness' || raw !== 0;
  switch (key) {
    case 'hostname':
      return raw === text(container.Id).slice(0, 12) || /^(host$|container:)/.test(text(host.NetworkMode));
    case 'domainname':
      return text(host.NetworkMode) === 'host';
    case 'user':
      return raw === base.User;
    case 'workdir':
      return raw === base.WorkingDir;
    case 'stopSignal':
      return raw === (text(base.StopSignal) || 'SIGTERM');
    case 'memorySwap':
      return raw === Number(host.Memory) * 2;
    case 'shmSize':
      return raw === 67_108_864;
    case 'ipc':
    case 'isolation':
      return raw === 'private' || raw === 'default';
    case 'cgroupns':
      return raw === 'private' || (raw === 'host' && engine.cgroupVersion === '1');
    case 'runtime':
      return raw === 'runc';
    case 'logDriver':
      return raw === 'json-file' && Object.keys(object(object(host.LogConfig).Config)).length === 0;
    case 'securityOptions':
      return isSame(raw, ['label=disable']) && (host.Privileged === true || isHostMode(host));
    case 'gpus':
      return (raw as DeviceRequest[]).every(({ Driver }) => Driver === 'cdi');
    case 'labels':
      return isSame(raw, base.Labels);
    case 'tty':
      return config.Tty !== true;
    default:
      return false;
  }
}

const isHostMode = (host: Json) => host.IpcMode === 'host' || host.PidMode === 'host';

function variables(own: readonly string[], images: readonly string[]): RunForm['env'] {
  const name = (line: string) => line.split('=', 1)[0] ?? '';
  const known = new Set(images);
  const set = own.filter((line) => !known.has(line));
  const there = new Set(own.map(name));
  return [
    ...set.map((line) => ({
      name: name(line),
      value: line.includes('=') ? line.slice(name(line).length + 1) : null,
    })),
    ...images.filter((line) => !there.has(name(line))).map((line) => ({ name: name(line), value: null })),
  ];
}

function restart(policy: Json): Pick<RunForm, 'restart' | 'restartRetries'> {
  const name = text(policy.Name);
  const known = name === 'always' || name === 'unless-stopped' || name === 'on-failure' ? name : 'no';
  const retries = Number(policy.MaximumRetryCount ?? 0);
  return { restart: known, ...(known === 'on-failure' && retries > 0 && { restartRetries: retries }) };
}

/** Entry point and arguments; an entry point of one's own makes the engine forget the image's arguments. */
function program(config: Json, base: Json): Pick<RunForm, 'command' | 'entrypoint'> {
  const entrypoint = texts(config.Entrypoint);
  const command = texts(config.Cmd);
  if (isSame(entrypoint, texts(base.Entrypoint)))
    return { command: isSame(command, texts(base.Cmd)) ? [] : command };
  return { command, entrypoint: entrypoint.length > 0 ? entrypoint : [''] };
}

function exposedOnly(form: RunForm, own: Json, images: Json): NonNullable<RunForm['expose']> {
  const published = new Set(Object.keys(portBindings(form.ports)));
  return Object.keys(own).flatMap((key) => {
    const port = parseExposed(key);
    const isKnown =
      key in images || published.has(key) || (port && portKeys(port).some((one) => one in images));
    return port && !isKnown ? [port] : [];
  });
}

function readStorage(
  form: RunForm,
  { config, host, base, lost }: Omit<Sources, 'container' | 'engine'>,
): void {
  for (const bind of texts(host.Binds)) {
    const volume = parseVolume(bind);
    if (volume) form.volumes.push(volume);
    else lost.push(`HostConfig.Binds: ${bind}`);
  }
  const bound = new Set(form.volumes.map(({ target }) => target));
  const images = object(base.Volumes);
  for (const target of Object.keys(object(config.Volumes)))
    if (!(target in images) && !bound.has(target)) form.volumes.push({ target, readOnly: false });
  const tmpfs = Object.entries(object(host.Tmpfs)).map(([target, options]) => ({
    target,
    options: text(options),
  }));
  if (tmpfs.length > 0) form.tmpfs = tmpfs;
  const mounts: NonNullable<RunForm['mounts']> = [];
  for (const raw of (host.Mounts as EngineMount[] | null | undefined) ?? []) {
    const mount = readMount(raw);
    if (mount) mounts.push(mount);
    else lost.push(`HostConfig.Mounts: ${raw.Target}`);
  }
  if (mounts.length > 0) form.mounts = mounts;
}

function readNetworks(container: Json, host: Json, config: Json): NetworkOption[] {
  const attached = Object.entries(object(object(container.NetworkSettings).Networks));
  const mode = text(host.NetworkMode);
  const mac = text(config.MacAddress);
  const isMode = ({ 0: name, 1: endpoint }: [string, unknown]) =>
    name === mode || text(object(endpoint).NetworkID) === mode;
  const own = attached.filter(([name]) => isUserDefined(name));
  if (mode === '' || !isUserDefined(mode)) {
    const other = mode === 'default' || mode === '' ? [] : [{ name: mode, ...(mac && { mac }) }];
    // A container of the default bridge may have been connected to networks later on.
    return own.length === 0 ? other : own.map(([name, raw]) => readEndpoint(name, object(raw), container));
  }
  const first = own.filter(isMode);
  const rest = own.filter((one) => !isMode(one));
  const all = first.length === 0 ? [[mode, {}] as [string, unknown], ...rest] : [...first, ...rest];
  return all.map(([name, raw], index) => ({
    ...readEndpoint(name, object(raw), container),
    ...(index === 0 && mac && { mac }),
  }));
}

function readEndpoint(name: string, raw: Json, container: Json): NetworkOption {
  const { IPv4Address, IPv6Address, LinkLocalIPs } = object(raw.IPAMConfig);
  const aliases = texts(raw.Aliases).filter((alias) => alias !== text(container.Id).slice(0, 12));
  const driverOptions = pairsOf(raw.DriverOpts, {});
  const priority = Number(raw.GwPriority ?? 0);
  return {
    name,
    ...(aliases.length > 0 && { aliases: [...new Set(aliases)] }),
    ...(text(IPv4Address) && { ip: text(IPv4Address) }),
    ...(text(IPv6Address) && { ip6: text(IPv6Address) }),
    ...(texts(LinkLocalIPs).length > 0 && { linkLocalIps: texts(LinkLocalIPs) }),
    ...(driverOptions.length > 0 && { driverOptions }),
    ...(priority !== 0 && { gatewayPriority: priority }),
  };
}

function readHealth(own: Json, image: unknown, lost: string[]): HealthOption | null {
  const images = object(image);
  if (Object.keys(own).length === 0 || isSame(own, images)) return null;
  const [kind, ...words] = texts(own.Test);
  if (kind === 'NONE') return { disabled: true };
  const ms = (name: string) => {
    const value = Number(own[name] ?? 0) / 1e6;
    if (!Number.isInteger(value)) lost.push(`Config.Healthcheck.${name}`);
    return value >= 1 && own[name] !== images[name] ? Math.round(value) : undefined;
  };
  const retries = Number(own.Retries ?? 0);
  const check = {
    test: isSame(own.Test, images.Test) ? undefined : kind === 'CMD-SHELL' ? words[0] : words,
    interval: ms('Interval'),
    timeout: ms('Timeout'),
    startPeriod: ms('StartPeriod'),
    startInterval: ms('StartInterval'),
    retries: retries > 0 && own.Retries !== images.Retries ? retries : undefined,
  };
  const said = Object.entries(check).filter(([, value]) => !isUnsaid(value));
  return said.length > 0 ? (Object.fromEntries(said) as HealthOption) : null;
}
